import { MAY_HIDE } from '#templates/components/attestation-steps.js'
import { formatSize } from '#templates/format.js'
import { notHeld } from '#templates/resident/attachment-faults.js'

/** A file that was accepted and waits under `token`; null when it cannot. `size` in bytes. */
export type HeldFileView = { name: string; token: string | null; size: number }
export type AttestationFilesProps = {
  held: HeldFileView[]
  /** What is wrong with files that were sent. */
  faults: string[]
}

const FILES_ID = 'pieces'

/** Where files are joined, and those that were joined already. */
export function AttestationFiles({
  label,
  optional = false,
  ...files
}: AttestationFilesProps & { label: string; optional?: boolean }) {
  const errorId = `${FILES_ID}-erreur`
  const hintId = `${FILES_ID}-aide`
  const held = files.held.flatMap(({ token, ...one }) => (token === null ? [] : [{ ...one, token }]))
  const faults = faultsOf(files)
  const hasFault = faults.length > 0
  return (
    <>
      {held.length > 0 && (
        <fieldset class="fr-fieldset">
          <legend class="fr-fieldset__legend fr-fieldset__legend--regular">
            Déjà joint, gardé pour vous pendant 30 minutes
          </legend>
          {held.map(({ name, token, size }, at) => (
            <div class="fr-fieldset__element">
              <div class="fr-checkbox-group">
                <input type="hidden" name="proposees" value={token} />
                <input type="checkbox" id={`gardee-${at}`} name="gardees" value={token} checked />
                <label class="fr-label" for={`gardee-${at}`}>
                  {name}
                  <span class="fr-hint-text">{formatSize(size)}. Décochez pour ne pas l’envoyer.</span>
                </label>
              </div>
            </div>
          ))}
        </fieldset>
      )}
      <div class={`fr-upload-group fr-mb-3w${hasFault ? ' fr-upload-group--error' : ''}`}>
        <label class="fr-label" for={FILES_ID}>
          {held.length > 0 ? 'Joindre un autre fichier (facultatif)' : label}
          {held.length === 0 && optional && ' (facultatif)'}
          <span class="fr-hint-text" id={hintId}>
            PDF, JPEG ou PNG : une photo nette convient. 3 fichiers au plus, de 5 Mo chacun. {MAY_HIDE}
          </span>
        </label>
        <input
          class="fr-upload"
          id={FILES_ID}
          name={FILES_ID}
          type="file"
          accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
          multiple
          data-fichiers
          aria-invalid={hasFault ? 'true' : undefined}
          aria-describedby={hasFault ? `${hintId} ${errorId}` : hintId}
        />
        {hasFault && (
          <div id={errorId}>
            {faults.map((fault) => (
              <p class="fr-error-text">{fault}</p>
            ))}
          </div>
        )}
      </div>
    </>
  )
}

/** The same faults for the summary on top. */
export function fileErrors(files: AttestationFilesProps) {
  return faultsOf(files).map((message) => ({ fieldId: FILES_ID, message }))
}

function faultsOf({ held, faults }: AttestationFilesProps): string[] {
  return [...faults, ...held.flatMap(({ name, token }) => (token === null ? [notHeld(name)] : []))]
}

import type { Collectivite } from '#src/collectivite/collectivite.js'
import { localDay } from '#src/collectivite/local-time.js'
import {
  type AttestationErrors,
  type AttestationForm,
  type AttestationReading,
  readAttestationForm,
  understandAttestation,
} from '#src/resident/attestation/attestation-form.js'
import { holdFiles, type JoinedFile, readJoinedFiles } from '#src/resident/attestation/joined-files.js'
import { readSendForm, type SendForm } from '#src/resident/declared-fields.js'
import type { ResidentServices } from '#src/resident/visit.js'
import type { HeldFileView } from '#templates/resident/attestation-files.js'

/** A posted attestation, understood; or all that its page needs to be shown again, the files waiting. */
export type ReadAttestation =
  | ({ kind: 'read'; typed: AttestationForm; common: SendForm; files: JoinedFile[] } & Omit<
      Extract<AttestationReading, { kind: 'read' }>,
      'kind'
    >)
  | { kind: 'refused'; shown: ShownAgain }
export type ShownAgain = {
  typed: AttestationForm
  common: SendForm
  errors: AttestationErrors
  faults: string[]
  held: HeldFileView[]
}

const NO_FILE = 'Joignez votre attestation : un PDF, ou une photo.'

/** Reads the form and its files; on a fault they wait, so that nothing has to be chosen again. */
export async function readAttestation(
  services: ResidentServices,
  collectivite: Collectivite,
  body: Record<string, unknown>,
  withIdentity: boolean,
): Promise<ReadAttestation> {
  const typed = readAttestationForm(body)
  const common = commonOf(collectivite, body)
  const today = localDay(services.now(), collectivite.timeZone)
  const reading = understandAttestation(typed, today, withIdentity)
  const joined = await readJoinedFiles(services, collectivite.siret, body)
  const faults = joined.files.length === 0 && joined.faults.length === 0 ? [NO_FILE] : joined.faults
  if (reading.kind === 'read' && faults.length === 0 && Object.keys(common.errors).length === 0)
    return { ...reading, typed, common, files: joined.files }
  const errors = reading.kind === 'refused' ? reading.errors : {}
  const held = await heldViews(services, joined.files)
  return { kind: 'refused', shown: { typed, common, errors, faults, held } }
}

/** What every form that sends has in common; what is not asked for is not read. */
export function commonOf(
  { asksDeclaredFields }: Pick<Collectivite, 'asksDeclaredFields'>,
  body: Record<string, unknown>,
): SendForm {
  const { nom_connu, enfants_ou_services, ...rest } = body
  return readSendForm(asksDeclaredFields ? body : rest)
}

/** Lets the files wait, and says how they are shown. */
export async function heldViews(services: ResidentServices, files: JoinedFile[]): Promise<HeldFileView[]> {
  const held = await holdFiles(services, files)
  return held.map(({ name, file, token }) => ({ name, token, size: file.bytes.length }))
}

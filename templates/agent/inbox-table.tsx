import { Badge } from '#templates/components/badge.js'
import { CopyButton } from '#templates/components/copy-button.js'
import { formatBirthdate, formatNumber } from '#templates/format.js'

export type InboxRow = {
  reference: string
  url: string
  sentAt: string
  familyName: string
  givenNames: string
  birthdate: string
  /** Both written by the resident; empty when she did not. */
  knownName: string
  childrenOrServices: string
  value: number
  /** The same person's previous quotient familial, when it was another, and its day. */
  before: { value: number; day: string } | null
  month: string
  fund: string
  origin: string
  toCheck: string[]
  treated: boolean
  /** Where it was taken, in words; null for nowhere yet. */
  taken: string | null
  example: boolean
}

const TITLES = ['Personne', 'Quotient familial', 'Transmis le', 'Statut', 'À vérifier', 'Référence']

/** A page of transmissions, each with a box to tick, and what can be done to the ticked ones. */
export function InboxTable({ rows, action }: { rows: InboxRow[]; action: string }) {
  return (
    <form method="post" action={action} class="qf-wide">
      <table class="qf-cards">
        <caption class="fr-sr-only">Transmissions, de la plus récente à la plus ancienne</caption>
        <thead>
          <tr>
            <td />
            {TITLES.map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row {...row} />
          ))}
        </tbody>
      </table>
      <Actions />
    </form>
  )
}

function Actions() {
  return (
    <fieldset class="fr-fieldset fr-mt-2w">
      <legend class="fr-fieldset__legend fr-fieldset__legend--regular">
        Pour les lignes cochées{' '}
        <button type="button" class="qf-copy-word" data-tout-cocher hidden>
          Tout cocher
        </button>
      </legend>
      <div class="fr-fieldset__element qf-bar">
        <button type="submit" class="fr-btn" name="action" value="traite">
          Marquer comme traité
        </button>
        <button type="submit" class="fr-btn fr-btn--secondary" name="action" value="a-traiter">
          Remettre à traiter
        </button>
        <button type="submit" class="fr-btn fr-btn--tertiary" name="action" value="xlsx">
          Fichier Excel de ces lignes
        </button>
        <button type="submit" class="fr-btn fr-btn--tertiary" name="action" value="csv">
          CSV de ces lignes
        </button>
      </div>
    </fieldset>
  )
}

function Row(row: InboxRow) {
  const name = `${row.familyName} ${row.givenNames}`
  const boxId = `cocher-${row.reference}`
  return (
    <tr>
      <td>
        <div class="fr-checkbox-group fr-checkbox-group--sm">
          <input type="checkbox" id={boxId} name="reference" value={row.reference} />
          <label class="fr-label" for={boxId}>
            <span class="fr-sr-only">
              Cocher {name}, {row.sentAt}
            </span>
          </label>
        </div>
      </td>
      <th scope="row" data-label="Personne">
        <span class="qf-copied">
          <span>{name}</span>
          <span>
            <CopyButton short text={name} what={`le nom ${name}`} />
          </span>
        </span>
        {row.example && <Badge kind="info">Exemple</Badge>}
        <Declared {...row} />
        <span class="qf-detail">Naissance : {formatBirthdate(row.birthdate)}</span>
      </th>
      <td data-label="Quotient familial">
        <strong>{formatNumber(row.value)}</strong>{' '}
        <CopyButton short text={String(row.value)} what={`le quotient familial ${row.value}`} />
        {row.before && (
          <span class="qf-detail">
            était {formatNumber(row.before.value)} le {row.before.day}
          </span>
        )}
        <span class="qf-detail">
          {row.month}, {row.fund}
        </span>
      </td>
      <td data-label="Transmis le">
        {unbroken(row.sentAt)}
        {row.origin !== 'FranceConnect' && <span class="qf-detail">{row.origin}</span>}
      </td>
      <td data-label="Statut">
        {row.treated ? 'Traité' : 'À traiter'}
        {row.taken && <span class="qf-detail">{row.taken}</span>}
      </td>
      <td data-label="À vérifier">
        {row.toCheck.length === 0
          ? 'Rien'
          : row.toCheck.map((reason) => <Badge kind="warning">{reason}</Badge>)}
      </td>
      <td data-label="Référence">
        <a href={row.url}>{row.reference}</a>
      </td>
    </tr>
  )
}

/** By which the mairie may know the family better than by the name at birth. */
function Declared({ knownName, childrenOrServices }: InboxRow) {
  const said = [
    knownName && `Nom connu : ${knownName}`,
    childrenOrServices && `Enfants ou services : ${childrenOrServices}`,
  ].filter(Boolean)
  return said.length > 0 ? <span class="qf-detail">{said.join(' ; ')}</span> : null
}

// An hour alone on its line says nothing.
function unbroken(instant: string): string {
  return instant.replace(' ', '\u00a0').replace(' à ', ' à\u00a0')
}

import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Badge } from '#templates/components/badge.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { CopyText } from '#templates/components/copy-text.js'
import { formatBirthdate, formatNumber } from '#templates/format.js'

export type InboxRow = {
  reference: string
  url: string
  sentAt: string
  familyName: string
  givenNames: string
  birthdate: string
  value: number
  month: string
  fund: string
  toCheck: string[]
  treated: boolean
}

type Props = {
  collectivite: Collectivite
  transmissions: InboxRow[]
  counts: { total: number; toTreat: number }
  /** Which ones are shown; null for all. */
  state: 'a-traiter' | 'traite' | null
  listUrl: string
  csvUrl: string
  publicUrl: string
}

/** All that residents sent, new on top, and the file that holds it. */
export function Inbox({ collectivite, transmissions, counts, state, listUrl, csvUrl, publicUrl }: Props) {
  return (
    <>
      <h1>Quotients familiaux reçus</h1>
      <p>
        <CollectiviteName collectivite={collectivite} />
      </p>
      {counts.total === 0 ? (
        <Empty publicUrl={publicUrl} />
      ) : (
        <>
          <p class="fr-text--lead">{remaining(counts)}</p>
          <p>
            <ButtonLink href={csvUrl} download>
              Télécharger le CSV
            </ButtonLink>
          </p>
          <p class="fr-text--sm">
            Toutes les transmissions, une ligne chacune. Elles sont effacées {collectivite.retentionDays}{' '}
            jours après l’envoi : reprenez-les avant dans vos fichiers.
          </p>
          <States counts={counts} state={state} listUrl={listUrl} />
          <Shown transmissions={transmissions} of={countOf(counts, state)} />
        </>
      )}
    </>
  )
}

function States({ counts, state, listUrl }: Pick<Props, 'counts' | 'state' | 'listUrl'>) {
  const choices = [
    { label: 'Toutes', value: null },
    { label: 'À traiter', value: 'a-traiter' },
    { label: 'Traitées', value: 'traite' },
  ] as const
  return (
    <nav aria-label="Transmissions affichées">
      <ul class="qf-choices">
        {choices.map(({ label, value }) => (
          <li>
            <a
              class="fr-link"
              href={value ? `${listUrl}?etat=${value}` : listUrl}
              aria-current={value === state ? 'page' : undefined}
            >
              {label} ({formatNumber(countOf(counts, value))})
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Shown({ transmissions, of }: { transmissions: InboxRow[]; of: number }) {
  if (transmissions.length === 0) return <p>Aucune transmission dans cette liste.</p>
  return (
    <>
      {transmissions.length < of && <p>Les {transmissions.length} dernières sont affichées.</p>}
      <Table rows={transmissions} />
    </>
  )
}

function countOf({ total, toTreat }: Props['counts'], state: Props['state']): number {
  if (state === null) return total
  return state === 'a-traiter' ? toTreat : total - toTreat
}

function Table({ rows }: { rows: InboxRow[] }) {
  return (
    <table class="qf-cards">
      <caption class="fr-sr-only">Transmissions, de la plus récente à la plus ancienne</caption>
      <thead>
        <tr>
          {['Personne', 'Quotient familial', 'Transmis le', 'Statut', 'À vérifier', 'Référence'].map(
            (title) => (
              <th scope="col">{title}</th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row" data-label="Personne">
              {row.familyName} {row.givenNames}
              <span class="qf-detail">Naissance : {formatBirthdate(row.birthdate)}</span>
            </th>
            <td data-label="Quotient familial">
              <strong>{formatNumber(row.value)}</strong>
              <span class="qf-detail">
                {row.month}, {row.fund}
              </span>
            </td>
            <td data-label="Transmis le">{row.sentAt}</td>
            <td data-label="Statut">{row.treated ? 'Traité' : 'À traiter'}</td>
            <td data-label="À vérifier">
              {row.toCheck.length === 0
                ? 'Rien'
                : row.toCheck.map((reason) => <Badge kind="warning">{reason}</Badge>)}
            </td>
            <td data-label="Référence">
              <a href={row.url}>{row.reference}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Empty({ publicUrl }: { publicUrl: string }) {
  return (
    <>
      <p class="fr-text--lead">Personne n’a encore rien transmis.</p>
      <h2>Faites connaître le service</h2>
      <p>
        Donnez cette adresse aux familles : sur le site de la commune, dans le bulletin, sur le formulaire
        d’inscription de l’école.
      </p>
      <CopyText id="adresse" label="Adresse de votre page" text={publicUrl} rows={1} />
    </>
  )
}

function remaining({ total, toTreat }: Props['counts']): string {
  const all = `${formatNumber(total)} transmission${total > 1 ? 's' : ''}`
  if (toTreat === 0) return `${all}. Rien à traiter.`
  return `${all}, dont ${formatNumber(toTreat)} à traiter.`
}

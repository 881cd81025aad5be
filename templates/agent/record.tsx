import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { Alert } from '#templates/components/alert.js'
import { BigValue } from '#templates/components/big-value.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { IdentityList } from '#templates/components/identity-list.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { formatInstant, formatMonth, formatNumber } from '#templates/format.js'
import { fundWord } from '#templates/fund.js'

type Props = { collectivite: Collectivite; record: OpenedSubmission; listUrl: string; treatUrl: string }

/** One transmission: all that was sent. */
export function Record({ collectivite, record, listUrl, treatUrl }: Props) {
  const { identity, quotientFamilial, reasons, reference, externalId } = record
  const { value, year, month, provider } = quotientFamilial
  return (
    <>
      <p>
        <a href={listUrl}>Revenir à la liste</a>
      </p>
      <h1>
        {identity.familyName} {identity.givenNames.join(' ')}
      </h1>
      <p>
        Transmis à <CollectiviteName collectivite={collectivite} />
      </p>
      {reasons.length > 0 && (
        <Alert kind="warning" title="À vérifier">
          <p>{reasons.join(', ')}</p>
        </Alert>
      )}
      <BigValue
        label="Quotient familial"
        value={formatNumber(value)}
        detail={`${formatMonth(year, month)} — ${fundWord(provider)}`}
      />
      <Treatment treated={record.treatedAt !== null} action={treatUrl} />
      <h2 class="fr-h5">Identité, certifiée par FranceConnect</h2>
      <IdentityList identity={identity} externalId={externalId} />
      <h2 class="fr-h5">Transmission {reference}</h2>
      <SummaryList rows={transmissionRows(record, collectivite.timeZone)} />
    </>
  )
}

function Treatment({ treated, action }: { treated: boolean; action: string }) {
  return (
    <form method="post" action={action} class="fr-mb-4w">
      <input type="hidden" name="etat" value={treated ? 'a-traiter' : 'traite'} />
      <button type="submit" class={treated ? 'fr-btn fr-btn--tertiary' : 'fr-btn'}>
        {treated ? 'Remettre à traiter' : 'Marquer comme traité'}
      </button>
    </form>
  )
}

function transmissionRows(
  { quotientFamilial, ...record }: OpenedSubmission,
  timeZone: string,
): [string, string][] {
  const { calculationYear, calculationMonth } = quotientFamilial
  const { createdAt, origin, declared, previous, openedAt, treatedAt } = record
  const rows: [string, string | null][] = [
    ['Transmise le', formatInstant(createdAt, timeZone)],
    ['Ouverte ou exportée une première fois le', openedAt && formatInstant(openedAt, timeZone)],
    ['Origine', origin],
    ['Statut', treatedAt ? `Traité le ${formatInstant(treatedAt, timeZone)}` : 'À traiter'],
    ['Mois de calcul', calculationYear && calculationMonth && formatMonth(calculationYear, calculationMonth)],
    [
      'Transmission précédente de la même personne',
      previous &&
        `${formatNumber(previous.value)}, le ${formatInstant(previous.createdAt, timeZone)} (${previous.reference})`,
    ],
    ['Nom connu de la mairie (écrit par l’usager)', declared.knownName],
    ['Enfants ou services (écrit par l’usager)', declared.childrenOrServices],
  ].map(([label, content]) => [String(label), content ? String(content) : null])
  return rows.filter((row): row is [string, string] => row[1] !== null)
}

import type { FolderLife } from '#src/delivery/hubee/folder-life.js'
import type { OpenedSubmission, Origin } from '#src/submission/content.js'
import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { hubeeWords } from '#templates/agent/hubee-words.js'
import { type AttachmentView, FromResident } from '#templates/agent/record-attachments.js'
import { Done, type RecordDone } from '#templates/agent/record-done.js'
import { Timeline, type TimelineStep } from '#templates/agent/timeline.js'
import { Alert } from '#templates/components/alert.js'
import { Badge } from '#templates/components/badge.js'
import { BigValue } from '#templates/components/big-value.js'
import { CopyButton } from '#templates/components/copy-button.js'
import { IdentityList } from '#templates/components/identity-list.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { formatInstant, formatMonth, formatNumber } from '#templates/format.js'
import { fundWord } from '#templates/fund.js'

type Props = {
  nav: DeskNavProps
  record: OpenedSubmission
  /** The commune of birth by its name, where its code is known. */
  birthplace: string | null
  /** Where it stands at HubEE; null for one that is not handed over there. */
  hubee: FolderLife | null
  /** What a button just did. */
  done: RecordDone | null
  /** Now, for the paper: `27 novembre 2026 à 14 h 05`. */
  printedAt: string
  attachments: AttachmentView[]
  attachmentsErasedOn: string | null
  timeline: TimelineStep[]
  urls: { list: string; treat: string; remove: string; counter: string | null }
}

/** One transmission: all that was sent, and what became of it. */
export function Record({ nav, record, birthplace, hubee, done, printedAt, timeline, urls, ...files }: Props) {
  const { identity, quotientFamilial, reference, externalId, origin } = record
  const { value, year, month, provider } = quotientFamilial
  const { timeZone } = nav.collectivite
  const name = `${identity.familyName} ${identity.givenNames.join(' ')}`
  return (
    <>
      <DeskNav {...nav} />
      <p class="qf-paper">
        {nav.collectivite.name}, imprimé le {printedAt}
      </p>
      {done && <Done {...done} />}
      <p class="qf-screen">
        <a href={urls.list}>Revenir à la liste</a>
        {urls.counter && (
          <>
            {' '}
            · <a href={urls.counter}>Ajouter une autre attestation</a>
          </>
        )}
      </p>
      <h1>{name}</h1>
      <p>
        {record.example && <Badge kind="info">Exemple</Badge>} <CopyButton text={name} what="le nom" />
      </p>
      <ToCheck record={record} timeZone={timeZone} days={nav.collectivite.retentionDays} />
      <BigValue
        label="Quotient familial"
        value={formatNumber(value)}
        detail={`${formatMonth(year, month)} — ${fundWord(provider)}${CERTIFIED.includes(origin) ? '' : ', d’après l’attestation'}`}
      />
      <div class="qf-bar">
        <Treatment treated={record.treatedAt !== null} action={urls.treat} />
        <CopyButton text={String(value)} what="le quotient familial" />
        <button type="button" class="fr-btn fr-btn--tertiary" data-imprimer hidden>
          Imprimer
        </button>
      </div>
      <FromResident
        dispute={record.dispute}
        attachments={files.attachments}
        erasedOn={files.attachmentsErasedOn}
      />
      <h2 class="fr-h5">Identité, {WHOSE_IDENTITY[origin]}</h2>
      <IdentityList identity={identity} externalId={externalId} birthplace={birthplace} />
      <h2 class="fr-h5">Transmission {reference}</h2>
      <SummaryList rows={[...transmissionRows(record, timeZone), ...hubeeRows(hubee, timeZone)]} />
      <h2 class="fr-h5">Ce qu’elle est devenue</h2>
      <Timeline steps={timeline} />
      <p class="qf-screen fr-mt-4w">
        <a href={urls.remove}>Supprimer cette transmission</a>
      </p>
    </>
  )
}

// What an agent typed from paper she has checked already.
const CERTIFIED: Origin[] = ['FranceConnect', 'Guichet']
const WHOSE_IDENTITY: { [origin in Origin]: string } = {
  FranceConnect: 'certifiée par FranceConnect',
  Attestation: 'certifiée par FranceConnect',
  'Attestation sans FranceConnect': 'écrite par l’usager',
  Guichet: 'saisie au guichet',
}

type ToCheckProps = { record: OpenedSubmission; timeZone: string; days: number }

function ToCheck({ record: { reasons, previous, quotientFamilial }, timeZone, days }: ToCheckProps) {
  if (reasons.length === 0) return null
  const changed = previous !== null && reasons.includes('QF modifié')
  return (
    <Alert kind="warning" title="À vérifier">
      <p>{reasons.join(', ')}</p>
      {changed && (
        <p>
          Quotient familial de {formatNumber(previous.value)} le {formatInstant(previous.createdAt, timeZone)}
          , puis de {formatNumber(quotientFamilial.value)} (comparaison sur {days} jours). Les deux
          transmissions sont gardées : prenez celle qui vaut pour votre facturation.
        </p>
      )}
    </Alert>
  )
}

function Treatment({ treated, action }: { treated: boolean; action: string }) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name="etat" value={treated ? 'a-traiter' : 'traite'} />
      <button type="submit" class={treated ? 'fr-btn fr-btn--tertiary' : 'fr-btn'}>
        {treated ? 'Remettre à traiter' : 'Marquer comme traité'}
      </button>
    </form>
  )
}

function hubeeRows(life: FolderLife | null, timeZone: string): [string, string][] {
  return life ? [['HubEE', hubeeWords(life, timeZone)]] : []
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

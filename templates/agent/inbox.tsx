import { AccessDue, type AccessDueProps } from '#templates/agent/access-due.js'
import { countWords } from '#templates/agent/count-words.js'
import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { EmptyDesk, Examples } from '#templates/agent/empty-desk.js'
import { type Done, InboxDone } from '#templates/agent/inbox-done.js'
import { InboxSearch, type Selection } from '#templates/agent/inbox-search.js'
import { type InboxRow, InboxTable } from '#templates/agent/inbox-table.js'
import { Alert } from '#templates/components/alert.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { formatNumber, plural } from '#templates/format.js'

export type LastFile = { leftAt: string; count: number; toTreat: number; treatUrl: string }

type Counts = { total: number; toTreat: number; neverExported: number; examples: number; shown: number }

type Props = {
  nav: DeskNavProps
  rows: InboxRow[]
  counts: Counts
  selection: Selection
  origins: readonly string[]
  /** How many rows a search opened, and whether those were all; null without a search. */
  searched: { rows: number; all: boolean } | null
  /** What was just done, and to how many rows. */
  done: Done
  accessDue: AccessDueProps | null
  /** What is erased within 15 days though nobody took it, and the day of the first. */
  aboutToGo: { count: number; first: string; url: string } | null
  /** The last file, while rows of it are to be treated. */
  lastFile: LastFile | null
  urls: {
    /** This list, and the one without any filter. */
    list: string
    everything: string
    states: Record<'all' | 'toTreat' | 'treated' | 'neverExported', string>
    search: string
    csv: string
    xlsx: string
    selection: string
    /** The page of older ones, and the first page; null when this is it. */
    next: string | null
    newest: string | null
    counter: string
    examples: string
    files: string
    publicity: string
    members: string
  }
  publicUrl: string
}

/** All that residents sent, new on top, and the file that holds it. */
export function Inbox({
  nav,
  rows,
  counts,
  selection,
  origins,
  searched,
  done,
  accessDue,
  aboutToGo,
  lastFile,
  urls,
  publicUrl,
}: Props) {
  const isEmpty = counts.total === 0 && counts.examples === 0
  return (
    <>
      <DeskNav {...nav} />
      <h1>Quotients familiaux reçus</h1>
      <InboxDone {...done} />
      {accessDue && <AccessDue {...accessDue} />}
      {isEmpty ? (
        <EmptyDesk publicUrl={publicUrl} urls={urls} />
      ) : (
        <>
          <p class="fr-text--lead">{remaining(counts)}</p>
          {aboutToGo && <AboutToGo {...aboutToGo} />}
          {lastFile && <AfterFile {...lastFile} filesUrl={urls.files} />}
          {counts.examples > 0 && <Examples count={counts.examples} examplesUrl={urls.examples} />}
          <States counts={counts} selection={selection} urls={urls.states} />
          <InboxSearch
            selection={selection}
            origins={origins}
            action={urls.search}
            everythingUrl={urls.everything}
          />
          {selection.wrongPeriod && (
            <Alert kind="warning">
              <p>
                Cette période n’est pas comprise : choisissez deux dates, la plus ancienne d’abord. Elle n’est
                pas appliquée à la liste.
              </p>
            </Alert>
          )}
          {searched ? (
            <Searched {...searched} text={selection.search} />
          ) : (
            <File counts={counts} selection={selection} urls={urls} />
          )}
          {rows.length === 0 ? (
            <p>Aucune transmission dans cette liste.</p>
          ) : (
            <InboxTable rows={rows} action={urls.selection} />
          )}
          <Pages next={urls.next} newest={urls.newest} />
          <p>
            Une famille a apporté son attestation ?{' '}
            <a href={urls.counter}>Ajouter une attestation reçue au guichet</a>
          </p>
          <p class="fr-text--sm">
            Vous travaillez aussi pour une autre collectivité ? Déconnectez-vous, puis choisissez-la dans
            ProConnect.
          </p>
          <p class="fr-text--sm">
            Les transmissions sont effacées {nav.collectivite.retentionDays} jours après l’envoi :
            reprenez-les avant dans vos fichiers.
          </p>
        </>
      )}
    </>
  )
}

function AboutToGo({ count, first, url }: { count: number; first: string; url: string }) {
  return (
    <Alert kind="warning" title="Bientôt effacées">
      <p>
        {count > 1
          ? `${countWords(count)} transmissions à traiter ne sont dans aucun fichier et seront effacées, la première le ${first}.`
          : `Une transmission à traiter n’est dans aucun fichier et sera effacée le ${first}.`}{' '}
        <a href={url}>Voir et reprendre ces lignes</a>
      </p>
    </Alert>
  )
}

function AfterFile({ leftAt, count, toTreat, treatUrl, filesUrl }: LastFile & { filesUrl: string }) {
  return (
    <Alert kind="info" title="Votre dernier fichier">
      <p>
        Téléchargé le {leftAt} : {formatNumber(count)} {plural(count, 'ligne')}, dont {formatNumber(toTreat)}{' '}
        encore à traiter. Sont-elles dans vos dossiers ?
      </p>
      <form method="post" action={treatUrl} class="fr-my-1w">
        <button type="submit" class="fr-btn fr-btn--secondary fr-btn--sm">
          {toTreat > 1
            ? `Oui, marquer ces ${formatNumber(toTreat)} lignes comme traitées`
            : 'Oui, marquer cette ligne comme traitée'}
        </button>
      </form>
      <p>
        <a href={filesUrl}>Voir les fichiers déjà téléchargés</a>
      </p>
    </Alert>
  )
}

type StatesProps = { counts: Counts; selection: Selection; urls: Props['urls']['states'] }

function States({ counts, selection, urls }: StatesProps) {
  const { etat, export: exported } = selection.parameters
  const current = etat ?? exported ?? ''
  const choices = [
    { label: 'Toutes', count: counts.total, href: urls.all, current: current === '' },
    { label: 'À traiter', count: counts.toTreat, href: urls.toTreat, current: current === 'a-traiter' },
    { label: 'Traitées', count: treatedOf(counts), href: urls.treated, current: current === 'traite' },
    {
      label: 'Dans aucun fichier',
      count: counts.neverExported,
      href: urls.neverExported,
      current: current === 'jamais',
    },
  ]
  return (
    <nav aria-label="Transmissions affichées">
      <ul class="qf-choices">
        {choices.map(({ label, count, href, current }) => (
          <li>
            <a class="fr-link" href={href} aria-current={current ? 'page' : undefined}>
              {label}
              {count !== null && ` (${countWords(count)})`}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

// Where the total is not counted to its end, a difference would be a guess.
function treatedOf({ total, toTreat }: Counts): number | null {
  return countWords(total).startsWith('plus') ? null : total - toTreat
}

function File({ counts, selection, urls }: Pick<Props, 'counts' | 'selection' | 'urls'>) {
  if (counts.shown === 0 || selection.wrongPeriod) return null
  return (
    <section aria-labelledby="fichier">
      <h2 class="fr-h6 fr-mb-1w" id="fichier">
        {Object.keys(selection.parameters).length === 0
          ? 'Repartir avec un fichier'
          : `Repartir avec cette liste : ${selection.words}`}
      </h2>
      <div class="qf-bar fr-mb-1w">
        <ButtonLink href={urls.xlsx}>Télécharger le fichier Excel</ButtonLink>
        <ButtonLink href={urls.csv} secondary>
          Télécharger le CSV
        </ButtonLink>
      </div>
      <p class="fr-text--sm">
        {capital(countWords(counts.shown))} {plural(counts.shown, 'transmission')}, une ligne chacune.
        Ensuite, <a href={urls.list}>actualisez cette page</a> : elle propose de marquer ces lignes comme
        traitées. <a href={urls.files}>Autres fichiers</a>
      </p>
    </section>
  )
}

function Searched({ rows, all, text }: { rows: number; all: boolean; text: string }) {
  return (
    <p class="fr-text--sm">
      {all
        ? `Recherche faite dans ${formatNumber(rows)} ${plural(rows, 'transmission')}.`
        : `Recherche faite dans les ${formatNumber(rows)} transmissions les plus récentes : pour chercher plus loin, précisez une période.`}{' '}
      {text !== '' && !/[a-z0-9à-ÿ]/i.test(text) && 'Écrivez au moins une lettre ou un chiffre. '}
      Pour un fichier, cochez les lignes.
    </p>
  )
}

function Pages({ next, newest }: { next: string | null; newest: string | null }) {
  if (!next && !newest) return null
  return (
    <nav aria-label="Pages de la liste">
      <ul class="qf-choices">
        {newest && (
          <li>
            <a class="fr-link" href={newest}>
              Revenir aux plus récentes
            </a>
          </li>
        )}
        {next && (
          <li>
            <a class="fr-link" rel="next" href={next}>
              Transmissions plus anciennes
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}

/** What remains, in one sentence. */
function remaining({ total, toTreat, neverExported }: Counts): string {
  if (total === 0) return 'Personne n’a encore rien transmis.'
  const all = `${capital(countWords(total))} ${plural(total, 'transmission')}`
  if (toTreat === 0) return `${all}. Rien à traiter.`
  const files =
    neverExported === 0
      ? ''
      : ` ${capital(countWords(neverExported))} ${neverExported > 1 ? 'ne sont' : 'n’est'} encore dans aucun fichier.`
  return `${all}, dont ${countWords(toTreat)} à traiter.${files}`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

import type { DeliveryTroubles } from '#src/delivery/list-deliveries.js'
import type { Counts } from '#src/submission/count-submissions.js'
import { AccessDue, type AccessDueProps } from '#templates/agent/access-due.js'
import { capital, countWords } from '#templates/agent/count-words.js'
import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { EmptyDesk, Examples } from '#templates/agent/empty-desk.js'
import { type Done, InboxDone } from '#templates/agent/inbox-done.js'
import { File, Searched } from '#templates/agent/inbox-file.js'
import { AboutToGo, type AboutToGoProps, AfterFile, type LastFile } from '#templates/agent/inbox-notices.js'
import { InboxSearch, type Selection } from '#templates/agent/inbox-search.js'
import { States } from '#templates/agent/inbox-states.js'
import { type InboxRow, InboxTable } from '#templates/agent/inbox-table.js'
import { MailsTroubles } from '#templates/agent/mails-troubles.js'
import { Alert } from '#templates/components/alert.js'
import { plural } from '#templates/format.js'

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
  aboutToGo: AboutToGoProps | null
  /** What is wrong with the mails of the last days. */
  troubles: DeliveryTroubles | null
  manages: boolean
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
    mails: string
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
  troubles,
  manages,
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
      {troubles && <MailsTroubles troubles={troubles} manages={manages} mailsUrl={urls.mails} />}
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
            <File shown={counts.shown} selection={selection} urls={urls} />
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

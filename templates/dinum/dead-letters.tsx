import { capital } from '#templates/agent/count-words.js'
import { hubeeFault } from '#templates/agent/hubee-words.js'
import { mailFault } from '#templates/agent/mail-faults.js'
import { Said, type SaidWords } from '#templates/agent/said.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'
import { formatNumber, plural } from '#templates/format.js'

type About = { name: string; url: string }
export type SendingLine = {
  collectivite: About
  siret: string
  id: string
  at: string
  code: string
  what: 'delivery' | 'other mail' | 'HubEE folder'
}
export type JobLine = { id: string; code: string; what: string; about: About | null }
type Props = {
  nav: ConsoleNavProps
  said: string
  /** How many were tried again just now. */
  count: number
  sendings: SendingLine[]
  sendingsTotal: number
  jobs: JobLine[]
  jobsTotal: number
  /** Looked for among all collectivités, those too whose sendings leave again. */
  everywhere: boolean
  urls: { retryAll: string; retrySending: string; retryJob: string; everywhere: string }
}

/** What was given up, and could be tried again. */
export function DeadLetters(props: Props) {
  const { nav, said, count, sendingsTotal, jobsTotal, everywhere, urls } = props
  const total = sendingsTotal + jobsTotal
  return (
    <>
      <ConsoleNav {...nav} />
      <Said said={said} words={saidWords(count)} />
      <h1>Pannes</h1>
      <p>
        Un courriel ou une remise à HubEE est abandonné après 48 heures d’essais, une tâche après une journée.
        Quand la cause est levée, réessayez : chacun est de nouveau essayé aussi longtemps. Au bout de 7
        jours, un envoi ne peut plus être repris ; les transmissions, elles, restent dans l’espace des agents.
      </p>
      {total === 0 ? (
        <p>
          {everywhere ? 'Rien n’est abandonné.' : 'Rien n’est abandonné là où des envois échouent encore.'}
        </p>
      ) : (
        <form method="post" action={urls.retryAll} class="fr-mb-3w">
          {everywhere && <input type="hidden" name="partout" value="oui" />}
          <button type="submit" class="fr-btn">
            {total > 1 ? `Tout réessayer (${formatNumber(total)})` : 'Réessayer'}
          </button>
        </form>
      )}
      {!everywhere && (
        <p>
          <a href={urls.everywhere}>Chercher aussi là où les envois partent de nouveau</a> : avec des milliers
          de collectivités, cela prend quelques secondes.
        </p>
      )}
      <Sendings {...props} />
      <Jobs {...props} />
    </>
  )
}

function faultOf(what: SendingLine['what'], code: string): string {
  return what === 'HubEE folder' ? hubeeFault(code) : mailFault(code)
}

const WHAT: Record<SendingLine['what'], string> = {
  delivery: 'Avis ou fichier de transmissions',
  'other mail': 'Invitation, rappel ou confirmation',
  'HubEE folder': 'Remise d’une transmission à HubEE',
}

function Sendings({ sendings, sendingsTotal, urls }: Props) {
  if (sendings.length === 0) return null
  return (
    <>
      <h2>Envois abandonnés</h2>
      {sendingsTotal > sendings.length && <More shown={sendings.length} total={sendingsTotal} />}
      <table class="qf-cards">
        <caption class="fr-sr-only">Envois abandonnés, du plus récent au plus ancien</caption>
        <thead>
          <tr>
            {['Collectivité', 'Abandonné le', 'Pourquoi', 'Réessayer'].map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sendings.map(({ collectivite, siret, id, at, code, what }) => (
            <tr>
              <th scope="row">
                <a href={collectivite.url}>{collectivite.name}</a>
                <span class="qf-detail">{WHAT[what]}</span>
              </th>
              <td data-label="Abandonné le">{at}</td>
              <td data-label="Pourquoi">
                {capital(faultOf(what, code))}
                {!faultOf(what, code).includes(code) && <span class="qf-detail">{code}</span>}
              </td>
              <td data-label="Réessayer">
                <form method="post" action={urls.retrySending}>
                  <input type="hidden" name="siret" value={siret} />
                  <Retry id={id} what={`l’envoi de ${collectivite.name}, ${at}`} />
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Jobs({ jobs, jobsTotal, urls }: Props) {
  if (jobs.length === 0) return null
  return (
    <>
      <h2>Tâches abandonnées</h2>
      {jobsTotal > jobs.length && <More shown={jobs.length} total={jobsTotal} />}
      <table class="qf-cards">
        <caption class="fr-sr-only">Tâches abandonnées, de la plus ancienne à la plus récente</caption>
        <thead>
          <tr>
            {['Tâche', 'À propos de', 'Pourquoi', 'Réessayer'].map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {jobs.map(({ id, what, about, code }) => (
            <tr>
              <th scope="row">{what}</th>
              <td data-label="À propos de">{about ? <a href={about.url}>{about.name}</a> : '—'}</td>
              <td data-label="Pourquoi">{code}</td>
              <td data-label="Réessayer">
                <form method="post" action={urls.retryJob}>
                  <Retry id={id} what={`${what}, ${about?.name ?? ''}`} />
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Retry({ id, what }: { id: string; what: string }) {
  return (
    <button type="submit" name="id" value={id} class="fr-btn fr-btn--secondary fr-btn--sm">
      Réessayer<span class="fr-sr-only"> {what}</span>
    </button>
  )
}

function More({ shown, total }: { shown: number; total: number }) {
  return (
    <p>
      {formatNumber(shown)} montrés sur {formatNumber(total)}.
    </p>
  )
}

function saidWords(count: number): SaidWords {
  const tried = `${formatNumber(count)} ${plural(count, 'envoi')} repris`
  return {
    reprise: ['success', `${tried}\u00a0: ce qui échoue encore reviendra ici.`],
    rien: ['warning', 'Rien n’a été repris\u00a0: cela avait déjà été fait, ou n’est plus possible.'],
  }
}

import { ATTEMPTS_ANCHOR, ATTEMPTS_PATH, requestAnchor } from './addresses.js'
import { isEventName } from './apply-event.js'
import { type Attempt, succeeded } from './attempt.js'
import { EVENT_WORDS } from './words.js'

const KINDS: Record<Attempt['kind'], string> = {
  event: 'événement',
  retry: 'nouvel essai',
  replay: 'rejeu',
  test: 'essai du webhook',
  free: 'envoi libre',
}

/** What was sent and what came back, the newest first; each can be sent again, rightly or wrongly. */
export function AttemptsList({ attempts }: { attempts: Attempt[] }) {
  return (
    <section aria-labelledby={ATTEMPTS_ANCHOR}>
      <h2 id={ATTEMPTS_ANCHOR}>Envois</h2>
      {attempts.length === 0 && <p>Aucun envoi.</p>}
      <ul>
        {attempts.toReversed().map((attempt) => (
          <li>
            <AttemptLine attempt={attempt} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** In words: the event, and the request that it is about. */
export function wordsOf({ event, requestId }: Pick<Attempt, 'event' | 'requestId'>): string {
  const words = event !== null && isEventName(event) ? EVENT_WORDS[event] : (event ?? 'sans événement')
  return requestId === null ? words : `${words}, ${requestAnchor(requestId)}`
}

function AttemptLine({ attempt }: { attempt: Attempt }) {
  const { number, kind, execution, sentAt, status, milliseconds, retryAt } = attempt
  const result = status === null ? 'pas de réponse' : `réponse ${status}`
  return (
    <>
      {`n° ${number}, ${time(sentAt)} : ${wordsOf(attempt)} (${KINDS[kind]}${execution > 1 ? ` ${execution}` : ''}), `}
      <strong>{succeeded(attempt) ? result : `échec, ${result}`}</strong>
      {` en ${milliseconds} ms`}
      {retryAt && `, nouvel essai à ${time(retryAt)}`}
      <form
        method="post"
        action={`${ATTEMPTS_PATH}/${number}`}
        style="display:flex;flex-wrap:wrap;gap:.5rem;margin:.25rem 0"
      >
        <Again how="right">Rejouer</Again>
        <Again how="bad-signature">Mal signé</Again>
        <Again how="other-environment">Autre environnement</Again>
      </form>
      <details>
        <summary>Contenu</summary>
        <pre style="white-space:pre-wrap;overflow-wrap:anywhere">{attempt.text}</pre>
        {attempt.body !== '' && (
          <>
            <p>Réponse :</p>
            <pre style="white-space:pre-wrap;overflow-wrap:anywhere">{attempt.body}</pre>
          </>
        )}
      </details>
    </>
  )
}

function Again({ how, children }: { how: string; children: string }) {
  return (
    <button class="plain" type="submit" name="how" value={how}>
      {children}
    </button>
  )
}

function time(date: Date): string {
  return date.toLocaleTimeString('fr-FR', { timeZone: 'Europe/Paris' })
}

import { REQUESTS_PATH, requestAnchor } from './addresses.js'
import { possibleEvents } from './apply-event.js'
import { contactEmail } from './people.js'
import type { DataPassRequest } from './request.js'
import { AUTHORIZATION_WORDS, EVENT_WORDS, STATE_WORDS } from './words.js'

/** One request: where it stands, and the events that can happen to it now. */
export function RequestSection({ request }: { request: DataPassRequest }) {
  const { id, organization, state, reopening, applicant, authorizations } = request
  const anchor = requestAnchor(id)
  return (
    <section aria-labelledby={anchor}>
      <h3 id={anchor}>{`${anchor} — ${organization.name}`}</h3>
      <p>
        <strong>{STATE_WORDS[state]}</strong>
        {reopening && ' (demande rouverte)'}
        {`, ${request.form.uid}, SIRET ${organization.siret ?? 'aucun'}`}
      </p>
      <ul>
        <li>{`Demandeur : ${applicant.email}`}</li>
        <li>{`Contact métier : ${contactEmail(request.data, 'contact_metier')}`}</li>
        <li>{`Délégué à la protection des données : ${contactEmail(request.data, 'delegue_protection_donnees')}`}</li>
        {authorizations.map((one) => (
          <li>{`Habilitation H${one.id} : ${AUTHORIZATION_WORDS[one.state]}`}</li>
        ))}
      </ul>
      <Events request={request} />
    </section>
  )
}

function Events({ request }: { request: DataPassRequest }) {
  const events = possibleEvents(request)
  if (events.length === 0) return <p>Plus rien ne peut arriver à cette demande.</p>
  return (
    <form method="post" action={`${REQUESTS_PATH}/${request.id}`}>
      <p style="display:flex;flex-wrap:wrap;gap:.5rem">
        {events.map((event) => (
          <button type="submit" name="event" value={event}>
            {EVENT_WORDS[event]}
          </button>
        ))}
      </p>
      <details>
        <summary>Options</summary>
        <p>
          <label>
            <input type="checkbox" name="hold" value="yes" /> Retenir au lieu d’envoyer (pour envoyer en
            désordre)
          </label>
        </p>
        {events.includes('transfer') && (
          <p>
            <label>
              Transférer à (courriel) <input type="email" name="applicantEmail" />
            </label>{' '}
            <label>
              ou au SIRET <input type="text" name="siret" inputmode="numeric" />
            </label>{' '}
            <label>
              nommé <input type="text" name="name" />
            </label>
          </p>
        )}
        {events.includes('revoke') && (
          <p>
            <label>
              <input type="checkbox" name="anotherStaysActive" value="yes" /> Révoquer en laissant une autre
              habilitation active
            </label>
          </p>
        )}
      </details>
    </form>
  )
}

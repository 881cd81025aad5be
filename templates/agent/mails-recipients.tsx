import type { RecipientState } from '#src/delivery/recipient.js'
import { mailFault } from '#templates/agent/mail-faults.js'
import { Badge } from '#templates/components/badge.js'
import { TextField } from '#templates/components/text-field.js'

export type RecipientLine = {
  email: string
  state: RecipientState
  /** Last day of the link sent to it, in words. */
  linkUntil: string | null
  /** Why the link has not left, as a code; null when it has, or is about to. */
  linkFault: string | null
  linkIsOver: boolean
  askAgainUrl: string
  removeUrl: string
}

type Props = {
  recipients: RecipientLine[]
  manages: boolean
  address: { typed: string; error: string | null }
  action: string
}

/** To whom mails go: each address has said yes itself. */
export function MailsRecipients({ recipients, manages, address, action }: Props) {
  return (
    <>
      <h2>Adresses</h2>
      <p>Chaque adresse confirme elle-même, par un lien qui y est envoyé. Avant cela, elle ne reçoit rien.</p>
      {recipients.length === 0 ? (
        <p>Aucune adresse pour le moment.</p>
      ) : (
        <ul class="qf-results">
          {recipients.map((recipient) => (
            <li>
              <Address {...recipient} />
              {manages && <Actions {...recipient} />}
            </li>
          ))}
        </ul>
      )}
      {manages ? (
        <form id="ajouter" method="post" action={action} novalidate class="fr-mb-4w">
          <TextField
            id="adresse"
            name="adresse"
            label="Ajouter une adresse"
            hint="De préférence une adresse de la collectivité. Exemple : mairie@exemple.fr"
            value={address.typed}
            error={address.error ?? undefined}
          />
          <button type="submit" class="fr-btn fr-btn--secondary">
            Ajouter cette adresse
          </button>
        </form>
      ) : (
        <p>Pour ajouter ou retirer une adresse, adressez-vous à un gestionnaire.</p>
      )}
    </>
  )
}

function Address({ email, state, linkUntil, linkFault, linkIsOver }: RecipientLine) {
  return (
    <div>
      <strong>{email}</strong> {state === 'active' && <Badge kind="success">Confirmée</Badge>}
      {state === 'unconfirmed' && <Badge kind="info">À confirmer</Badge>}
      {state === 'refused' && <Badge kind="warning">Refuse nos courriels</Badge>}
      {state === 'unconfirmed' && (
        <span class="qf-detail">
          {linkIsOver
            ? 'Son lien a expiré : renvoyez-le.'
            : `Un lien lui est envoyé, valable jusqu’au ${linkUntil}.`}
        </span>
      )}
      {state !== 'active' && linkFault && (
        <span class="qf-detail">Le lien n’est pas encore arrivé : {mailFault(linkFault)}.</span>
      )}
      {state === 'refused' && (
        <span class="qf-detail">
          Vérifiez qu’elle est bien écrite et que la boîte n’est pas pleine, puis renvoyez le lien.
        </span>
      )}
    </div>
  )
}

function Actions({ email, state, askAgainUrl, removeUrl }: RecipientLine) {
  return (
    <div class="qf-actions">
      {state !== 'active' && (
        <form method="post" action={askAgainUrl}>
          <button type="submit" class="fr-btn fr-btn--secondary fr-btn--sm">
            Renvoyer le lien<span class="fr-sr-only"> à {email}</span>
          </button>
        </form>
      )}
      <form method="post" action={removeUrl}>
        <button type="submit" class="fr-btn fr-btn--tertiary fr-btn--sm">
          Retirer<span class="fr-sr-only"> {email}</span>
        </button>
      </form>
    </div>
  )
}

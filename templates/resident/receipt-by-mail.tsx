import { Alert } from '#templates/components/alert.js'
import { TextField } from '#templates/components/text-field.js'

export const RECEIPT_BY_MAIL_ID = 'recepisse-par-courriel'
export const RECEIPT_ADDRESS_ID = 'adresse'

/** `leaving` until the mail server has it, `failed` when it will not; `asked-again` of one that leaves or left. */
export type ReceiptByMailProps =
  | { kind: 'form'; action: string; typed: string; error: string | null }
  | { kind: 'leaving' | 'asked-again' | 'failed' }
  | { kind: 'sent'; at: string }

/** The receipt by e-mail: asked for once, by who wants it. */
export function ReceiptByMail(props: ReceiptByMailProps) {
  return (
    <section id={RECEIPT_BY_MAIL_ID} class="qf-ecran fr-mt-4w">
      {props.kind === 'form' ? <Form {...props} /> : <State {...props} />}
    </section>
  )
}

function Form({ action, typed, error }: Extract<ReceiptByMailProps, { kind: 'form' }>) {
  return (
    <>
      <h2 class="fr-h6">Recevoir un récépissé par courriel (facultatif)</h2>
      <form method="post" action={action} novalidate class="fr-mb-4w">
        <TextField
          id={RECEIPT_ADDRESS_ID}
          name="adresse"
          label="Votre adresse électronique"
          hint="Exemple : prenom.nom@exemple.fr. Elle ne sert qu’à ce courriel : la collectivité ne la voit pas, et nous l’effaçons dès qu’il est parti, ou au bout de 48 heures."
          value={typed}
          error={error ?? undefined}
          own="email"
        />
        <button type="submit" class="fr-btn fr-btn--secondary">
          M’envoyer le récépissé
        </button>
      </form>
    </>
  )
}

function State(props: Exclude<ReceiptByMailProps, { kind: 'form' }>) {
  switch (props.kind) {
    case 'leaving':
      return (
        <Alert kind="success">
          <p>Le récépissé part à l’adresse que vous avez écrite. {NOT_ARRIVED}</p>
        </Alert>
      )
    case 'sent':
      return (
        <p>
          Un récépissé est parti par courriel le {props.at}. {NOT_ARRIVED}
        </p>
      )
    case 'asked-again':
      return (
        <Alert kind="info">
          <p>Un récépissé est déjà parti pour cette transmission : nous n’en envoyons qu’un. {NOT_ARRIVED}</p>
        </Alert>
      )
    case 'failed':
      return (
        <Alert kind="warning">
          <p>
            Le récépissé n’a pas pu partir par courriel : la messagerie de l’adresse que vous avez écrite l’a
            refusé, ou n’a pas répondu pendant 48 heures. L’adresse est effacée. Téléchargez le récépissé, il
            dit la même chose.
          </p>
        </Alert>
      )
  }
}

const NOT_ARRIVED =
  'S’il n’arrive pas, regardez dans les courriers indésirables, ou téléchargez le récépissé.'

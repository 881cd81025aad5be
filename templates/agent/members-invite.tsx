import { ErrorSummary } from '#templates/components/error-summary.js'
import { RadioGroup } from '#templates/components/radio-group.js'
import { TextField } from '#templates/components/text-field.js'

export type InviteFormProps = {
  action: string
  /** As typed. */
  email: string
  role: string
  error: string | null
}

/** Invites an address. */
export function InviteForm({ action, email, role, error }: InviteFormProps) {
  return (
    <>
      <h2 id="inviter">Inviter quelqu’un</h2>
      {error && (
        <ErrorSummary
          title="L’invitation n’est pas partie"
          errors={[{ fieldId: 'courriel', message: error }]}
        />
      )}
      <form method="post" action={action} class="fr-mb-4w">
        <TextField
          id="courriel"
          name="courriel"
          label="Adresse électronique de travail"
          hint="Un lien y sera envoyé. Exemple : mairie@exemple.fr"
          value={email}
          error={error ?? undefined}
        />
        <RadioGroup
          name="role"
          legend="Rôle"
          value={role}
          options={[
            ['agent', 'Agent'],
            ['gestionnaire', 'Gestionnaire'],
          ]}
        />
        <button type="submit" class="fr-btn">
          Inviter un agent
        </button>
      </form>
    </>
  )
}

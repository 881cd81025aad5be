import type { SettingsErrors } from '#src/agent/settings/settings-form.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Alert } from '#templates/components/alert.js'

/** What became of the request that shows the form. */
export type SettingsState =
  | { kind: 'plain' }
  | { kind: 'saved' }
  | { kind: 'shortened' }
  | { kind: 'refused'; errors: SettingsErrors }
  /** The collectivité as residents would see it. */
  | { kind: 'preview'; collectivite: Collectivite }
  | { kind: 'allowed' | 'forgotten'; origin: string }
  | { kind: 'no-room' }

/** What was done, in one sentence. */
export function SettingsSaid({ state, days }: { state: SettingsState; days: number }) {
  switch (state.kind) {
    case 'saved':
      return (
        <Alert kind="success">
          <p>Vos réglages sont enregistrés.</p>
        </Alert>
      )
    case 'shortened':
      return (
        <Alert kind="warning" title="Vos réglages sont enregistrés">
          <p>
            Ce qui a été transmis il y a plus de {days} jours sera effacé au prochain effacement automatique.
          </p>
        </Alert>
      )
    case 'allowed':
      return (
        <Alert kind="success">
          <p>
            Le site {state.origin} est autorisé. Ce que vous avez changé d’autre ci-dessous n’est pas encore
            enregistré.
          </p>
        </Alert>
      )
    case 'forgotten':
      return (
        <Alert kind="info">
          <p>
            Le site {state.origin} n’est plus dans la liste ; il y revient si un lien le demande encore. Ce
            que vous avez changé d’autre ci-dessous n’est pas encore enregistré.
          </p>
        </Alert>
      )
    case 'no-room':
      return (
        <Alert kind="error">
          <p>
            Vous autorisez déjà 20 sites. Retirez-en un de la liste, enregistrez, puis autorisez celui-ci.
          </p>
        </Alert>
      )
    default:
      return null
  }
}

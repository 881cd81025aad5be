import type { SettingsState } from '#templates/agent/settings.js'
import { Alert } from '#templates/components/alert.js'

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

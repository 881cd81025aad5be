import { Page } from '../page.js'
import { fullNameOf, type Identity } from './identity.js'
import { Transmitted } from './transmitted.js'

/** FranceConnect's information page, alone: who signed in less than half an hour ago gives no credentials again. */
export function ConfirmationPage({ identity, transmitted }: { identity: Identity; transmitted: string[] }) {
  return (
    <Page title="FranceConnect">
      <p>
        Vous êtes déjà connecté avec l’identité de <strong>{fullNameOf(identity)}</strong>.
      </p>
      <Transmitted labels={transmitted} />
      <form method="post">
        <p>
          <button type="submit" name="continue" value="1">
            Continuer
          </button>
        </p>
        <p>
          <button class="plain" type="submit" name="other" value="1">
            Utiliser une autre identité
          </button>
        </p>
      </form>
    </Page>
  )
}

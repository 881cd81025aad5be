import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Role } from '#src/collectivite/members.js'
import { FIRST_SIGN_IN } from '#templates/agent/first-sign-in.js'
import { type OrganisationProps, OtherOrganisation, SignedInAs } from '#templates/agent/other-organisation.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { ConnectButton } from '#templates/components/connect-button.js'
import { Steps } from '#templates/components/steps.js'

type Props = {
  collectivite: Collectivite
  role: Role
  invitedBy: string | null
  /** Who opens the link; null before a sign-in. */
  reader: (OrganisationProps & { fits: boolean }) | null
  signInUrl: string
  acceptUrl: string
}

/** A link that is good: what it opens, and how to accept. */
export function Invitation({ collectivite, role, invitedBy, reader, signInUrl, acceptUrl }: Props) {
  return (
    <>
      <h1>Votre invitation</h1>
      <p class="fr-text--lead">
        {invitedBy ? `${invitedBy} vous invite` : 'Vous êtes invité'} à lire les quotients familiaux transmis
        à cette collectivité{role === 'gestionnaire' ? ', et à gérer son espace' : ''}.
      </p>
      <p>
        <CollectiviteName collectivite={collectivite} />
      </p>
      {!reader && <SignIn url={signInUrl} />}
      {reader && <SignedInAs {...reader} />}
      {reader?.fits && (
        <form method="post" action={acceptUrl}>
          <p>
            En acceptant, vous suivez les <a href="/cgu_administrations">conditions pour les collectivités</a>
            .
          </p>
          <button type="submit" class="fr-btn">
            Accepter l’invitation
          </button>
        </form>
      )}
      {reader && !reader.fits && (
        <p>
          Cette organisation ne peut pas lire ce qui est transmis à {collectivite.name}. L’invitation reste
          valable : identifiez-vous pour la collectivité elle-même.
        </p>
      )}
      {reader && <OtherOrganisation last="Rouvrez le lien de l’invitation et identifiez-vous de nouveau." />}
    </>
  )
}

function SignIn({ url }: { url: string }) {
  return (
    <>
      <p>Identifiez-vous, pour cette collectivité : l’invitation sera acceptée. Elle sert une seule fois.</p>
      <p>
        Vous suivrez alors les <a href="/cgu_administrations">conditions pour les collectivités</a>.
      </p>
      <ConnectButton brand="ProConnect" href={url} />
      <h2 class="fr-h5">Première fois avec ProConnect ?</h2>
      <Steps items={FIRST_SIGN_IN} />
    </>
  )
}

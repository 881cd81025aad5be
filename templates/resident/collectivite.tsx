import type { Collectivite, CollectiviteState } from '#src/collectivite/collectivite.js'
import { Alert } from '#templates/components/alert.js'
import { AttestationSteps } from '#templates/components/attestation-steps.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { ConnectButton } from '#templates/components/connect-button.js'
import { GetHelp } from '#templates/components/get-help.js'
import { OutageBanner, type OutagesShown } from '#templates/components/outage-banner.js'
import { Stepper } from '#templates/components/stepper.js'
import { Steps } from '#templates/components/steps.js'

type Props = {
  collectivite: Collectivite
  signInUrl: string
  otherWayUrl: string
  /** Who reads her data, and how long; of this collectivité unless said otherwise. */
  personalDataUrl?: string
  /** Left out where the page is shown as an example. */
  outages?: OutagesShown
}

/** The page of a collectivité: what will happen, and the FranceConnect button; or why there is none. */
export function CollectivitePage({ collectivite, signInUrl, otherWayUrl, personalDataUrl, outages }: Props) {
  const { name, state, services } = collectivite
  if (state !== 'ouverte') return <NotOpen collectivite={collectivite} state={state} />
  return (
    <>
      <h1>Transmettre mon quotient familial à {name}</h1>
      <p>
        <CollectiviteName collectivite={collectivite} />
      </p>
      {outages && (
        <OutageBanner outages={outages}>
          <a href={otherWayUrl}>faire autrement, sans attendre</a>
        </OutageBanner>
      )}
      {services && (
        <p>
          <strong>Services concernés :</strong> {services}
        </p>
      )}
      <Stepper step={1} />
      <h2 class="fr-h5">Ce qui va se passer</h2>
      <Steps
        items={[
          'Vous vous identifiez avec FranceConnect.',
          'Nous demandons votre quotient familial à la CAF ou à la MSA. Vous le relisez.',
          'Vous le transmettez, si vous le voulez. Comptez deux minutes en tout.',
        ]}
      />
      <p>
        FranceConnect annoncera la transmission du « quotient familial » et de la « composition de votre
        famille » : ce sont ses mots pour cette autorisation. Nous ne demandons que le quotient familial, et
        rien de votre famille n’est lu, gardé ni transmis.
      </p>
      <p>
        FranceConnect est la solution proposée par l’État pour sécuriser et simplifier la connexion à vos
        services en ligne.
      </p>
      <ConnectButton brand="FranceConnect" href={signInUrl} />
      <p class="qf-or">
        <span>ou</span>
      </p>
      <p>
        <a href={otherWayUrl}>Faire autrement, sans FranceConnect</a>
      </p>
      <p class="fr-text--sm">
        Une question ? <a href="/faq">Questions fréquentes</a>. Vos données :{' '}
        <a href={personalDataUrl ?? `/collectivites/${collectivite.siret}/donnees_personnelles`}>
          qui les lit, et combien de temps
        </a>
        .
      </p>
    </>
  )
}

function NotOpen({
  collectivite,
  state,
}: {
  collectivite: Collectivite
  state: Exclude<CollectiviteState, 'ouverte'>
}) {
  const { title, words } = WORDS[state]
  return (
    <>
      <h1>
        {collectivite.name} : {title}
      </h1>
      <p>
        <CollectiviteName collectivite={collectivite} />
      </p>
      <Alert kind={state === 'en attente' ? 'info' : 'warning'}>
        <p>{words}</p>
      </Alert>
      <h2>En attendant, faites autrement</h2>
      <AttestationSteps collectivite={collectivite} />
      <GetHelp />
      <p>
        <a href="/collectivites">Chercher une autre collectivité</a>
      </p>
    </>
  )
}

const WORDS = {
  'en attente': {
    title: 'ce service ouvre bientôt',
    words:
      'Votre collectivité a demandé ce service. Il ouvrira dès qu’un agent pourra lire ce que vous envoyez.',
  },
  suspendue: {
    title: 'ce service n’est plus proposé pour le moment',
    words: 'Votre collectivité a suspendu ce service. Ce que vous avez déjà transmis reste lisible par elle.',
  },
  fermée: {
    title: 'ce service n’est plus proposé',
    words: 'Votre collectivité n’utilise plus ce service. Vous ne pouvez plus rien lui transmettre ici.',
  },
}

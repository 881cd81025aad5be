import { RULES } from '#templates/information/rules.js'

type CookieLine = { name: string; purpose: string; lifetime: string }

/**
 * Every cookie that this service sets. Needed for what the visitor asks, they are exempt from consent: article 82 of
 * the law of 6 January 1978, https://www.cnil.fr/fr/cookies-et-autres-traceurs
 * @param secure whether the service is on https, where session cookies have a longer name
 */
export function Cookies({ secure }: { secure: boolean }) {
  return (
    <>
      <h1>Cookies</h1>
      <p class="fr-text--lead">
        Ce service ne pose que les cookies sans lesquels il ne marche pas. Aucune mesure d’audience, aucune
        publicité, rien qui vienne d’un autre site.
      </p>
      <p>
        Tant que vous lisez ses pages, il n’en pose aucun. Le premier est posé quand vous partez vous
        identifier, ou quand vous transmettez une attestation sans le faire.
      </p>
      <table class="qf-cards qf-wide">
        <caption class="fr-sr-only">Les cookies de ce service</caption>
        <thead>
          <tr>
            <th scope="col">Nom</th>
            <th scope="col">À quoi il sert</th>
            <th scope="col">Combien de temps</th>
          </tr>
        </thead>
        <tbody>
          {linesOf(secure ? '__Host-' : '').map(({ name, purpose, lifetime }) => (
            <tr>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td data-label="À quoi il sert">{purpose}</td>
              <td data-label="Combien de temps">{lifetime}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        Chacun ne contient qu’un nombre tiré au hasard : rien de vous. Rien d’autre n’est écrit dans votre
        navigateur.
      </p>
      <h2>Pourquoi on ne vous demande pas votre accord</h2>
      <p>
        Ces cookies sont strictement nécessaires au service que vous demandez : la loi les dispense de
        consentement (article 82 de la loi du 6 janvier 1978).
      </p>
      <h2>Les refuser</h2>
      <p>
        Votre navigateur peut les bloquer ou les effacer. Vous ne pourrez alors plus vous identifier, mais
        vous pouvez toujours <a href="/faq#sans-franceconnect">faire autrement</a>.
      </p>
      <h2>FranceConnect et ProConnect</h2>
      <p>
        Quand vous allez vous identifier, vous êtes sur un autre site : FranceConnect, ou ProConnect pour les
        agents. Il a ses propres cookies, et les explique chez lui.
      </p>
    </>
  )
}

function linesOf(prefix: string): CookieLine[] {
  return [
    {
      name: `${prefix}qf`,
      purpose:
        'La session de l’usager : retrouver, d’une page à l’autre, ce que vous relisez ou venez de transmettre.',
      lifetime: `Jusqu’à la déconnexion ou la fermeture du navigateur ; il ne sert plus ${RULES.reviewMinutes} minutes après votre identification, deux heures quand vous joignez une attestation.`,
    },
    {
      name: `${prefix}qf-agent`,
      purpose: 'La session de l’agent d’une collectivité, ou de l’opérateur.',
      lifetime: `Jusqu’à la déconnexion ou la fermeture du navigateur ; il ne sert plus après ${RULES.agentIdleMinutes} minutes sans rien faire, ni après ${RULES.agentHours} heures.`,
    },
    {
      name: `${prefix}qf-sortie`,
      purpose: 'Vérifier, au retour de FranceConnect ou de ProConnect, que la déconnexion est bien la vôtre.',
      lifetime: `${RULES.signOutMinutes} minutes au plus ; effacé dès le retour.`,
    },
  ]
}

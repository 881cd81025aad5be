import { API_PARTICULIER_PATH } from './api-particulier/api-particulier.js'
import { DATAPASS_PATH } from './datapass/datapass.js'
import { FRANCECONNECT_PATH } from './franceconnect/franceconnect.js'
import { identities } from './franceconnect/identities.js'
import { fullNameOf } from './franceconnect/identity.js'
import { PORTAL_PATH } from './hubee/addresses.js'
import { MAILBOX_PATH } from './mailbox/mailbox.js'
import { Page } from './page.js'
import { choices, labelOf } from './proconnect/choices.js'
import { PROCONNECT_PATH } from './proconnect/proconnect.js'

/** What is simulated and who can sign in. */
export function IndexPage({ serviceUrl }: { serviceUrl: string }) {
  return (
    <Page title="L’État simulé">
      <p>
        Ces services imitent ceux de l’État pour essayer <a href={serviceUrl}>le service en ligne</a> sans
        données réelles.
      </p>
      <ul>
        <li>
          FranceConnect : <code>{FRANCECONNECT_PATH}</code>
        </li>
        <li>
          ProConnect : <code>{PROCONNECT_PATH}</code>
        </li>
        <li>
          API Particulier : <code>{API_PARTICULIER_PATH}</code>
        </li>
        <li>
          DataPass : <a href={DATAPASS_PATH}>les demandes des collectivités</a>, leurs événements et ses
          pannes
        </li>
        <li>
          HubEE : <a href={PORTAL_PATH}>le portail des communes</a>, leurs abonnements et leurs télédossiers
        </li>
        <li>
          Courriels : <a href={MAILBOX_PATH}>la boîte aux lettres de tout le monde</a>, et ses pannes
        </li>
      </ul>
      <h2>Sessions</h2>
      <p>
        Qui s’est identifié reste connecté : 30 minutes à FranceConnect, 12 heures à ProConnect, sauf à se
        déconnecter du service.
      </p>
      <form method="post">
        <button type="submit">Terminer toutes les sessions</button>
      </form>
      <People
        title="Usagers (FranceConnect)"
        people={identities.map((one) => [fullNameOf(one), one.outcome])}
      />
      <People
        title="Agents (ProConnect)"
        people={choices.map((one) => [labelOf(one), one.persona.outcome])}
      />
    </Page>
  )
}

function People({ title, people }: { title: string; people: [name: string, outcome: string][] }) {
  return (
    <>
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Personne</th>
            <th scope="col">Ce qui se passe</th>
          </tr>
        </thead>
        <tbody>
          {people.map(([name, outcome]) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{outcome}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

import { PORTAL_PATH } from '../test/sandbox/hubee/addresses.js'
import { organisations } from '../test/sandbox/proconnect/organisations.js'
import { demoInHubeeAlone } from './collectivites.js'

/** What to open, and as whom. */
export function welcome(serviceUrl: string, sandboxUrl: string): string {
  const pages = [...Object.values(organisations), demoInHubeeAlone].map(
    ({ name, siret }) => `    ${serviceUrl}/collectivites/${siret}   ${name}`,
  )
  return `
  The demonstration is ready; nothing in it is real.

  As a resident
${pages.join('\n')}
    S’identifier avec FranceConnect, for instance as Élodie Jeanne MARCHADIER or Angela Claire Louise DUBOIS.

  As an agent
    ${serviceUrl}/agent
    S’identifier avec ProConnect as Martine LEGENDRE (Fay-aux-Loges), Lisandru FICAJOLA (Calvi),
    Marie-Josée PAYETTE (Saint-Leu), or Sylvie MAURIN, who works for two communes. Bruno TESSIERAS is not in: he asks, or Martine invites him.

  As DINUM
    ${serviceUrl}/dinum
    S’identifier avec ProConnect as Claire FONTENAILLE.
    ${sandboxUrl}/datapass   approve the demande of a commune there: it opens here, and its applicant is invited

  As an agent who reads in HubEE, for Calvi, or for Ouessant where nobody reads elsewhere
    ${sandboxUrl}${PORTAL_PATH}   what she says there stands on the desk of Calvi; a stop empties this portal

  Every mail that the service sends: to invite an agent, or to the mairie of Fay-aux-Loges at each transmission
    ${sandboxUrl}/mailbox   faults of its mail server can be chosen there

  The simulated State: FranceConnect, ProConnect, API Particulier, DataPass, HubEE; everybody it knows and what becomes of them
    ${sandboxUrl}

  Stop with Ctrl+C. DEMO_RESET=1 npm run demo starts again from empty.
`
}

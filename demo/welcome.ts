import { organisations } from '../test/sandbox/proconnect/organisations.js'

/** What to open, and as whom. */
export function welcome(serviceUrl: string, sandboxUrl: string): string {
  const pages = Object.values(organisations).map(
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

  Every mail that the service sends: to invite an agent, or to the mairie of Fay-aux-Loges at each transmission
    ${sandboxUrl}/mailbox   faults of its mail server can be chosen there

  The simulated State: FranceConnect, ProConnect, API Particulier, DataPass; everybody it knows and what becomes of them
    ${sandboxUrl}

  Stop with Ctrl+C. DEMO_RESET=1 npm run demo starts again from empty.
`
}

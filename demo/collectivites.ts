import type { Role } from '#src/collectivite/members.js'
import type { Settings } from '#src/collectivite/settings.js'
import { organisations } from '../test/sandbox/proconnect/organisations.js'
import { personas } from '../test/sandbox/proconnect/personas.js'

const { fayAuxLoges, calvi, saintLeu } = organisations

/** Three collectivités of different regions, one in Corsica and one overseas; their counters are invented. */
export const demoCollectivites: ({ siret: string } & Omit<Settings, 'returnOrigins' | 'retentionDays'>)[] = [
  {
    siret: fayAuxLoges.siret,
    asksDeclaredFields: true,
    contact: 'mairie@fay-aux-loges.example',
    services: 'Cantine, garderie du matin et du soir',
    counter: { address: '48 rue de la Démonstration', hours: 'du lundi au vendredi, de 9 h à 12 h' },
    otherWays: ['guichet', 'courriel'],
    acceptsWithoutFranceConnect: true,
  },
  {
    siret: calvi.siret,
    asksDeclaredFields: false,
    contact: null,
    services: 'Cantine des écoles',
    counter: { address: 'Service des écoles, mairie', hours: 'lundi et jeudi, de 14 h à 17 h' },
    otherWays: ['guichet'],
    acceptsWithoutFranceConnect: false,
  },
  {
    siret: saintLeu.siret,
    asksDeclaredFields: true,
    contact: null,
    services: null,
    counter: { address: null, hours: null },
    otherWays: ['guichet'],
    acceptsWithoutFranceConnect: false,
  },
]

/** One of them is handed what is certified through HubEE too. */
export const demoInHubee = { siret: calvi.siret, codeCog: '2B050' }

/** And one more is read in HubEE alone: nobody of it works here. The establishment number is ours. */
export const demoInHubeeAlone = { siret: '21290155700018', codeCog: '29155', name: 'Commune d’Ouessant' }

/** Who protects the data of the first one: invented. */
export const demoOfficer = {
  siret: fayAuxLoges.siret,
  email: 'dpo@centre-de-gestion.example',
  name: 'Maïwenn GUÉRITAT',
}

const gestionnaires = ['martine', 'lisandru', 'marie-josee']
const agents = ['sylvie', 'nadia']

/** Who works there, by the address with which she signs in. */
export const demoAgents: { siret: string; email: string; role: Role }[] = personas.flatMap(
  ({ id, email, organisations }) => {
    const role: Role | null = gestionnaires.includes(id)
      ? 'gestionnaire'
      : agents.includes(id)
        ? 'agent'
        : null
    return role
      ? organisations.map((organisation) => ({ siret: siretOfCommune(organisation.siret), email, role }))
      : []
  },
)

// An agent of the commune's school works for the commune: same SIREN.
function siretOfCommune(siret: string): string {
  return demoCollectivites.find((commune) => commune.siret.startsWith(siret.slice(0, 9)))?.siret ?? siret
}

export type Organisation = {
  siret: string
  name: string
  codeCog: string | null
  /** INSEE's legal category. https://www.insee.fr/fr/information/2028129 */
  legalCategory: string
}

const COMMUNE = '7210'

/**
 * The collectivités of the demonstration: SIREN and COG of the communes of
 * https://github.com/etalab/decoupage-administratif, with an establishment number of ours.
 */
export const organisations = {
  fayAuxLoges: commune('21450142100017', 'Commune de Fay-aux-Loges', '45142'),
  calvi: commune('21200050900019', 'Commune de Calvi', '2B050'),
  saintLeu: commune('21974013100012', 'Commune de Saint-Leu', '97413'),
} satisfies Record<string, Organisation>

/** Organisations of other agents: none of them is a collectivité of the service at first. */
export const otherOrganisations = {
  /** Another establishment of the commune: same SIREN, same legal category. */
  fayAuxLogesSchool: commune('21450142100025', 'École de Fay-aux-Loges', '45142'),
  vitryAuxLoges: commune('21450346800016', 'Commune de Vitry-aux-Loges', '45346'),
  fayAuxLogesCcas: {
    siret: '26450142000014',
    name: 'CCAS de Fay-aux-Loges',
    codeCog: '45142',
    legalCategory: '7361',
  },
  /** Two communes share their schools; a SIVOS is a syndicate with a SIREN of its own. */
  sivos: {
    siret: '25450142200011',
    name: 'SIVOS de Fay et Vitry-aux-Loges',
    codeCog: '45142',
    legalCategory: '7353',
  },
  company: { siret: '90000123100019', name: 'Ateliers Fictifs SAS', codeCog: null, legalCategory: '5710' },
  dinum: {
    siret: '13002526500013',
    name: 'Direction interministérielle du numérique',
    codeCog: null,
    legalCategory: '7120',
  },
} satisfies Record<string, Organisation>

/** Public services, whatever the person's own status: what a service for public agents lets in. */
export function isPublicService({ legalCategory }: Organisation): boolean {
  return legalCategory.startsWith('7')
}

/** The roles that ProConnect computes from the organisation's legal category, not from the person's status. */
export function rolesOf(organisation: Organisation): string[] {
  if (!isPublicService(organisation)) return []
  const ofState = organisation.legalCategory.startsWith('71')
  return ['agent_public', ofState ? 'agent_public_etat' : 'agent_public_territorial']
}

function commune(siret: string, name: string, codeCog: string): Organisation {
  return { siret, name, codeCog, legalCategory: COMMUNE }
}

/**
 * The collectivités of the demonstration: SIREN and COG of the communes of
 * https://github.com/etalab/decoupage-administratif, with an establishment number of ours.
 */
export const organisations = {
  fayAuxLoges: { siret: '21450142100017', name: 'Commune de Fay-aux-Loges', codeCog: '45142' },
  calvi: { siret: '21200050900019', name: 'Commune de Calvi', codeCog: '2B050' },
  saintLeu: { siret: '21974013100012', name: 'Commune de Saint-Leu', codeCog: '97413' },
} as const satisfies Record<string, Organisation>

export type Organisation = { siret: string; name: string; codeCog: string | null }

/** Organisations of other agents: none of them is a collectivité of the service at first. */
export const otherOrganisations = {
  /** Another establishment of the commune: same SIREN. */
  fayAuxLogesSchool: { siret: '21450142100025', name: 'École de Fay-aux-Loges', codeCog: '45142' },
  fayAuxLogesCcas: { siret: '26450142000014', name: 'CCAS de Fay-aux-Loges', codeCog: '45142' },
  vitryAuxLoges: { siret: '21450346800016', name: 'Commune de Vitry-aux-Loges', codeCog: '45346' },
  company: { siret: '90000123100019', name: 'Ateliers Fictifs SAS', codeCog: null },
  dinum: { siret: '13002526500013', name: 'Direction interministérielle du numérique', codeCog: null },
} as const satisfies Record<string, Organisation>

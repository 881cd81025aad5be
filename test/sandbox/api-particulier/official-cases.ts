import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/**
 * Test answers of API Particulier (MIT, Etalab), served to the byte.
 * https://github.com/datagouv/apistration/tree/main/mocks
 */
export type OfficialCase = { params: OfficialParams; status: number; payload: string }
export type OfficialParams = {
  nomNaissance: string
  prenoms?: string[]
  anneeDateNaissance?: number
  moisDateNaissance?: number
  jourDateNaissance?: number
  sexeEtatCivil: 'F' | 'M'
  codeCogInseeCommuneNaissance: string
  codeCogInseePaysNaissance: string
}

/** By id of the identity that meets it. */
export const officialCases = {
  dubois: read('france_connect_200_1_parent_0_enfant_cnaf.yml'),
  dupont: read('france_connect_200_cnaf_2_parents_3_mineurs.yml'),
  delalalalande: read('france_connect_200_cnaf_2_parents_3_mineurs_1_prenom_compose_sans_tiret.yml'),
  yogo: read('france_connect_200_cnaf_2_parents_3_mineurs_dont_1_jour_et_mois_inconnus.yml'),
  placard: read('france_connect_200_msa_1_parent_1_mineur_2_majeurs.yml'),
  lefebvre: read('404.yaml'),
  desfouin: read('identite-429.yaml'),
  delanoue: read('identite-502.yaml'),
}
export type OfficialId = keyof typeof officialCases

export function officialCase(id: string): OfficialCase | null {
  return Object.hasOwn(officialCases, id) ? officialCases[id as OfficialId] : null
}

function read(file: string): OfficialCase {
  return parse(readFileSync(new URL(`official/${file}`, import.meta.url), 'utf8'))
}

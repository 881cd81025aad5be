import { type OfficialId, officialCases } from '../api-particulier/official-cases.js'
import type { Identity } from './identity.js'

const OUTCOMES: Record<OfficialId, string> = {
  dubois: 'Réponse officielle : CAF, une adulte sans enfant, quotient familial 2550.',
  dupont: 'Réponse officielle : CAF, deux parents et trois enfants, quotient familial 2550.',
  delalalalande: 'Réponse officielle : CAF, plusieurs prénoms, trois enfants, quotient familial 2550.',
  yogo: 'Réponse officielle : CAF, un enfant né un jour et un mois inconnus, quotient familial 2550.',
  placard: 'Réponse officielle : MSA, une adulte et trois enfants, quotient familial 2550.',
  lefebvre: 'Réponse officielle : dossier allocataire absent (404).',
  desfouin: 'Réponse officielle : trop de requêtes (429), à chaque fois.',
  delanoue: 'Réponse officielle : la CAF et la MSA répondent mal (502).',
}

/** One person for each official answer, from the parameters that lead to it. */
export const officialIdentities: Identity[] = Object.entries(officialCases).map(([id, { params }]) => ({
  id,
  familyName: params.nomNaissance,
  // The official 404 names neither first names nor birth date: any will do.
  givenNames: params.prenoms ?? ['Louise'],
  gender: params.sexeEtatCivil === 'F' ? 'female' : 'male',
  birthdate: [
    params.anneeDateNaissance ?? 1980,
    twoDigits(params.moisDateNaissance ?? 3),
    twoDigits(params.jourDateNaissance ?? 14),
  ].join('-'),
  birthplace: params.codeCogInseeCommuneNaissance,
  birthcountry: params.codeCogInseePaysNaissance,
  email: `${id}@usager.example`,
  outcome: OUTCOMES[id as OfficialId],
}))

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

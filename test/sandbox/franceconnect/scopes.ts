/**
 * Scopes of FranceConnect and the claims they open; data scopes open none, they authorise the token at a data provider.
 * https://docs.partenaires.franceconnect.gouv.fr/fs/fs-technique/fs-technique-scope-fc/
 */
export const CLAIMS_BY_SCOPE: Record<string, string[]> = {
  openid: ['sub'],
  given_name: ['given_name', 'given_name_array'],
  family_name: ['family_name'],
  birthdate: ['birthdate'],
  gender: ['gender'],
  birthplace: ['birthplace'],
  birthcountry: ['birthcountry'],
  email: ['email'],
  preferred_username: ['preferred_username'],
  idp_birthdate: ['idp_birthdate'],
  idp_id: ['idp_id'],
  profile: ['given_name', 'given_name_array', 'family_name', 'birthdate', 'gender', 'preferred_username'],
  birth: ['birthplace', 'birthcountry'],
  identite_pivot: [
    'given_name',
    'given_name_array',
    'family_name',
    'birthdate',
    'gender',
    'birthplace',
    'birthcountry',
  ],
}

/** Any of these opens the quotient familial at API Particulier. */
export const QUOTIENT_FAMILIAL_SCOPES = [
  'cnaf_quotient_familial',
  'cnaf_allocataires',
  'cnaf_enfants',
  'cnaf_adresse',
]

export const DATA_SCOPES = [
  ...QUOTIENT_FAMILIAL_SCOPES,
  'allocation_adulte_handicape',
  'allocation_soutien_familial',
  'prime_activite',
  'revenu_solidarite_active',
  'complementaire_sante_solidaire',
]

/** What the habilitation of our service grants. */
export const GRANTED_SCOPES = ['openid', 'identite_pivot', 'cnaf_quotient_familial']

/** What the page says will be transmitted, as FranceConnect words it. */
const LABELS: Record<string, string[]> = {
  given_name: ['Prénoms'],
  family_name: ['Nom de naissance'],
  birthdate: ['Date de naissance'],
  gender: ['Sexe'],
  birthplace: ['Lieu de naissance'],
  birthcountry: ['Pays de naissance'],
  email: ['Adresse électronique'],
  preferred_username: ['Nom d’usage'],
  cnaf_quotient_familial: ['Quotient familial CAF & MSA et composition de la famille'],
  cnaf_allocataires: ['Allocataires CAF & MSA'],
  cnaf_enfants: ['Enfants CAF & MSA'],
  cnaf_adresse: ['Adresse CAF & MSA'],
}

export function labelsOf(scope: string): string[] {
  const names = scope.split(' ').flatMap((name) => CLAIMS_BY_SCOPE[name] ?? [name])
  return [...new Set(names.flatMap((name) => LABELS[name] ?? []))]
}

/**
 * The identity that FranceConnect certifies (scope `identite_pivot`), as received.
 * Dates and codes stay text: a birth date may be partial, a commune may no longer exist.
 * https://docs.partenaires.franceconnect.gouv.fr/fs/fs-technique/fs-technique-scope-fc/
 */
export type PivotIdentity = {
  /** Birth name. */
  familyName: string
  givenNames: string[]
  birthdate: string
  gender: 'female' | 'male' | null
  /** Code COG of the commune, null when born abroad. */
  birthplace: string | null
  /** Code COG of the country, `99100` for France; null for some European identities. */
  birthcountry: string | null
}

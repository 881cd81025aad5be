import { createHash } from 'node:crypto'

/**
 * A person whom the simulated FranceConnect knows. `null` stands for a claim that FranceConnect does not give.
 * https://docs.partenaires.franceconnect.gouv.fr/fs/fs-technique/fs-technique-scope-fc/
 */
export type Identity = {
  id: string
  familyName: string
  givenNames: string[]
  gender: 'female' | 'male' | 'unspecified' | null
  /** As FranceConnect would give it; `00` where day or month is presumed. */
  birthdate: string
  birthplace: string
  birthcountry: string | null
  email: string | null
  /** What choosing this person leads to, in one line for the page. */
  outcome: string
}

export function fullNameOf({ givenNames, familyName }: Identity): string {
  return [...givenNames, familyName].join(' ')
}

/** The claims of user info, before scopes filter them. */
export function claimsOf(identity: Identity) {
  const { familyName, givenNames, gender, birthdate, birthplace, birthcountry, email } = identity
  return {
    family_name: familyName,
    given_name: givenNames.join(' '),
    given_name_array: givenNames,
    birthdate,
    idp_birthdate: birthdate,
    birthplace,
    ...(gender === null ? {} : { gender }),
    ...(birthcountry === null ? {} : { birthcountry }),
    ...(email === null ? {} : { email }),
  }
}

/** 64 hexadecimal digits and `v1`: a hash of the pivot identity for one entity. */
export function subOf(
  { givenNames, familyName, birthdate, gender, birthplace, birthcountry }: Identity,
  entityId: string,
): string {
  const pivot = [entityId, ...givenNames, familyName, birthdate, gender, birthplace, birthcountry].join('|')
  return `${createHash('sha256').update(pivot).digest('hex')}v1`
}

import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import { formatBirthdate } from '#templates/format.js'

/**
 * The pivot identity as people read it; what FranceConnect does not know is not listed.
 * @param birthplace the commune of birth by its name, `Lyon (69)`; its code stands alone where that is not known
 */
export function identityRows(
  identity: PivotIdentity,
  externalId: string | null,
  birthplace: string | null = null,
): [label: string, text: string][] {
  const { familyName, givenNames, gender, birthdate, birthcountry } = identity
  const rows: [string, string | null][] = [
    ['Nom de naissance', familyName],
    ['Prénoms', givenNames.join(' ')],
    ['Sexe', gender && (gender === 'female' ? 'Féminin' : 'Masculin')],
    ['Naissance', formatBirthdate(birthdate)],
    ['Commune de naissance', identity.birthplace && placeOf(identity.birthplace, birthplace)],
    [
      'Pays de naissance',
      birthcountry && (birthcountry === '99100' ? 'France' : `code INSEE ${birthcountry}`),
    ],
    ['Identifiant dans le logiciel de la collectivité', externalId],
  ]
  return rows.filter((row): row is [string, string] => Boolean(row[1]))
}

function placeOf(code: string, name: string | null): string {
  return name ? `${name}, code INSEE ${code}` : `code INSEE ${code}`
}

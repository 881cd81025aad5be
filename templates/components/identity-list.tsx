import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { formatBirthdate } from '#templates/format.js'

type Props = {
  identity: PivotIdentity
  externalId: string | null
  /** The commune of birth by its name, `Lyon (69)`; its code stands alone where that is not known. */
  birthplace?: string | null
}

/** The pivot identity as it is sent; what FranceConnect does not know is not listed. */
export function IdentityList({ identity, externalId, birthplace = null }: Props) {
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
  return <SummaryList rows={rows.filter((row): row is [string, string] => Boolean(row[1]))} />
}

function placeOf(code: string, name: string | null): string {
  return name ? `${name}, code INSEE ${code}` : `code INSEE ${code}`
}

import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { formatBirthdate } from '#templates/format.js'

type Props = { identity: PivotIdentity; externalId: string | null }

/** The pivot identity as it is sent; what FranceConnect does not know is not listed. */
export function IdentityList({ identity, externalId }: Props) {
  const { familyName, givenNames, gender, birthdate, birthplace, birthcountry } = identity
  const rows: [string, string | null][] = [
    ['Nom de naissance', familyName],
    ['Prénoms', givenNames.join(' ')],
    ['Sexe', gender && (gender === 'female' ? 'Féminin' : 'Masculin')],
    ['Naissance', formatBirthdate(birthdate)],
    ['Commune de naissance', birthplace && `code INSEE ${birthplace}`],
    [
      'Pays de naissance',
      birthcountry && (birthcountry === '99100' ? 'France' : `code INSEE ${birthcountry}`),
    ],
    ['Identifiant dans le logiciel de la collectivité', externalId],
  ]
  return <SummaryList rows={rows.filter((row): row is [string, string] => Boolean(row[1]))} />
}

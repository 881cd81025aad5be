import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import type { SummaryRow } from '#templates/components/summary-list.js'
import { formatBirthdate } from '#templates/format.js'

const FRANCE = '99100'

/** The identity as FranceConnect gives it; places are codes of the INSEE and stay so. */
export function identityRows(identity: PivotIdentity): SummaryRow[] {
  const { familyName, givenNames, gender, birthdate, birthplace, birthcountry } = identity
  return [
    { label: 'Nom de naissance', value: familyName },
    { label: givenNames.length > 1 ? 'Prénoms' : 'Prénom', value: givenNames.join(' ') || 'Non connu' },
    { label: 'Sexe', value: gender ? { female: 'Féminin', male: 'Masculin' }[gender] : 'Non connu' },
    { label: gender === 'male' ? 'Né le' : gender ? 'Née le' : 'Date de naissance', value: formatBirthdate(birthdate) },
    { label: 'Commune de naissance', value: birthplace ? `Code Insee ${birthplace}` : 'Hors de France' },
    { label: 'Pays de naissance', value: countryOf(birthcountry) },
  ]
}

function countryOf(code: string | null): string {
  if (!code) return 'Non connu'
  return code === FRANCE ? 'France' : `Code Insee ${code}`
}

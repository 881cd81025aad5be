import { eq } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { communes } from '#src/db/schema.js'

/**
 * A commune by its code COG, as people know it: `Lyon (69)`.
 * @returns null for a code that is none of today's: a former commune, a place abroad
 */
export async function nameOfCommune(db: Db, codeCog: string | null): Promise<string | null> {
  if (codeCog === null) return null
  const arrondissement = arrondissementOf(codeCog)
  if (arrondissement) return arrondissement
  const { name, departementCode } = communes
  const [commune] = await db
    .select({ name, departementCode })
    .from(communes)
    .where(eq(communes.codeCog, codeCog))
  return commune ? `${commune.name} (${commune.departementCode})` : null
}

// Who is born in these three has the code of the arrondissement. https://www.insee.fr/fr/information/2560452
const CITIES = [
  { name: 'Paris', base: 75_100, arrondissements: 20 },
  { name: 'Marseille', base: 13_200, arrondissements: 16 },
  { name: 'Lyon', base: 69_380, arrondissements: 9 },
]

function arrondissementOf(codeCog: string): string | null {
  for (const { name, base, arrondissements } of CITIES) {
    const number = Number(codeCog) - base
    if (number >= 1 && number <= arrondissements)
      return `${name} ${number === 1 ? '1er' : `${number}e`} arrondissement (${codeCog.slice(0, 2)})`
  }
  return null
}

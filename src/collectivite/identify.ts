import { eq, sql } from 'drizzle-orm'
import { ordinaryName } from '#src/collectivite/ordinary-name.js'
import { searchWords } from '#src/collectivite/search-key.js'
import { sirenOf } from '#src/collectivite/siret.js'
import type { Db } from '#src/db/database.js'
import { communes } from '#src/db/schema.js'

/** What the Sirene says of an establishment, as far as it concerns us. https://www.sirene.fr */
export type SireneEstablishment = {
  /** In capitals: `COMMUNE DE CALVI`. */
  name: string | null
  /** INSEE’s legal category: 7210 is a commune. */
  legalCategory: string | null
  codeCog: string | null
  postalCode: string | null
}
export type Known = {
  siret: string
  sirene?: SireneEstablishment | null | undefined
  /** Said by the operator or a partner. */
  codeCog?: string | null | undefined
  name?: string | null | undefined
}
export type Identity = {
  name: string
  codeCog: string
  departementCode: string
  departementName: string
  postalCodes: string[]
}

const COMMUNE = '7210'

/**
 * Who a collectivité is and where: from what the Sirene says, else from the commune that has its SIREN, else from the
 * COG that somebody gave.
 * @returns null when none of them tells
 */
export async function identify(db: Db, { siret, sirene, codeCog, name }: Known): Promise<Identity | null> {
  const [bySiren] = await db
    .select()
    .from(communes)
    .where(eq(communes.siren, sirenOf(siret)))
  const cog = currentCog(sirene?.codeCog ?? bySiren?.codeCog ?? codeCog ?? '')
  if (!/^\d[\dAB]\d{3}$/.test(cog)) return null
  const [commune] =
    bySiren?.codeCog === cog ? [bySiren] : await db.select().from(communes).where(eq(communes.codeCog, cog))
  const departement = commune ?? (await findDepartement(db, cog))
  if (!departement) return null
  const { departementCode, departementName } = departement
  const isCommune = bySiren !== undefined || sirene?.legalCategory === COMMUNE
  const said = sirene?.name ?? name
  const ownName = isCommune && commune ? commune.name : said && nameOf(said, commune?.name)
  if (!ownName) return null
  const ofTheCommune = commune?.postalCodes ?? []
  const ownOnes = isCommune && ofTheCommune.length > 0 ? [] : [sirene?.postalCode ?? []].flat()
  const postalCodes = [...new Set([...ofTheCommune, ...ownOnes])]
  return { name: ownName, codeCog: cog, departementCode, departementName, postalCodes }
}

// Many a CCAS is registered without a word of whose it is.
function nameOf(text: string, place: string | undefined): string {
  const name = ordinaryName(text, place)
  const tells =
    !place || searchWords(name).includes(searchWords(place)) || !/^(centre communal|ccas|caisse)/i.test(name)
  return tells ? name : `${name} (${place})`
}

/** The Sirene names arrondissements of three cities, which are no communes. https://www.insee.fr/fr/information/2560452 */
function currentCog(code: string): string {
  if (/^751\d\d$/.test(code)) return '75056'
  if (/^6938\d$/.test(code)) return '69123'
  if (/^132\d\d$/.test(code)) return '13055'
  return code
}

async function findDepartement(db: Db, cog: string) {
  const code = /^9[78]/.test(cog) ? cog.slice(0, 3) : cog.slice(0, 2)
  const [found] = await db
    .select({ departementCode: communes.departementCode, departementName: communes.departementName })
    .from(communes)
    .where(sql`${communes.departementCode} = ${code}`)
    .limit(1)
  return found
}

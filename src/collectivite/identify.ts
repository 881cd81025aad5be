import { or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { ordinaryName } from '#src/collectivite/ordinary-name.js'
import { searchWords } from '#src/collectivite/search-key.js'
import { sirenOf } from '#src/collectivite/siret.js'
import type { Db } from '#src/db/database.js'
import { communes } from '#src/db/schema.js'
import { textArray } from '#src/db/text-array.js'

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
export async function identify(db: Db, known: Known): Promise<Identity | null> {
  const [identity] = await identifyAll(db, [known])
  return identity ?? null
}

/** The same for many at once, in their order. */
export async function identifyAll(db: Db, all: Known[]): Promise<(Identity | null)[]> {
  const places = await findPlaces(db, all)
  return all.map((known) => identifyIn(places, known))
}

function identifyIn(places: Places, { siret, sirene, codeCog, name }: Known): Identity | null {
  const bySiren = places.bySiren.get(sirenOf(siret))
  // The Sirene may place an establishment of a commune in another one, or nowhere.
  const candidates = [bySiren?.codeCog, sirene?.codeCog, codeCog].map((code) =>
    communeCog(code?.trim() ?? ''),
  )
  const placed = candidates.filter(isCog).map((code) => ({ code, place: placeOf(places, code) }))
  const found = placed.find(({ place }) => place !== undefined)
  if (!found?.place) return null
  const { code: cog, place: departement } = found
  const commune = places.byCog.get(cog)
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

/** A commune, or any of the same département. */
function placeOf({ byCog, departements }: Places, cog: string): Commune | undefined {
  return byCog.get(cog) ?? departements.get(departementOf(cog))
}

// Many a CCAS is registered without a word of whose it is.
function nameOf(text: string, place: string | undefined): string {
  const name = ordinaryName(text, place)
  const tells =
    !place || searchWords(name).includes(searchWords(place)) || !/^(centre communal|ccas|caisse)/i.test(name)
  return tells ? name : `${name} (${place})`
}

/** The COG of the commune: that of the city for its arrondissements, which are none. https://www.insee.fr/fr/information/2560452 */
export function communeCog(code: string): string {
  if (/^751\d\d$/.test(code)) return '75056'
  if (/^6938\d$/.test(code)) return '69123'
  if (/^132\d\d$/.test(code)) return '13055'
  return code
}

/** Whether the text is written as a code COG of a commune is. */
export function isCog(code: string): boolean {
  return /^\d[\dAB]\d{3}$/.test(code)
}

function departementOf(cog: string): string {
  return /^9[78]/.test(cog) ? cog.slice(0, 3) : cog.slice(0, 2)
}

type Commune = typeof communes.$inferSelect
type Places = {
  bySiren: Map<string | null, Commune>
  byCog: Map<string, Commune>
  /** Of a code that is no commune's any more; nothing is read of it but the département. */
  departements: Map<string, Commune>
}

async function findPlaces(db: Db, all: Known[]): Promise<Places> {
  const sirens = all.map(({ siret }) => sirenOf(siret)).filter((siren) => /^\d{9}$/.test(siren))
  const cogs = all
    .flatMap(({ sirene, codeCog }) => [sirene?.codeCog, codeCog])
    .map((code) => communeCog(code?.trim() ?? ''))
    .filter(isCog)
  const { siren, codeCog, departementCode } = communes
  const found = await db
    .select()
    .from(communes)
    .where(or(isAmong(siren, sirens), isAmong(codeCog, cogs)))
  const bySiren = new Map(found.map((commune) => [commune.siren, commune]))
  const byCog = new Map(found.map((commune) => [commune.codeCog, commune]))
  const codes = cogs.filter((cog) => !byCog.has(cog)).map(departementOf)
  const rest =
    codes.length === 0
      ? []
      : await db.selectDistinctOn([departementCode]).from(communes).where(isAmong(departementCode, codes))
  return { bySiren, byCog, departements: new Map(rest.map((commune) => [commune.departementCode, commune])) }
}

function isAmong(column: PgColumn, values: string[]): SQL {
  return sql`${column} = any(${textArray([...new Set(values)])})`
}

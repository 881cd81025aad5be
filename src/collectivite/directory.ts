import { eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import { beginsWords } from '#src/collectivite/begins-words.js'
import { deskUntilOf } from '#src/collectivite/closing.js'
import type { Collectivite, CollectiviteState, DirectoryEntry } from '#src/collectivite/collectivite.js'
import { isCog } from '#src/collectivite/identify.js'
import { searchWords } from '#src/collectivite/search-key.js'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { collectivites, communes } from '#src/db/schema.js'

const PAGE = 30

/**
 * Finds communes and opened bodies by name, postal code or département. What is open here comes with its SIRET, a
 * commune that is not with null.
 * @param query as typed
 * @returns the best first, at most 30; `more` says that there were others
 */
export async function searchDirectory(
  db: Db,
  query: string,
): Promise<{ results: DirectoryEntry[]; more: boolean }> {
  const words = searchWords(query)
  if (words === '') return { results: [], more: false }
  // The very name; a name that starts so, or a whole département; a name that holds it; the rest.
  const rank = sql`case when starts_with(search_key, ${` ${words} |`}) then 0
    when starts_with(search_key, ${` ${words}`}) or strpos(search_key, ${` ; ${words} ;`}) > 0 then 1
    when strpos(search_key, ${` ${words}`}) between 1 and strpos(search_key, '|') then 2 else 3 end`
  const place = sql`name, code_cog, departement_code, departement_name, postal_codes, ${rank} as rank`
  const rows = rowsOf<DirectoryRow>(
    await db.execute(sql`
      select * from (
        select siret, state, ${place}, coalesce((select population from communes itself where itself.siren = left(siret, 9)), 0) as population
          from collectivites where state <> 'fermée' and ${beginsWords(collectivites.searchKey, words)}
        union all
        select null, null, ${place}, population
          from communes where ${beginsWords(communes.searchKey, words)} and ${isNotServed()}
      ) found order by rank, siret is null, population desc, name limit ${PAGE + 1}`),
  )
  return { results: rows.slice(0, PAGE).map(toEntry), more: rows.length > PAGE }
}

/** The collectivité of this SIRET, whatever its state; null when it never was in the service. */
export async function findCollectivite(db: Db, siret: string): Promise<Collectivite | null> {
  const [row] = await db.select().from(collectivites).where(eq(collectivites.siret, siret))
  return row ? toCollectivite(row) : null
}

/** The names of those that are in the directory. */
export async function namesOf(db: Db, sirets: string[]): Promise<Map<string, string>> {
  const { siret, name } = collectivites
  if (sirets.length === 0) return new Map()
  const rows = await db.select({ siret, name }).from(collectivites).where(inArray(siret, sirets))
  return new Map(rows.map(({ siret, name }) => [siret, name]))
}

/** Every collectivité that still has a desk. */
export async function listCollectivites(db: Db): Promise<Collectivite[]> {
  const rows = await db.select().from(collectivites).where(ne(collectivites.state, 'fermée'))
  return rows.map(toCollectivite)
}

/** The collectivités that belong to an organisation, by its SIREN. */
export async function findCollectivitesOfSiren(db: Db, siren: string): Promise<Collectivite[]> {
  const rows = await db.select().from(collectivites).where(sql`left(${collectivites.siret}, 9) = ${siren}`)
  return rows.map(toCollectivite)
}

/** The collectivités for which agents of an organisation may work: its own, and those that list it as a partner. */
export async function findCollectivitesFor(db: Db, siren: string): Promise<Collectivite[]> {
  const { siret } = collectivites
  const partner = sql`${siret} in (select siret from partner_organisations where siren = ${siren})`
  const rows = await db
    .select()
    .from(collectivites)
    .where(sql`left(${siret}, 9) = ${siren} or ${partner}`)
    .orderBy(siret)
  return rows.map(toCollectivite)
}

/** A commune that is not in the service, by its code COG; null when it is, or does not exist. */
export async function findCommuneNotServed(db: Db, codeCog: string): Promise<DirectoryEntry | null> {
  if (!isCog(codeCog)) return null
  const [row] = await db
    .select()
    .from(communes)
    .where(sql`${communes.codeCog} = ${codeCog} and ${isNotServed()}`)
  if (!row) return null
  const { name, postalCodes } = row
  return { siret: null, state: null, name, codeCog, departement: departementOf(row), postalCodes }
}

// Two conditions and not one with an `or`: the first is a join, the second concerns the few communes without SIREN.
function isNotServed(): SQL {
  const served = sql`select from collectivites served where served.state <> 'fermée' and`
  return sql`not exists (${served} left(served.siret, 9) = communes.siren)
    and (communes.siren is not null or not exists (${served} served.code_cog = communes.code_cog))`
}

type DirectoryRow = {
  siret: string | null
  state: CollectiviteState | null
  name: string
  code_cog: string
  departement_code: string
  departement_name: string
  postal_codes: string[]
}

function toEntry(row: DirectoryRow): DirectoryEntry {
  const { siret, state, name } = row
  const departement = { code: row.departement_code, name: row.departement_name }
  return { siret, state, name, codeCog: row.code_cog, departement, postalCodes: row.postal_codes }
}

function toCollectivite({
  searchKey,
  departementCode,
  departementName,
  counterAddress,
  counterHours,
  accessRemindedDays,
  createdAt,
  ...row
}: typeof collectivites.$inferSelect): Collectivite {
  return {
    ...row,
    departement: departementOf({ departementCode, departementName }),
    counter: { address: counterAddress, hours: counterHours },
    deskUntil: deskUntilOf(row),
  }
}

function departementOf(row: { departementCode: string; departementName: string }) {
  return { code: row.departementCode, name: row.departementName }
}

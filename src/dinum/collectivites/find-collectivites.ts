import { type SQL, sql } from 'drizzle-orm'
import { beginsWords } from '#src/collectivite/begins-words.js'
import type { CollectiviteState } from '#src/collectivite/collectivite.js'
import { localDay } from '#src/collectivite/local-time.js'
import { searchWords } from '#src/collectivite/search-key.js'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { collectivites, dailyCounts, habilitations } from '#src/db/schema.js'
import type { ConsoleFilter, HealthFilter } from '#src/dinum/collectivites/read-filter.js'

export const PAGE_SIZE = 50
const ACTIVITY_DAYS = 30
const DAY = 86_400_000

export type ConsoleLine = {
  siret: string
  name: string
  departement: { code: string; name: string }
  postalCodes: string[]
  state: CollectiviteState
  /** Transmissions of the last 30 days. */
  recent: number
  /** Whether a gestionnaire ever accepted, its page was ever shown, and anything ever transmitted. */
  accepted: boolean
  seen: boolean
  transmitted: boolean
  mailsFail: boolean
  /** A demande of it waits for the operator. */
  waits: boolean
}
type Found = { lines: ConsoleLine[]; total: number }

/**
 * A page of the collectivités that match, by name; one statement over the directory, the daily counts and the
 * habilitations, none for each collectivité.
 * @param page from 1; one behind the last is the first
 */
export async function findCollectivites(
  db: Db,
  filter: ConsoleFilter,
  page: number,
  now: Date,
): Promise<Found & { page: number }> {
  const found = await readPage(db, filter, page, now)
  if (found.lines.length > 0 || page === 1) return { ...found, page }
  return { ...(await readPage(db, filter, 1, now)), page: 1 }
}

async function readPage(db: Db, filter: ConsoleFilter, page: number, now: Date): Promise<Found> {
  const since = localDay(new Date(now.getTime() - ACTIVITY_DAYS * DAY), 'Europe/Paris')
  const conditions = sql.join([sql`true`, ...conditionsOf(filter, since)], sql` and `)
  const rows = rowsOf<Row>(
    await db.execute(sql`
      with found as (
        select c.*, (count(*) over ())::int as total from ${collectivites} c where ${conditions}
          order by c.search_key, c.siret limit ${PAGE_SIZE} offset ${(page - 1) * PAGE_SIZE})
      select c.siret, c.name, c.departement_code, c.departement_name, c.postal_codes, c.state, c.total,
          (select coalesce(sum(transmissions), 0)::int from ${dailyCounts}
            where siret = c.siret and day >= ${since}::date) as recent,
          ${ACCEPTED} as accepted, ${ever(sql`views`)} as seen, ${ever(sql`transmissions`)} as transmitted,
          c.mail_failed_at is not null as mails_fail, ${WAITS} as waits
        from found c order by c.search_key, c.siret`),
  )
  return { lines: rows.map(toLine), total: rows[0]?.total ?? 0 }
}

const ACCEPTED = sql`c.access_confirmed_at is not null`
const WAITS = sql`exists (select from ${habilitations} h
  where h.waits_for is not null and c.siret in (h.organization_siret, h.transfer_siret))`

function ever(what: SQL, since?: string): SQL {
  const lately = since ? sql`and day >= ${since}::date` : sql``
  return sql`exists (select from ${dailyCounts} where siret = c.siret and ${what} > 0 ${lately})`
}

const UNHEALTHY: Record<HealthFilter, SQL> = {
  personne: sql`not ${ACCEPTED}`,
  'jamais-vue': sql`not ${ever(sql`views`)}`,
  'aucune-transmission': sql`not ${ever(sql`transmissions`)}`,
  courriels: sql`c.mail_failed_at is not null`,
  'attend-operateur': WAITS,
}

function conditionsOf({ text, state, departement, activity, health }: ConsoleFilter, since: string): SQL[] {
  const active = ever(sql`transmissions`, since)
  const conditions = [
    text ? matches(text) : null,
    state ? sql`c.state = ${state}` : null,
    departement ? sql`c.departement_code = ${departement}` : null,
    activity === 'avec' ? active : null,
    activity === 'sans' ? sql`not ${active}` : null,
    health ? UNHEALTHY[health] : null,
    // What is closed ails nothing any more.
    health && !state ? sql`c.state <> 'fermée'` : null,
  ]
  return conditions.filter((condition) => condition !== null)
}

function matches(text: string): SQL {
  const code = text.replace(/\s/g, '').toUpperCase()
  const words = searchWords(text)
  const ways = [
    ...(words ? [beginsWords(sql`c.search_key`, words)] : []),
    ...(/^\d{5,14}$/.test(code) ? [sql`c.siret like ${`${code}%`}`] : []),
    ...(/^\d[\dAB]\d{3}$/.test(code) ? [sql`c.code_cog = ${code}`] : []),
  ]
  return ways.length > 0 ? sql`(${sql.join(ways, sql` or `)})` : sql`false`
}

type Row = {
  siret: string
  name: string
  departement_code: string
  departement_name: string
  postal_codes: string[]
  state: CollectiviteState
  total: number
  recent: number
  accepted: boolean
  seen: boolean
  transmitted: boolean
  mails_fail: boolean
  waits: boolean
}

function toLine({
  departement_code,
  departement_name,
  postal_codes,
  mails_fail,
  total,
  ...row
}: Row): ConsoleLine {
  const departement = { code: departement_code, name: departement_name }
  return { ...row, departement, postalCodes: postal_codes, mailsFail: mails_fail }
}

/** The départements of the directory, for the choice among them. */
export async function listDepartements(db: Db): Promise<{ code: string; name: string }[]> {
  const { departementCode: code, departementName: name } = collectivites
  return db.selectDistinct({ code, name }).from(collectivites).orderBy(code)
}

/** How many demandes wait for the operator, those of no collectivité yet among them. */
export function countWaiting(db: Db): Promise<number> {
  return db.$count(habilitations, sql`${habilitations.waitsFor} is not null`)
}

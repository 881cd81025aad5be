import { getTableColumns, getTableName, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AGENT_IDLE_MINUTES, AGENT_SESSION_HOURS } from '#src/agent/agent-session.js'
import { EXPORT_DAYS } from '#src/collectivite/closing.js'
import { connect } from '#src/db/connect.js'
import type { Database } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import * as schema from '#src/db/schema.js'
import { GIVEN_UP_AFTER } from '#src/delivery/attempts.js'
import { KEPT, RETRIED_WITHIN } from '#src/delivery/sweep-mails.js'
import { LINK_DAYS, TRACED_MONTHS } from '#src/ends/limits.js'
import { KEPT_DAYS } from '#src/onboarding/datapass/erase-payloads.js'
import { HELD_MINUTES } from '#src/resident/attestation/held-files.js'
import { RESIDENT_SESSION_MINUTES, SIGNED_IN_AT_MOST_HOURS } from '#src/resident/resident-session.js'
import { DAYS_AFTER_TREATED } from '#src/submission/erase-attachments.js'
import { COLUMNS } from '#templates/personal-data/columns.js'
import { CONTENTS, type FieldsOf } from '#templates/personal-data/contents.js'
import type { Form } from '#templates/personal-data/group.js'
import { GROUPS } from '#templates/personal-data/groups.js'
import { PERIODS } from '#templates/personal-data/periods.js'
import { type ColumnPlace, NOBODY } from '#templates/personal-data/place.js'
import { SECTIONS } from '#templates/personal-data/sections.js'
import { createTestDatabase, type DatabaseKind, type TestDatabase } from '../support/postgres.js'

const DAY = 86_400_000
const HOUR = 3_600_000
const tables = Object.entries(schema).flatMap(([name, table]) =>
  is(table, PgTable) ? [{ name, table }] : [],
)
const described = COLUMNS as Record<string, Record<string, ColumnPlace>>

/** What stands at each column, with the type of the column. */
const columns = tables.flatMap(({ name, table }) =>
  Object.entries(getTableColumns(table)).map(([key, column]) => ({
    path: `${name}.${key}`,
    type: column.getSQLType(),
    place: described[name]?.[key],
  })),
)

describe('the register of personal data', () => {
  test('describes every column of every table of the schema, and none besides', () => {
    const keysOf = (of: Record<string, object>) =>
      Object.fromEntries(Object.entries(of).map(([name, row]) => [name, Object.keys(row).sort()]))
    const known = Object.fromEntries(tables.map(({ name, table }) => [name, getTableColumns(table)]))
    expect(Object.keys(known).length).toBeGreaterThanOrEqual(30)
    expect(keysOf(described)).toEqual(keysOf(known))
  })

  test('has a place for each of its pieces, and says of none that it is two things', () => {
    const placed = [...columns.flatMap(({ place }) => itemsOf(place)), ...leavesOf(CONTENTS)]
    expect(new Set(placed)).toEqual(new Set(pieces().map(({ id }) => id)))
    const words = pieces().map(({ item }) => item.words)
    expect(words).toHaveLength(new Set(words).size)
  })

  test('says “sealed” of what stands in envelopes alone, “hash” of bytes that are none, “clear” of the rest', () => {
    const formsOf = (ids: string[]): Form[] => ids.map((id) => formOf(id))
    for (const { path, type, place } of columns) {
      const forms = formsOf(itemsOf(place))
      if (type === 'bytea') expect(forms, path).not.toContain('en clair')
      if (typeof place === 'object' && 'holds' in place) expect(type, path).toBe('bytea')
      else expect(forms, path).not.toContain('scellé')
    }
    const { job, log, ...envelopes } = CONTENTS
    for (const id of leavesOf(envelopes)) expect(formOf(id), id).toBe('scellé')
    for (const id of leavesOf({ job, log })) expect(formOf(id), id).toBe('en clair')
    expect(leavesOf({ log })).toEqual([])
    for (const { item } of pieces()) if (item.form === 'empreinte') expect(item.words).toMatch(/^empreinte /)
  })

  test('opens each content in some envelope, but for the queue and the logs', () => {
    const held = columns.flatMap(({ place }) =>
      typeof place === 'object' && 'holds' in place ? place.holds : [],
    )
    const { job: _, log: __, ...envelopes } = CONTENTS
    expect(held.toSorted()).toEqual(Object.keys(envelopes).toSorted())
  })

  test('puts every group into a part of the page', () => {
    const parts = SECTIONS.map(({ id }) => id)
    for (const { section, title } of Object.values(GROUPS)) expect(parts, title).toContain(section)
  })

  test('counts as the code does', () => {
    expect(PERIODS).toEqual({
      sessionMinutes: RESIDENT_SESSION_MINUTES,
      sessionHours: SIGNED_IN_AT_MOST_HOURS,
      heldFileMinutes: HELD_MINUTES,
      agentIdleMinutes: AGENT_IDLE_MINUTES,
      agentHours: AGENT_SESSION_HOURS,
      treatedDays: DAYS_AFTER_TREATED,
      mailHours: GIVEN_UP_AFTER / HOUR,
      failedMailDays: RETRIED_WITHIN / DAY,
      mailDays: KEPT / DAY,
      invitationDays: LINK_DAYS,
      datapassDays: KEPT_DAYS,
      closingDays: EXPORT_DAYS,
      traceMonths: TRACED_MONTHS,
      // What no constant of the code says.
      openingListHours: 24,
      limitHours: 24,
      deadLetterDays: 31,
      logMonths: 12,
    })
  })

  test('does not compile without a field that is new', () => {
    type Fields = FieldsOf<{ known: string; added: { deep: number } | null }>
    // @ts-expect-error `added` is not described
    const forgotten: Fields = { known: NOBODY }
    // @ts-expect-error nor what lies inside it
    const forgottenInside: Fields = { known: NOBODY, added: {} }
    // @ts-expect-error a whole object at once is no description
    const forgottenWhole: Fields = { known: NOBODY, added: NOBODY }
    const complete: Fields = { known: NOBODY, added: { deep: NOBODY } }
    expect([forgotten, forgottenInside, forgottenWhole, complete]).toHaveLength(4)
  })
})

describe.each<DatabaseKind>(['owner', 'pglite'])('the database itself, on %s', (kind) => {
  let testDatabase: TestDatabase
  let database: Database

  beforeAll(async () => {
    testDatabase = await createTestDatabase(kind)
    database = await connect(testDatabase.config)
  })
  afterAll(async () => {
    await database?.close()
    await testDatabase?.drop()
  })

  test('has the columns of the register, and no others', async () => {
    const live = await list(
      sql`select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`,
    )
    const ours = tables.flatMap(({ name, table }) =>
      Object.keys(described[name] ?? {}).map((key) => `${getTableName(table)}.${columnName(table, key)}`),
    )
    expect(live).toEqual(ours.toSorted())
  })

  test('keeps nothing elsewhere but its queue and the list of its migrations', async () => {
    const others = await list(
      sql`select distinct n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname not in ('public', 'pg_catalog', 'information_schema')
          and n.nspname not like 'pg_toast%' and c.relispartition = false`,
    )
    expect(others).toEqual([
      'drizzle.__drizzle_migrations',
      'pgboss.archive',
      'pgboss.job',
      'pgboss.queue',
      'pgboss.schedule',
      'pgboss.subscription',
      'pgboss.version',
    ])
    const [dead] = await list(
      sql`select retention_minutes::text as name from pgboss.queue where name = 'dead'`,
    )
    // A day more in the archive.
    expect(Number(dead)).toBe((PERIODS.deadLetterDays - 1) * 24 * 60)
  })

  async function list(query: ReturnType<typeof sql>): Promise<string[]> {
    const rows = rowsOf<{ name: string }>(await database.db.execute(query))
    return rows.map(({ name }) => name).toSorted()
  }
})

function columnName(table: PgTable, key: string): string | undefined {
  return (getTableColumns(table) as Record<string, { name: string }>)[key]?.name
}

function pieces() {
  return Object.entries(GROUPS).flatMap(([name, { items }]) =>
    Object.entries(items).map(([key, item]) => ({ id: `${name}.${key}`, item })),
  )
}

function formOf(id: string): Form {
  const form = pieces().find((piece) => piece.id === id)?.item.form
  if (!form) throw new Error(`${id} is no piece of the register`)
  return form
}

function itemsOf(place: ColumnPlace | undefined): string[] {
  if (place === undefined || place === NOBODY) return []
  if (typeof place === 'string') return [place]
  return 'holds' in place ? [] : place
}

/** The pieces that a description names, at any depth. */
function leavesOf(fields: object): string[] {
  return Object.values(fields).flatMap((field) => {
    if (typeof field === 'object' && !Array.isArray(field)) return leavesOf(field)
    return itemsOf(field as ColumnPlace)
  })
}

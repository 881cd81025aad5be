import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember } from '#src/collectivite/members.js'
import { keepRefusedOrigin } from '#src/collectivite/refused-origins.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import {
  auditEvents,
  contacts,
  deliveries,
  hubeeFolders,
  invitations,
  mails,
  members,
  recipients,
  submissions,
} from '#src/db/schema.js'
import { keepExport } from '#src/submission/exports.js'
import { CALVI, contentOf, FAY_AUX_LOGES } from '../support/named.js'
import { createTestDatabase, type DatabaseKind, type TestDatabase } from '../support/postgres.js'
import { openTestSafe, sendTo, type TestSafe } from '../support/safe.js'
import { faultsOf, readTables, type Table, tablesOfTenants } from './walls/tables.js'

describe.each<DatabaseKind>(['superuser', 'owner', 'pglite'])('the walls between tenants, on %s', (kind) => {
  let database: TestDatabase
  let safe: TestSafe
  let tables: Table[]

  beforeAll(async () => {
    database = await createTestDatabase(kind)
    safe = await openTestSafe(database.config, [FAY_AUX_LOGES, CALVI])
    for (const siret of [FAY_AUX_LOGES, CALVI]) await furnish(siret)
    tables = await readTables(safe.db)
  })
  afterAll(async () => {
    await safe?.database.close()
    await database?.drop()
  })

  async function furnish(siret: string): Promise<void> {
    await addMember(safe.db, siret, { email: 'agent@example.fr', role: 'agent' })
    await keepRefusedOrigin(safe.db, siret, 'https://portail.example.fr', safe.now())
    const file = { kind: 'pdf' as const, bytes: Buffer.from('%PDF-') }
    await sendTo(safe, siret, contentOf(), undefined, [file])
    const actor = `agent:${randomUUID()}` as const
    await keepExport(safe, siret, { where: undefined, format: 'csv', selection: 'toutes', actor })
    const [id, at] = [randomUUID(), safe.now()]
    await asCollectivite(safe.db, siret, async (tx) => {
      const link = { email: 'agent@example.fr', role: 'agent' as const, expiresAt: at }
      await tx.insert(invitations).values({ siret, tokenHash: Buffer.from(siret), ...link })
      await tx.insert(recipients).values({ siret, email: 'agent@example.fr' })
      await tx.insert(contacts).values({ siret, kind: 'demandeur', email: 'agent@example.fr', since: at })
      await tx.insert(mails).values({ id, siret, createdAt: at })
      const dates = { createdAt: at, periodEnd: at, firstAt: at, lastAt: at }
      const what = { frequency: 'jour' as const, content: 'avis' as const, count: 0, references: [] }
      await tx.insert(deliveries).values({ id, siret, ...dates, ...what })
      await tx.insert(hubeeFolders).values({ id, siret, reference: 'Q', createdAt: at, dueSince: at })
    })
  }

  const names = () => tablesOfTenants(tables).map(({ name }) => name)
  const siretsOf = async (tx: Db, query: string) =>
    rowsOf<{ siret: string }>(await tx.execute(sql.raw(query))).map(({ siret }) => siret)
  const inside = <T>(work: (tx: Db) => Promise<T>) => asCollectivite(safe.db, FAY_AUX_LOGES, work)
  const outside = <T>(work: (tx: Db) => Promise<T>) => safe.db.transaction((tx) => work(tx as unknown as Db))
  /** What a statement may do to, rolled back; null where the role may not even try. */
  const touchedBy = async (at: typeof inside, query: string): Promise<string[] | null> => {
    let touched: string[] | null = null
    const undone = at(async (tx) => {
      touched = await siretsOf(tx, query)
      throw new RollbackError()
    })
    await undone.catch((error) => {
      const { code } = error.cause ?? {}
      if (!(error instanceof RollbackError) && code !== '42501') throw error
    })
    return touched
  }

  test('every table that has a tenant, or refers to one that has, is behind the door; the others say why not', () => {
    expect(faultsOf(tables)).toEqual([])
    expect(names().length).toBeGreaterThan(12)
  })

  test('without a where, the rows of the tenant and no other; outside the door, none', async () => {
    for (const name of names()) {
      const query = `select siret from ${name}`
      const [own, none] = [
        await inside((tx) => siretsOf(tx, query)),
        await outside((tx) => siretsOf(tx, query)),
      ]
      // Each has rows here, and the other has too.
      expect([name, [...new Set(own)], none]).toEqual([name, [FAY_AUX_LOGES], []])
      expect([name, await asCollectivite(safe.db, CALVI, (tx) => siretsOf(tx, query))]).toEqual([
        name,
        own.map(() => CALVI),
      ])
    }
  })

  test('nor through a join, a subquery or a function that is given a query', async () => {
    for (const name of names()) {
      const queries = [
        `select t.siret from collectivites c left join ${name} t on t.siret = c.siret where t.siret is not null`,
        `select t.siret from ${name} t, members m, submissions s`,
        `with every as materialized (select * from ${name}) select siret from every`,
        `select siret from collectivites where siret in (select siret from ${name})`,
        `select unnest(xpath('//siret/text()', query_to_xml('select siret from ${name}', true, false, '')))::text as siret`,
      ]
      // PGlite is built without XML.
      for (const query of kind === 'pglite' ? queries.slice(0, -1) : queries) {
        const own = await inside((tx) => siretsOf(tx, query))
        expect([query, [...new Set(own)]]).toEqual([query, [FAY_AUX_LOGES]])
        expect([query, await outside((tx) => siretsOf(tx, query))]).toEqual([query, []])
      }
    }
  })

  test('no row of another tenant is changed, taken over or removed, whatever is said', async () => {
    const mayBe: string[] = []
    for (const name of names()) {
      for (const query of [
        `update ${name} set siret = siret returning siret`,
        `delete from ${name} returning siret`,
      ]) {
        const own = await touchedBy(inside, query)
        expect([query, [...new Set(own ?? [])].filter((siret) => siret !== FAY_AUX_LOGES)]).toEqual([
          query,
          [],
        ])
        expect([query, (await touchedBy(outside, query)) ?? []]).toEqual([query, []])
        if (own && own.length > 0) mayBe.push(query)
      }
      const taken = await touchedBy(inside, `update ${name} set siret = '${CALVI}' returning siret`)
      expect([name, taken]).toEqual([name, null])
    }
    // So the role may try.
    expect(mayBe.length).toBeGreaterThan(names().length)
  })

  test('no view and no function of ours lets anybody around the walls', async () => {
    const views = await siretsOf(
      safe.db,
      `select c.oid::regclass::text as siret from pg_class c join pg_namespace n on n.oid = relnamespace
        where relkind in ('v', 'm') and nspname not in ('pg_catalog', 'information_schema')`,
    )
    const functions = await siretsOf(
      safe.db,
      `select p.oid::regproc::text as siret from pg_proc p join pg_namespace n on n.oid = pronamespace
        where prosecdef and nspname not in ('pg_catalog', 'information_schema')`,
    )
    expect([views, functions]).toEqual([[], []])
  })

  test('a row of another tenant can be neither written nor taken over', async () => {
    const foreign = { siret: CALVI, email: 'intruder@example.fr', role: 'agent' as const }
    const insert = inside((tx) => tx.insert(members).values(foreign))
    await expect(insert).rejects.toMatchObject({ cause: { code: '42501' } })
    const move = inside((tx) => tx.update(members).set({ siret: CALVI }))
    await expect(move).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  test('the role of the service stays, and owns nothing', async () => {
    await expect(safe.db.execute(sql`create table intruder (id int)`)).rejects.toMatchObject({
      cause: { code: '42501' },
    })
    await expect(safe.db.execute(sql`truncate submissions`)).rejects.toMatchObject({
      cause: { code: '42501' },
    })
    const forged = inside((tx) => tx.update(auditEvents).set({ actor: 'service' }))
    await expect(forged).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  test('the door closes behind each transaction', async () => {
    await inside((tx) => tx.$count(submissions))
    expect(await safe.db.$count(submissions)).toBe(0)
    await expect(asCollectivite(safe.db, CALVI, () => Promise.reject(new Error('boom')))).rejects.toThrow(
      'boom',
    )
    expect(await safe.db.$count(submissions)).toBe(0)
  })
})

test('a new table without a door is missed, and one whose door is wrong', async () => {
  const database = await createTestDatabase('superuser')
  const safe = await openTestSafe(database.config, [])
  const owner = postgres(database.config.url, { max: 1, onnotice: () => {} })
  await owner.unsafe(`
    create table forgotten (siret text);
    create table behind (id uuid references submissions);
    create table beside (submission_id uuid);
    create table unexplained (id int);
    create table ajar (siret text);
    alter table ajar enable row level security, force row level security;
    create policy ajar_of_all on ajar to qf_app using (true);
    alter table members no force row level security`)
  const faults = faultsOf(await readTables(safe.db)).filter((fault) => !fault.includes('schema.ts'))
  expect(faults).toEqual([
    'ajar opens to others than its tenant',
    'behind refers to submissions and has no SIRET of its own',
    'beside refers to submissions and has no SIRET of its own',
    'forgotten does not force its policies',
    'forgotten opens to others than its tenant',
    'members does not force its policies',
    'unexplained has no tenant, and no reason why',
  ])
  await owner.end()
  await safe.database.close()
  await database.drop()
})

class RollbackError extends Error {}

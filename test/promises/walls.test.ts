import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember } from '#src/collectivite/members.js'
import { keepRefusedOrigin } from '#src/collectivite/refused-origins.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import {
  attachments,
  auditEvents,
  auditHeads,
  contacts,
  dataKeys,
  deliveries,
  invitations,
  mails,
  members,
  recipients,
  refusedOrigins,
  submissions,
} from '#src/db/schema.js'
import { CALVI, contentOf, FAY_AUX_LOGES } from '../support/named.js'
import { createTestDatabase, type DatabaseKind, type TestDatabase } from '../support/postgres.js'
import { openTestSafe, sendTo, type TestSafe } from '../support/safe.js'

const tables = {
  attachments,
  auditEvents,
  auditHeads,
  contacts,
  dataKeys,
  deliveries,
  invitations,
  mails,
  members,
  recipients,
  refusedOrigins,
  submissions,
}

describe.each<DatabaseKind>(['superuser', 'owner', 'pglite'])('the walls between tenants, on %s', (kind) => {
  let database: TestDatabase
  let safe: TestSafe

  beforeAll(async () => {
    database = await createTestDatabase(kind)
    safe = await openTestSafe(database.config, [FAY_AUX_LOGES, CALVI])
    for (const siret of [FAY_AUX_LOGES, CALVI]) {
      await addMember(safe.db, siret, { email: 'agent@example.fr', role: 'agent' })
      await keepRefusedOrigin(safe.db, siret, 'https://portail.example.fr', safe.now())
      const link = { email: 'agent@example.fr', role: 'agent' as const, expiresAt: safe.now() }
      await asCollectivite(safe.db, siret, (tx) =>
        tx.insert(invitations).values({ siret, tokenHash: Buffer.from(siret), ...link }),
      )
      const [id, at] = [randomUUID(), safe.now()]
      await asCollectivite(safe.db, siret, async (tx) => {
        await tx.insert(recipients).values({ siret, email: 'agent@example.fr' })
        await tx.insert(contacts).values({ siret, kind: 'demandeur', email: 'agent@example.fr', since: at })
        await tx.insert(mails).values({ id, siret, createdAt: at })
        const dates = { createdAt: at, periodEnd: at, firstAt: at, lastAt: at }
        const what = { frequency: 'jour' as const, content: 'avis' as const, count: 0, references: [] }
        await tx.insert(deliveries).values({ id, siret, ...dates, ...what })
      })
      const file = { kind: 'pdf' as const, bytes: Buffer.from('%PDF-') }
      await sendTo(safe, siret, contentOf(), undefined, [file])
    }
  })
  afterAll(async () => {
    await safe?.database.close()
    await database?.drop()
  })

  test.each(Object.entries(tables))(
    '%s: without a where, the tenant’s rows and no other',
    async (_name, table) => {
      const rows = await asCollectivite(safe.db, FAY_AUX_LOGES, (tx) =>
        tx.select({ siret: table.siret }).from(table),
      )
      expect(rows).toEqual([{ siret: FAY_AUX_LOGES }])
    },
  )

  test.each(Object.entries(tables))('%s: outside the door, no row', async (_name, table) => {
    expect(await safe.db.$count(table)).toBe(0)
  })

  test('every table with a siret is behind the door, but the directory and counts without persons', async () => {
    const [row] = await asRows<{ names: string[] }>(
      safe.db.execute(sql`select array_agg(relname::text order by relname) as names from pg_class
        join pg_attribute on attrelid = pg_class.oid and attname = 'siret'
        where relkind = 'r' and relnamespace = 'public'::regnamespace and not (relrowsecurity and relforcerowsecurity)`),
    )
    expect(row?.names).toEqual(['collectivites', 'daily_counts', 'partner_organisations'])
  })

  test('a row of another tenant can be neither written nor taken over', async () => {
    const foreign = { siret: CALVI, email: 'intruder@example.fr', role: 'agent' as const }
    const insert = asCollectivite(safe.db, FAY_AUX_LOGES, (tx) => tx.insert(members).values(foreign))
    await expect(insert).rejects.toMatchObject({ cause: { code: '42501' } })
    const move = asCollectivite(safe.db, FAY_AUX_LOGES, (tx) => tx.update(members).set({ siret: CALVI }))
    await expect(move).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  test('the role of the service stays, and owns nothing', async () => {
    await expect(safe.db.execute(sql`create table intruder (id int)`)).rejects.toMatchObject({
      cause: { code: '42501' },
    })
    await expect(safe.db.execute(sql`truncate submissions`)).rejects.toMatchObject({
      cause: { code: '42501' },
    })
    const forged = asCollectivite(safe.db, FAY_AUX_LOGES, (tx) =>
      tx.update(auditEvents).set({ actor: 'service' }),
    )
    await expect(forged).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  test('the door closes behind each transaction', async () => {
    await asCollectivite(safe.db, FAY_AUX_LOGES, (tx) => tx.$count(submissions))
    expect(await safe.db.$count(submissions)).toBe(0)
    await expect(asCollectivite(safe.db, CALVI, () => Promise.reject(new Error('boom')))).rejects.toThrow(
      'boom',
    )
    expect(await safe.db.$count(submissions)).toBe(0)
  })
})

// postgres.js answers with the rows, PGlite with an object that holds them.
async function asRows<Row>(answer: PromiseLike<unknown>): Promise<Row[]> {
  const rows = await answer
  return (Array.isArray(rows) ? rows : (rows as { rows: unknown[] }).rows) as Row[]
}

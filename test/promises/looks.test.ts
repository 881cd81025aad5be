import { randomUUID } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import {
  attachments,
  collectivites,
  deliveries,
  exports as files,
  invitations,
  mails,
  members,
  recipients,
  refusedOrigins,
  submissions,
} from '#src/db/schema.js'
import { siretsWith } from '#src/db/sirets-with.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { createTestDatabase, type DatabaseKind, type TestDatabase } from '../support/postgres.js'
import { openTestSafe, sendTo, type TestSafe } from '../support/safe.js'

const DAY = 86_400_000
const now = new Date()
const [before, after] = [new Date(now.getTime() - DAY), new Date(now.getTime() + DAY)]
const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`
const siret = CALVI
const email = 'agent@example.fr'
const of = (at: Date) => ({
  id: randomUUID(),
  siret,
  createdAt: at,
  firstAt: at,
  lastAt: at,
  count: 0,
  references: [],
})

type Look = (range: { first: string; last: string }) => SQL
const purge: Look = ({ first, last }) => sql`sirets_to_purge(${first}, ${last}, ${instant(now)}, 1)`
const oldFiles: Look = ({ first, last }) => sql`sirets_with_old_files(${first}, ${last}, ${instant(now)})`
/** Where all but one of its four moments is long ago. */
const sweep =
  (moment: 'forgotten' | 'emptied' | 'given up' | 'late' | 'none'): Look =>
  ({ first, last }) => {
    const moments = ['forgotten', 'emptied', 'given up', 'late'].map((name) =>
      instant(name === moment ? now : new Date(0)),
    )
    return sql`sirets_with_mails_to_sweep(${first}, ${last}, ${sql.join(moments, sql`, `)})`
  }
const ends: Look = ({ first, last }) => {
  const at = instant(now)
  return sql`sirets_with_ends(${first}, ${last}, ${at}, ${at}, ${at})`
}
const lines: Look = ({ first, last }) => sql`sirets_with_lines_before(${first}, ${last}, ${instant(after)})`

/** Each reason for which a look answers a collectivité, and what stands there when there is none. */
const REASONS: [string, Look, (tx: Db, at: Date) => Promise<unknown>][] = [
  [
    'an export',
    ends,
    (tx, at) => tx.insert(files).values({ ...of(at), actor: 'service', format: 'csv', selection: '' }),
  ],
  [
    'a delivery',
    ends,
    (tx, at) =>
      tx.insert(deliveries).values({ ...of(at), frequency: 'jour', content: 'avis', periodEnd: at }),
  ],
  [
    'who left',
    ends,
    (tx, at) => tx.insert(members).values({ siret, email, role: 'agent', acceptedAt: before, leftAt: at }),
  ],
  [
    'who asked',
    ends,
    (tx, at) => tx.insert(members).values({ siret, email, role: 'agent', requestedAt: at }),
  ],
  ['a removed address', ends, (tx, at) => tx.insert(recipients).values({ siret, email, removedAt: at })],
  [
    'a link',
    ends,
    (tx, at) =>
      tx
        .insert(invitations)
        .values({ siret, email, role: 'agent', tokenHash: Buffer.from('x'), expiresAt: at }),
  ],
  [
    'an origin',
    ends,
    (tx, at) => tx.insert(refusedOrigins).values({ siret, origin: 'https://x.example', lastSeenAt: at }),
  ],
  ['an old mail', sweep('forgotten'), (tx, at) => mail(tx, { createdAt: at, acceptedAt: at })],
  [
    'words of a failed mail',
    sweep('emptied'),
    (tx, at) => mail(tx, { failedAt: at, envelope: Buffer.from('x') }),
  ],
  [
    'a mail that nobody took',
    sweep('given up'),
    (tx, at) => mail(tx, { createdAt: at, nextAttemptAt: after }),
  ],
  ['a mail whose job is lost', sweep('late'), (tx, at) => mail(tx, { createdAt: at })],
  ['a mail that waited', sweep('late'), (tx, at) => mail(tx, { createdAt: before, nextAttemptAt: at })],
]
const mail = (tx: Db, values: Partial<typeof mails.$inferInsert>) =>
  tx.insert(mails).values({ id: randomUUID(), siret, createdAt: now, ...values })

describe.each<DatabaseKind>(['owner', 'pglite'])('a look into all collectivités, on %s', (kind) => {
  let database: TestDatabase
  let safe: TestSafe

  beforeAll(async () => {
    database = await createTestDatabase(kind)
    safe = await openTestSafe(database.config, [FAY_AUX_LOGES, CALVI], fixedClock(before.toISOString()))
  }, 300_000)
  afterAll(async () => {
    await safe?.database.close()
    await database?.drop()
  })
  const inside = <T>(work: (tx: Db) => Promise<T>) => asCollectivite(safe.db, siret, work)
  const empty = () =>
    inside(async (tx) => {
      for (const table of [files, deliveries, members, recipients, invitations, refusedOrigins, mails])
        await tx.delete(table as typeof mails)
      await tx.delete(submissions)
    })

  test.each(REASONS)('finds %s once it is past its time, and not before', async (_reason, look, insert) => {
    await empty()
    await inside((tx) => insert(tx, after))
    expect(await siretsWith(safe.db, look)).toEqual([])
    await empty()
    await inside((tx) => insert(tx, before))
    expect(await siretsWith(safe.db, look)).toEqual([siret])
  })

  test('finds transmissions by the retention of each, files once treated, and what waits for a delivery', async () => {
    await empty()
    await sendTo(safe, siret)
    expect(await siretsWith(safe.db, purge)).toEqual([siret])
    await safe.db.update(collectivites).set({ retentionDays: 90 })
    const own: Look = ({ first, last }) => sql`sirets_to_purge(${first}, ${last}, ${instant(now)}, 90)`
    expect(await siretsWith(safe.db, own)).toEqual([])
    const [row] = await inside((tx) => tx.select({ id: submissions.id }).from(submissions))
    await inside((tx) =>
      tx
        .insert(attachments)
        .values({ id: randomUUID(), siret, submissionId: row?.id ?? '', envelope: Buffer.from('x') }),
    )
    expect(await siretsWith(safe.db, oldFiles)).toEqual([])
    await inside((tx) => tx.update(submissions).set({ treatedAt: before }))
    expect(await siretsWith(safe.db, oldFiles)).toEqual([siret])
    expect(await siretsWith(safe.db, sweep('none'))).toEqual([])
    await safe.db.update(collectivites).set({ mailFrequency: 'transmission' })
    expect(await siretsWith(safe.db, sweep('none'))).toEqual([siret])
    await safe.db.update(collectivites).set({ mailSince: now })
    expect(await siretsWith(safe.db, sweep('none'))).toEqual([])
    expect(await siretsWith(safe.db, lines)).toContain(siret)
  })

  test('leaves the door where it was', async () => {
    await siretsWith(safe.db, lines)
    expect(await safe.db.$count(submissions)).toBe(0)
    await safe.db.transaction(async (tx) => {
      await siretsWith(tx as unknown as Db, lines)
      expect(await tx.$count(submissions)).toBe(0)
    })
    await asCollectivite(safe.db, FAY_AUX_LOGES, async (tx) => {
      await siretsWith(tx, lines)
      const [row] = rowsOf<{ siret: string }>(
        await tx.execute(sql`select current_setting('app.siret') as siret`),
      )
      expect(row?.siret).toBe(FAY_AUX_LOGES)
    })
  })
})

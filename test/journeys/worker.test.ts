import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runAdmin } from '#src/admin.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { connect } from '#src/db/connect.js'
import { rowsOf } from '#src/db/rows-of.js'
import { mails, recipients } from '#src/db/schema.js'
import { saveMailSettings } from '#src/delivery/mail-settings.js'
import { makeDelivery } from '#src/delivery/make-delivery.js'
import { sendMail } from '#src/delivery/send-mail.js'
import { CALVI, contentOf, FAY_AUX_LOGES, nadege } from '../support/named.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'

const MAIRIE = 'mairie@fay-aux-loges.example'
let service: TestService

beforeEach(async () => {
  service = await startTestService()
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  await subscribe(MAIRIE)
})
afterEach(() => service?.close())

/** At each transmission, to an address that has said yes. */
async function subscribe(email: string) {
  const { services } = service
  const now = new Date()
  await asCollectivite(services.db, FAY_AUX_LOGES, (tx) =>
    tx.insert(recipients).values({ siret: FAY_AUX_LOGES, email, createdAt: now, confirmedAt: now }),
  )
  const collectivite = { siret: FAY_AUX_LOGES, timeZone: 'Europe/Paris', mailSince: null }
  const member = { id: '7f1d7a52-52d3-4a0e-9d3e-0a6c3f7f9b11', collectivite } as never
  await saveMailSettings(services, member, { mailFrequency: 'transmission', mailContent: 'avis' })
  await service.settle()
}
async function transmit() {
  await sendTo(service.services.safe, FAY_AUX_LOGES, contentOf())
  await makeDelivery(service.services, { siret: FAY_AUX_LOGES })
}
const rows = () =>
  asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) => tx.select().from(mails).orderBy(mails.createdAt))
async function until(condition: () => Promise<boolean> | boolean) {
  for (let tries = 0; tries < 400; tries++) {
    try {
      if (await condition()) return
    } catch {
      // The database is away, as the test wanted.
    }
    await wait(50)
  }
  throw new Error('It never came')
}
async function jobs(name: string) {
  return rowsOf<{ state: string; data: object; output: object | null }>(
    await service.services.db.execute(sql`select state, data, output from pgboss.job where name = ${name}`),
  )
}
async function admin(...args: string[]) {
  const lines: string[] = []
  await runAdmin(args, service.environment, (line) => lines.push(line))
  return lines
}

describe('a job that fails', () => {
  test('keeps a code and nothing else, and waits for its turn', async () => {
    // What no code foresees: an exception of the database, which quotes what it was given.
    const id = `${nadege.familyName} is no id`
    await service.services.db.transaction((tx) =>
      service.services.jobs.send(tx, 'mails', { siret: FAY_AUX_LOGES, id }),
    )
    await until(async () => (await jobs('mails')).some(({ output }) => output !== null))
    const failed = (await jobs('mails')).filter(({ output }) => output !== null)
    expect(failed.map(({ state, output }) => [state, output])).toEqual([['retry', { code: 'UNEXPECTED' }]])
    // The id, which is the job's key too, is what this test made up.
    await service.services.db.execute(
      sql`update pgboss.job set data = null, singleton_key = null where name = 'mails'`,
    )
    const everything = JSON.stringify([
      await service.services.db.execute(sql`select * from pgboss.job`),
      await service.services.db.execute(sql`select * from pgboss.archive`),
      service.logs,
    ])
    for (const secret of [nadege.familyName, MAIRIE]) expect(everything).not.toContain(secret)
    // The quotient familial, which a moment with microseconds may hold among its digits.
    expect(everything).not.toMatch(/\b742\b/)
  })

  test('a mail that cannot be made waits and is given up as one that cannot leave', async () => {
    service.sandbox.mailbox.hangUp(true)
    await transmit()
    await service.settle()
    const [mail] = await rows()
    await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
      tx
        .update(mails)
        .set({ deliveryId: null, envelope: Buffer.from(`${nadege.familyName} is no envelope`) }),
    )
    await sendMail(service.services, { siret: FAY_AUX_LOGES, id: mail?.id ?? '' })
    const [waiting] = await rows()
    expect([waiting?.lastCode, waiting?.attempts, waiting?.heldUntil]).toEqual(['SEAL_BROKEN', 2, null])
    expect(waiting?.nextAttemptAt).not.toBeNull()
    expect(service.logs.join('')).not.toContain(nadege.familyName)
  })

  test('for a day is a dead letter, which the operator lists and tries again, as mails that were given up', async () => {
    service.sandbox.mailbox.refuseDataNext(554)
    await transmit()
    await service.settle()
    const [mail] = await rows()
    expect(mail?.failedAt).not.toBeNull()
    await service.services.db.execute(
      sql`insert into pgboss.job (name, data, output) values
        ('dead', ${JSON.stringify({ siret: CALVI })}::text::jsonb, '{"code":"ECONNREFUSED"}')`,
    )
    const listed = await admin('deliveries:failed')
    expect(listed).toEqual([
      expect.stringMatching(new RegExp(`^mail\t${FAY_AUX_LOGES}\t${mail?.id}\t.*\t554\tdelivery$`)),
      expect.stringMatching(new RegExp(`^job\t${CALVI}\t.*\tECONNREFUSED$`)),
      '1 mails, 0 folders, 1 jobs',
    ])
    expect(await admin('deliveries:retry')).toEqual(['2 tried again'])
    await until(async () => (await rows())[0]?.acceptedAt !== null)
    expect(service.sandbox.mailbox.messages.map(({ to }) => to)).toEqual([[MAIRIE]])
    expect(await admin('deliveries:failed')).toEqual(['0 mails, 0 folders, 0 jobs'])
  })

  test('DINUM says whether files may go to free mailboxes', async () => {
    expect(await admin('collectivite:free-mail', FAY_AUX_LOGES, 'yes')).toEqual(['allowed'])
    expect(await admin('collectivite:free-mail', FAY_AUX_LOGES, 'no')).toEqual(['forbidden'])
    expect(await admin('collectivite:free-mail', FAY_AUX_LOGES)).toEqual(['yes-or-no'])
    expect(await admin('collectivite:free-mail', '12345678901234', 'yes')).toEqual(['unknown-collectivite'])
  })
})

describe('the worker', () => {
  test('goes on when the database blinks in the middle of a job', async () => {
    const { config } = service.database
    if (!('url' in config)) throw new Error('No server')
    const owner = postgres(config.url, { max: 1 })
    service.sandbox.mailbox.delayNext(1500)
    await transmit()
    await until(async () => (await jobs('mails')).some(({ state }) => state === 'active'))
    await wait(300)
    await owner`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`
    await until(async () => (await rows())[0]?.acceptedAt !== null)
    // One that comes after it finds the worker at its place.
    await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
      tx.update(mails).set({ acceptedAt: null }),
    )
    const [mail] = await rows()
    await service.services.db.transaction((tx) =>
      service.services.jobs.send(tx, 'mails', { siret: FAY_AUX_LOGES, id: mail?.id ?? '' }),
    )
    await until(async () => (await rows())[0]?.acceptedAt !== null)
    await owner.end()
  })

  test('told to stop, finishes the mail in hand', async () => {
    service.sandbox.mailbox.delayNext(1500)
    await transmit()
    await until(async () => (await jobs('mails')).some(({ state }) => state === 'active'))
    await service.stop()
    const { db, close } = await connect(service.database.config)
    const [row] = await asCollectivite(db, FAY_AUX_LOGES, (tx) => tx.select().from(mails))
    const [job] = rowsOf<{ state: string }>(
      await db.execute(sql`select state from pgboss.job where name = 'mails'`),
    )
    await close()
    expect(service.sandbox.mailbox.messages).toHaveLength(1)
    expect([row?.attempts, row?.acceptedAt !== null, job?.state]).toEqual([1, true, 'completed'])
  })
})

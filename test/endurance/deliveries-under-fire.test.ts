import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { collectivites, deliveries, mails, recipients, submissions } from '#src/db/schema.js'
import { lastPeriodEnd } from '#src/delivery/periods.js'
import type { ReceivedMail } from '../sandbox/mailbox/received-mail.js'
import { siretsOfCommunes } from '../support/communes.js'
import { fillSafe } from '../support/fill.js'
import { hastyClock } from '../support/hasty-worker.js'
import { type HastyWorkers, hastyWorkers } from '../support/hasty-workers.js'
import { sendAnnounced } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'

const TIMES = 240
const COLLECTIVITES = 200
const EACH = 5
const WORKERS = 3
const KILLS = 10
const HOUR = 3_600_000
const since = Date.now()
const now = hastyClock({ since, times: TIMES })
let service: TestService
let sirets: string[]
let workers: HastyWorkers

beforeAll(async () => {
  service = await startTestService({ now, worker: false })
  const { db } = service.services
  sirets = await siretsOfCommunes(db, COLLECTIVITES)
  for (const siret of sirets) await service.open(siret)
  await db
    .update(collectivites)
    .set({ mailFrequency: 'transmission', mailSince: new Date(since - 72 * HOUR) })
  for (const siret of sirets)
    await asCollectivite(db, siret, (tx) =>
      tx.insert(recipients).values({ siret, email: addressOf(siret), confirmedAt: new Date(since) }),
    )
  workers = await hastyWorkers({ service, queues: ['mails', 'deliveries'] }, { since, times: TIMES })
}, 120_000)
afterAll(async () => {
  workers?.dismiss()
  await service?.close()
})

const addressOf = (siret: string) => `mairie-${siret}@collectivite.example`

async function everywhere<T>(read: Parameters<typeof asCollectivite<T>>[2]): Promise<T[]> {
  const all: T[] = []
  for (const siret of sirets) all.push(await asCollectivite(service.services.db, siret, read))
  return all
}

test('1 000 transmissions, half of the SMTP calls failing, workers killed ten times: nothing lost, nothing astray', async () => {
  const { db, safe } = service.services
  const { mailbox } = service.sandbox
  mailbox.misbehaveAtRandom({ share: 0.5, seed: 5 })
  await Promise.all(Array.from({ length: WORKERS }, workers.start))

  // Half of the collectivités by the day, whose period has ended and leaves when the minute strikes; half at once.
  const daily = sirets.slice(0, COLLECTIVITES / 2)
  const atOnce = sirets.slice(COLLECTIVITES / 2)
  for (const siret of daily) {
    const end = lastPeriodEnd('jour', now(), 'Europe/Paris')
    await fillSafe(safe, siret, EACH, (index) => ({
      createdAt: new Date(end.getTime() - (index + 1) * 60_000),
    }))
    await db
      .update(collectivites)
      .set({ mailFrequency: 'jour', mailDueAt: end })
      .where(sql`${collectivites.siret} = ${siret}`)
  }
  const sending = (async () => {
    for (let round = 0; round < EACH; round++)
      for (const siret of atOnce) {
        await sendAnnounced(service.services, siret)
        await wait(40)
      }
  })()
  for (let kills = 0; kills < KILLS; kills++) {
    await wait(2000)
    await workers.killOne()
    await workers.start()
  }
  await sending

  const isOver = async () => {
    const open = await everywhere(async (tx) => {
      const waiting = await tx.$count(submissions, sql`delivery_id is null`)
      return waiting + (await tx.$count(mails, sql`accepted_at is null`))
    })
    return open.every((count) => count === 0)
  }
  const patience = Date.now() + 6 * 60_000
  while (!(await isOver())) {
    if (Date.now() > patience) throw new Error('Not all has left')
    await wait(500)
  }

  const made = (await everywhere((tx) => tx.select().from(deliveries))).flat()
  const stored = (await everywhere((tx) => tx.select().from(submissions))).flat()
  expect(stored).toHaveLength(COLLECTIVITES * EACH)
  const delivered = made.flatMap(({ references }) => references)
  expect(delivered.toSorted()).toEqual(stored.map(({ reference }) => reference).toSorted())
  for (const siret of daily) expect(made.filter((delivery) => delivery.siret === siret)).toHaveLength(1)
  const sent = (await everywhere((tx) => tx.select().from(mails))).flat()
  expect(sent.map(({ deliveryId }) => deliveryId).toSorted()).toEqual(made.map(({ id }) => id).toSorted())

  const received = new Map<string, ReceivedMail[]>()
  for (const mail of mailbox.messages)
    received.set(mail.messageId, [...(received.get(mail.messageId) ?? []), mail])
  for (const { id, siret } of made) {
    const copies = received.get(`<${id}@service.example>`) ?? []
    expect(copies.length).toBeGreaterThan(0)
    for (const { to } of copies) expect(to).toEqual([addressOf(siret)])
  }
  expect(received.size).toBe(made.length)
  const repeated = [...received].filter(([, copies]) => copies.length > 1)
  const unexplained = repeated.filter(
    ([messageId, copies]) =>
      !mailbox.droppedMessageIds.includes(messageId) &&
      !copies
        .slice(1)
        .some((copy, index) =>
          workers.killedAt.some(
            (at) =>
              at >= (copies[index]?.receivedAt.getTime() ?? 0) - 1000 && at <= copy.receivedAt.getTime(),
          ),
        ),
  )
  // Else nothing was tried.
  expect(repeated.length).toBeGreaterThan(5)
  expect(unexplained.map(([, copies]) => copies.map(({ receivedAt }) => receivedAt))).toEqual([])
  expect(workers.killedAt).toHaveLength(KILLS)
  const said = workers.complaints.join('')
  for (const secret of ['mairie-', 'D’ESSAI']) expect(said).not.toContain(secret)
})

import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { collectivites, hubeeCases, hubeeFolders, submissions } from '#src/db/schema.js'
import { readNews } from '#src/delivery/hubee/read-news.js'
import { siretsOfCommunes } from '../support/communes.js'
import { hastyClock } from '../support/hasty-worker.js'
import { type HastyWorkers, hastyWorkers } from '../support/hasty-workers.js'
import { contentOf, nadege } from '../support/named.js'
import { sendToHubee } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'

const TIMES = 480
const COLLECTIVITES = 50
const EACH = 10
const WORKERS = 3
const KILLS = 10
const FOREIGN = 250
const since = Date.now()
const now = hastyClock({ since, times: TIMES })
let service: TestService
let sirets: string[]
let workers: HastyWorkers

beforeAll(async () => {
  service = await startTestService({ now, worker: false, hubeeScope: 'OSL' })
  const { db } = service.services
  sirets = await siretsOfCommunes(db, COLLECTIVITES)
  for (const siret of sirets) await service.open(siret)
  await db.update(collectivites).set({ deliversToHubee: true, accessConfirmedAt: new Date(since) })
  for (const { siret, codeCog } of await db.select().from(collectivites))
    service.sandbox.hubee.subscribe(siret, codeCog)
  const queues = ['folders', 'notifications']
  workers = await hastyWorkers({ service, queues }, { since, times: TIMES })
}, 120_000)
afterAll(async () => {
  workers?.dismiss()
  await service?.close()
})

async function everywhere<T>(read: Parameters<typeof asCollectivite<T>>[2]): Promise<T[]> {
  const all: T[] = []
  for (const siret of sirets) all.push(await asCollectivite(service.services.db, siret, read))
  return all
}
const rows = async () => (await everywhere((tx) => tx.select().from(hubeeFolders))).flat()
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const patience = Date.now() + 8 * 60_000
  while (!(await isSo())) {
    if (Date.now() > patience) throw new Error('It does not come to its end')
    await wait(500)
  }
}

test('500 transmissions, half of HubEE’s calls failing, workers killed ten times: each in one completed folder, and heard of', async () => {
  const { db, jobs } = service.services
  const { hubee: hub } = service.sandbox
  hub.notifyOfAnotherProcess(FOREIGN)
  hub.slowTakes(200)
  hub.failAtRandom({ share: 0.5, seed: 10 })
  await Promise.all(Array.from({ length: WORKERS }, workers.start))
  const sending = (async () => {
    for (let round = 0; round < EACH; round++)
      for (const [at, siret] of sirets.entries()) {
        const familyName = `MARQUEUR-${round}-${at}`
        await sendToHubee(service.services, siret, contentOf({ identity: { ...nadege, familyName } }))
        await wait(40)
      }
  })()
  // Agents work while all this goes on, and their news are read by whoever is not killed meanwhile.
  const moved = new Set<string>()
  const visible = () => hub.folders.filter(({ globalStatus }) => globalStatus !== 'HUBEE_RECEIVED')
  const caseOf = ({ cases }: (typeof hub.folders)[number]) => cases[0]?.id ?? ''
  for (let kills = 0; kills < KILLS; kills++) {
    await wait(2_000)
    for (const folder of visible().filter((one) => !moved.has(one.id))) {
      moved.add(folder.id)
      for (const status of ['SENT', 'DONE', 'IN_PROGRESS'] as const) hub.move(caseOf(folder), status)
    }
    await db.transaction((tx) => jobs.send(tx as unknown as typeof db, 'notifications', {}))
    await workers.killOne()
    await workers.start()
  }
  await sending
  await until(async () => (await rows()).every(({ completedAt }) => completedAt !== null))

  const stored = (await everywhere((tx) => tx.select().from(submissions))).flat()
  expect(stored).toHaveLength(COLLECTIVITES * EACH)
  const expected = stored.map(({ reference, siret }) => `Formulaire-QF-${reference} ${siret}`)
  const found = visible().map(
    ({ externalId, cases }) => `${externalId} ${cases[0]?.recipient.companyRegister}`,
  )
  expect(found.toSorted()).toEqual(expected.toSorted())
  const files = visible().flatMap(({ attachments }) => attachments)
  expect(files.filter(({ status, bytes, size }) => status !== 'RECEIVED' || bytes.length !== size)).toEqual(
    [],
  )
  expect(files).toHaveLength(stored.length * 3)

  for (const folder of visible().filter((one) => !moved.has(one.id))) hub.move(caseOf(folder), 'REFUSED')
  await until(async () => {
    await readNews(service.services).catch(() => {})
    return (await rows()).every(({ closedAt }) => closedAt !== null)
  })
  hub.failAtRandom(null)
  await readNews(service.services)
  const told = await rows()
  expect(told.filter(({ status }) => status === 'DONE').length).toBe(moved.size)
  expect(told.filter(({ status }) => status === 'REFUSED').length).toBe(stored.length - moved.size)
  expect(visible().filter(({ globalStatus }) => globalStatus !== 'CLOSED')).toEqual([])
  expect(await db.$count(hubeeCases)).toBe(0)
  const toUs = hub.notifications.filter(({ recipient }) => recipient.type === 'OSL')
  expect(toUs.map(({ processCode }) => processCode)).toEqual(Array(FOREIGN).fill('CERTDC'))

  const failed = hub.calls.filter(({ fault }) => fault)
  expect(failed.length / hub.calls.length).toBeGreaterThan(0.35)
  expect(workers.killedAt).toHaveLength(KILLS)
  expect(workers.complaints.join('')).not.toContain('MARQUEUR')
})

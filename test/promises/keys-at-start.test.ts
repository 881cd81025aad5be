import { randomBytes } from 'node:crypto'
import { connect, createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ConfigError } from '#src/config.js'
import { masterKeys, operatorActs } from '#src/db/schema.js'
import { openService } from '#src/onboarding/open-service.js'
import { siretsOfCommunes } from '../support/communes.js'
import { freePort } from '../support/free-port.js'
import { startTestService, type TestService } from '../support/service.js'
import { drawKey, SILENT, type UnderKeys, underKeys } from '../support/under-keys.js'

const [FIRST, NEXT] = [drawKey('2026-11'), drawKey('2027-11')]
const OTHER_VALUE = drawKey('2026-11')
let service: TestService
let beside: UnderKeys
let auditKey: string

beforeAll(async () => {
  service = await startTestService({ environment: { ENCRYPTION_KEYS: FIRST }, worker: false })
  beside = await underKeys(service)
  auditKey = service.environment.AUDIT_KEY ?? ''
})
afterAll(async () => {
  await beside?.close()
  await service?.close()
})

/** The message, without what stands in front of each: it holds no value of a key. */
async function refusalOf(starting: Promise<unknown>): Promise<string[]> {
  const error = await starting.then(
    () => expect.unreachable('Nothing was refused'),
    (refused) => refused,
  )
  expect(error).toBeInstanceOf(ConfigError)
  const values = [FIRST, NEXT, OTHER_VALUE].map((key) => key.split(':')[1] ?? '')
  for (const value of [...values, auditKey]) expect(error.message).not.toContain(value)
  return error.message.split('\n  - ').slice(1)
}

test('a key in use that is missing stops the program with one message, and nothing is noted', async () => {
  const { code, stdout, stderr } = await beside.program(NEXT, 'web')
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(
    /^Configuration refused:\n {2}- ENCRYPTION_KEYS lacks the key 2026-11, which is in use.*\n$/,
  )
  expect(stderr).toContain('put it back behind the current one')
  for (const key of [FIRST, NEXT]) expect(stderr).not.toContain(key.split(':')[1])
  expect(await beside.keyOf('2027-11')).toBeNull()
})

test('a command is stopped by it too, but not the one that shows what is wrong', async () => {
  expect(await refusalOf(beside.admin(NEXT, 'collectivite:list'))).toHaveLength(1)
  const listed = (await beside.admin(NEXT, 'keys:list')).join('\n')
  expect(listed).toMatch(/^2026-11\tin use since .*\tNOT in the configuration$/m)
  expect(listed).toMatch(/^2027-11\tseals nothing yet\t0 data keys/m)
  expect(listed).toMatch(/^AUDIT_KEY\tcurrent since \d{4}-\d\d-\d\d$/m)
})

test('another value under the id of a key in use is refused, as current one and behind', async () => {
  for (const keys of [OTHER_VALUE, `${NEXT},${OTHER_VALUE}`])
    expect(await refusalOf(beside.run(keys))).toEqual([
      expect.stringContaining('ENCRYPTION_KEYS holds another value under the id 2026-11 than the key in use'),
    ])
  expect((await beside.admin(OTHER_VALUE, 'keys:list')).join('\n')).toMatch(/^2026-11\t.*ANOTHER VALUE/m)
})

test('under such a value nothing is sealed, should nobody have looked', async () => {
  const { safe } = await beside.runningSince(OTHER_VALUE)
  const [siret = ''] = await siretsOfCommunes(beside.db, 1)
  const opening = openService(safe, { siret, retentionDays: 90 })
  await expect(opening).rejects.toMatchObject({ code: 'WRONG_MASTER_KEY' })
  expect(await beside.wrapperIn(siret)).toBeNull()
})

test('two processes that start at once under two values of one new id: one of them is refused', async () => {
  const starts = await Promise.allSettled(
    [NEXT, drawKey('2027-11')].map((key) => beside.run(`${key},${FIRST}`)),
  )
  expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await beside.stopAll()
  await beside.db.delete(masterKeys).where(eq(masterKeys.id, '2027-11'))
})

test('another AUDIT_KEY is refused, in one message with whatever else is wrong', async () => {
  service.environment.AUDIT_KEY = randomBytes(32).toString('base64')
  const faults = await refusalOf(beside.run(NEXT))
  expect(faults).toHaveLength(2)
  expect(faults.join('\n')).toContain('AUDIT_KEY is not the key under which the trace is written')
  service.environment.AUDIT_KEY = auditKey
})

test('behind a new AUDIT_KEY the one before is accepted, once, and that it was changed stands in the journal', async () => {
  const newKey = randomBytes(32).toString('base64')
  service.environment.AUDIT_KEY = `${newKey},${auditKey}`
  for (const _ of [1, 2]) await beside.run(FIRST)
  const acts = await beside.db.select().from(operatorActs).where(eq(operatorActs.concerned, 'AUDIT_KEY'))
  expect(acts.map(({ act, operatorId }) => [act, operatorId])).toEqual([['changement de clé', null]])
  expect((await beside.admin(FIRST, 'audit:verify')).at(-1)).toContain('all as written')
  service.environment.AUDIT_KEY = auditKey
  expect(await refusalOf(beside.run(FIRST))).toEqual([expect.stringContaining('AUDIT_KEY')])

  // One that is lost is given up on the operator's word.
  expect(await beside.admin(FIRST, 'keys:forget', 'AUDIT_KEY')).toHaveLength(1)
  await beside.run(FIRST)
  service.environment.AUDIT_KEY = newKey
  expect(await refusalOf(beside.run(FIRST))).toEqual([expect.stringContaining('AUDIT_KEY')])
  service.environment.AUDIT_KEY = auditKey
})

test('a database that is away is waited for, and the log says so', async () => {
  const { config } = service.database
  if (!('url' in config)) throw new Error('No server')
  const [target, port] = [new URL(config.url), await freePort()]
  const logs: string[] = []
  service.environment.DATABASE_URL = Object.assign(new URL(target), { port: String(port) }).href
  const starting = beside.run(FIRST, SILENT, { logs })
  service.environment.DATABASE_URL = config.url
  while (!logs.join('').includes('keys not checked')) await wait(50)
  const line = createServer((client) => {
    const server = connect(Number(target.port), target.hostname)
    client.on('error', () => server.destroy()).pipe(server)
    server.on('error', () => client.destroy()).pipe(client)
  })
  await new Promise<void>((resolve) => line.listen(port, target.hostname, resolve))
  const { services, close } = await starting
  expect(await services.db.$count(masterKeys)).toBeGreaterThan(0)
  await close()
  line.close()
})

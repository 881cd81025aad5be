import { EventEmitter, once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { eq, isNotNull } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CommandFailedError } from '#src/command-failed.js'
import { ConfigError, readConfig } from '#src/config.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { connect } from '#src/db/connect.js'
import { dataKeys, datapassEvents, masterKeys, operatorActs } from '#src/db/schema.js'
import { acceptKeys } from '#src/keys/accept-keys.js'
import { forgetKey } from '#src/keys/forget-key.js'
import { forgetRetired } from '#src/keys/forget-retired.js'
import { rotateKeys } from '#src/keys/rotate-keys.js'
import { createLog } from '#src/log.js'
import { keepEvent } from '#src/onboarding/datapass/keep-event.js'
import { openContent } from '#src/onboarding/datapass/open-content.js'
import { openService, openServiceIn } from '#src/onboarding/open-service.js'
import { createServices, type Services } from '#src/services.js'
import { openSubmissions } from '#src/submission/open-submissions.js'
import { workHourly } from '#src/work-hourly.js'
import { attestationPdf, postWithFiles } from '../support/attestation.js'
import { siretsOfCommunes } from '../support/communes.js'
import { CALVI, contentOf, FAY_AUX_LOGES } from '../support/named.js'
import { createTestDatabase } from '../support/postgres.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import { settle } from '../support/settle.js'
import { drawKey, SILENT, type UnderKeys, underKeys } from '../support/under-keys.js'
import { fieldOf } from '../support/visitor.js'

const DAY = 86_400_000
const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const MARTINE = 'martine.legendre@fay-aux-loges.example'
const [OLD, NEW, LATER] = [drawKey('old'), drawKey('new'), drawKey('later')]
const EVENT = {
  source: 'webhook' as const,
  definition: 'formulaire_qf',
  event: 'approve',
  firedAt: new Date(),
  receivedAt: new Date(),
  concerned: true,
  organizationSiret: null,
  requestState: null,
  authorized: true,
}
let service: TestService
let beside: UnderKeys
/** SIRETs of communes that nobody has opened. */
let unopened: string[]

beforeAll(async () => {
  service = await startTestService({ environment: { ENCRYPTION_KEYS: OLD }, worker: false })
  beside = await underKeys(service)
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  await service.addMember(FAY_AUX_LOGES, MARTINE, 'gestionnaire')
  unopened = await siretsOfCommunes(beside.db, 80)
})
afterAll(async () => {
  await beside?.close()
  await service?.close()
})

const takeUnopened = (count: number) => unopened.splice(0, count)
const open = ({ safe }: Pick<Services, 'safe'>, siret: string) =>
  openService(safe, { siret, state: 'ouverte', retentionDays: 90 })
const refusalOf = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => expect.unreachable('Nothing was refused'),
    (error) => error,
  )
const inDays = (days: number) => () => new Date(Date.now() + days * DAY)

/** What was sent before anything changes: by FranceConnect, with a file, a receipt that waits, an event of DataPass. */
async function sendEverything(): Promise<{ reference: string; file: Buffer }> {
  const resident = service.newVisitor()
  await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const path = `${page}/signalement`
  const file = await attestationPdf()
  const sent = await postWithFiles(resident, await resident.visit(path), path, { motif: 'ZZDISPUTE' }, [
    { name: 'attestation.pdf', bytes: file },
  ])
  await resident.visit(`${sent.url.pathname}/courriel`, { form: { adresse: 'elodie@courrier.example' } })
  const { dataPass } = service.sandbox
  expect(await dataPass.fire(dataPass.createRequest(), 'approve')).toMatchObject({ status: 204 })
  return { reference: sent.url.pathname.split('/').at(-1) ?? '', file }
}

/** From the sign-in to « C’est transmis ». */
async function transmit(): Promise<string> {
  const resident = service.newVisitor()
  const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const sent = await resident.visit(`${page}/envois`, { form: { revue: fieldOf(review.html, 'revue') } })
  expect(sent.text).toContain('C’est transmis')
  return sent.url.pathname.split('/').at(-1) ?? ''
}

async function signInMartine() {
  const agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  return agent
}

describe('keys:rotate, while residents send and agents read', () => {
  const during: string[] = []
  let sent: { reference: string; file: Buffer }
  let opened: string[]

  beforeAll(async () => {
    sent = await sendEverything()
    opened = takeUnopened(50)
    for (const siret of opened) await open(service.services, siret)
    await service.stop()
  })

  test('puts every data key under the current master key, back and forth, and nobody notices', async () => {
    // As the documentation has it: first every process knows the new key, then it is current.
    const before = await beside.run(`${OLD},${NEW}`)
    await beside.run(`${NEW},${OLD}`, { web: true, worker: false })
    let rotating = true
    const rotate = async () => {
      const printed = [await beside.admin(`${NEW},${OLD}`, 'keys:rotate')]
      for (const keys of [`${OLD},${NEW}`, `${NEW},${OLD}`, `${OLD},${NEW}`, `${NEW},${OLD}`])
        printed.push(await beside.admin(keys, 'keys:rotate'))
      rotating = false
      return printed
    }
    const residents = async () => {
      while (rotating) during.push(await transmit())
    }
    const agent = async () => {
      const martine = await signInMartine()
      while (rotating) {
        const list = await martine.visit(desk)
        expect([list.status, list.text.includes('MARCHADIER')]).toEqual([200, true])
        const record = await martine.visit(`${desk}/transmissions/${sent.reference}`)
        expect(record.text).toContain('ZZDISPUTE')
      }
    }
    // Its turn of the restart has not come: it opens under the old key, and reads what is under the new one.
    const openedMeanwhile = takeUnopened(8)
    const restartedLast = async () => {
      for (const siret of openedMeanwhile) {
        expect(await open(before.services, siret)).toMatchObject({ kind: 'opened' })
        for (const to of [CALVI, siret]) expect(await sendTo(before.services.safe, to)).not.toBeNull()
      }
    }
    const [[first = []]] = await Promise.all([rotate(), residents(), residents(), agent(), restartedLast()])
    expect(during.length).toBeGreaterThan(2)
    expect(first[0]).toBe('Wrapping under new')
    const [, wrapped, resealed] =
      first.join('\n').match(/(\d+) data keys wrapped anew, (\d+) DataPass event /) ?? []
    expect(Number(wrapped)).toBeGreaterThanOrEqual(opened.length + 2)
    expect(resealed).toBe('1')

    await before.close()
    const twice = [1, 2].map(() => beside.admin(`${NEW},${OLD}`, 'keys:rotate'))
    const last = (await Promise.all(twice)).map((lines) => lines.join('\n')).join('\n')
    expect(last).toMatch(/^new\tcurrent since .*\t60 data keys\t1 DataPass event$/m)
    expect(last).toMatch(/^old\tretired on .*, needed until .*\t0 data keys\t0 DataPass events$/m)
    for (const siret of [FAY_AUX_LOGES, CALVI, ...opened, ...openedMeanwhile])
      expect(await beside.wrapperIn(siret)).toBe('new')
  })

  test('afterwards the new key alone opens every transmission, file, mail and event', async () => {
    const refused = await refusalOf(beside.run(NEW))
    expect(refused).toBeInstanceOf(ConfigError)
    expect(refused.message).toMatch(/ENCRYPTION_KEYS lacks the key old, needed until \d{4}-\d\d-\d\d/)
    expect(refused.message).toContain('keys:forget old')
    const forgotten = await beside.admin(NEW, 'keys:forget', 'old')
    expect(forgotten).toEqual(['old is forgotten: take it out of the configuration'])
    await beside.stopAll()
    await beside.run(NEW, { web: true, worker: true, pace: { pollSeconds: 0.5, maintenanceSeconds: 1 } })

    const martine = await signInMartine()
    const csv = await (await martine.request(`${desk}/export.csv`)).text()
    for (const reference of [sent.reference, ...during]) expect(csv).toContain(reference)
    const record = await martine.visit(`${desk}/transmissions/${sent.reference}`)
    expect(record.text).toContain('ZZDISPUTE')
    const [link = ''] = record.html.match(/\/agent\/[^"]*\/pieces\/[^"]+/) ?? []
    const file = await martine.request(link)
    expect(Buffer.from(await file.arrayBuffer()).equals(sent.file)).toBe(true)
    await settle(beside.db)
    expect(service.sandbox.mailbox.messages.flatMap(({ to }) => to)).toContain('elodie@courrier.example')
    const [kept] = await beside.db.select().from(datapassEvents).where(isNotNull(datapassEvents.envelope))
    expect(
      await openContent(beside.db, { keyring: beside.keyringOf(NEW) }, kept?.arrival ?? 0),
    ).toMatchObject({ text: expect.stringContaining('helene.charbonnet') })
    const found = await service.newVisitor().signIn('/mes_transmissions/connexion', { identity: 'ordinary' })
    for (const reference of during) expect(found.text).toContain(reference)
    // What she sent under the old key is given up with it.
    expect(found.text).not.toContain(sent.reference)
  })
})

describe('what cannot be put under the new key', () => {
  const both = `${LATER},${NEW}`

  test('is named, stays as it is, holds its old key in use, and does not stop the rest; the program ends with 1', async () => {
    const [siret = ''] = takeUnopened(1)
    await open(await beside.runningSince(NEW), siret)
    await asCollectivite(beside.db, siret, (tx) =>
      tx.update(dataKeys).set({ wrapped: Buffer.from([5, ...Buffer.alloc(80)]) }),
    )
    const whole = await asCollectivite(beside.db, CALVI, async (tx) => {
      const [row] = await tx.select().from(dataKeys)
      const wrapped = Buffer.from(row?.wrapped ?? '')
      wrapped[wrapped.length - 1] = (wrapped.at(-1) ?? 0) ^ 1
      await tx.update(dataKeys).set({ wrapped })
      return row?.wrapped ?? Buffer.alloc(0)
    })
    const envelope = Buffer.from('no envelope that anybody sealed')
    await beside.db.insert(datapassEvents).values({ ...EVENT, modelId: 4242, envelope })
    const { code, stdout, stderr } = await beside.program(both, 'admin', 'keys:rotate')
    expect([code, stderr]).toEqual([1, 'Not done: 2 data keys, the events of 1 demande (named above)\n'])
    expect(stdout).toContain(`\n${CALVI}: its data key stays as it was (SEAL_BROKEN)\n`)
    expect(stdout).toContain(`\n${siret}: its data key stays as it was (SEAL_BROKEN)\n`)
    expect(stdout).toContain('\nDemande 4242: no key opens what DataPass sent')
    expect(stdout).toMatch(/^new\tin use since .*\t1 data key\t0 DataPass events$/m)
    expect(await beside.wrapperIn(FAY_AUX_LOGES)).toBe('later')
    expect(await beside.wrapperIn(CALVI)).toBe('new')
    const forgetting = await refusalOf(beside.admin(both, 'keys:forget', 'new'))
    expect(forgetting).toBeInstanceOf(CommandFailedError)
    expect(forgetting.message).toContain('new still holds 1 data key and')
    expect(await beside.keyOf('new')).toMatchObject({ retiredAt: null })

    await asCollectivite(beside.db, CALVI, (tx) => tx.update(dataKeys).set({ wrapped: whole }))
    await asCollectivite(beside.db, siret, (tx) => tx.delete(dataKeys))
    await beside.db.update(datapassEvents).set({ envelope: null }).where(eq(datapassEvents.modelId, 4242))
    const again = await beside.admin(both, 'keys:rotate')
    expect(again).toContain('1 data key wrapped anew, 0 DataPass events sealed anew')
    expect((await beside.keyOf('new'))?.retiredAt).not.toBeNull()
    expect(await sendTo((await beside.run(both)).services.safe, CALVI)).not.toBeNull()
  })

  test('the current key is not forgotten, nor one that nobody knows', async () => {
    for (const [id, message] of [
      ['later', 'later is the current key'],
      ['nobody', 'No key nobody is in use'],
    ] as const)
      expect((await refusalOf(beside.admin(both, 'keys:forget', id))).message).toContain(message)
  })

  test('every rotation, and every key that was given up, stands in the journal of the console', async () => {
    const acts = await beside.db.select().from(operatorActs)
    const ofKeys = acts.map(({ act, concerned, operatorId }) => [act, concerned, operatorId])
    expect(ofKeys).toContainEqual(['changement de clé', 'later', null])
    expect(ofKeys).toContainEqual(['clé oubliée', 'old', null])
  })
})

describe('a process that still has the configuration of before takes its key into use again', () => {
  const both = `${LATER},${NEW}`
  let stale: Services
  const isRetired = async () => ((await beside.keyOf('new'))?.retiredAt ?? null) !== null
  /** It has made the data key, and ends its transaction when it is told to. */
  const beginOpening = async (siret: string) => {
    const steps = new EventEmitter()
    const opening = asCollectivite(stale.db, siret, async (tx) => {
      await openServiceIn(stale.safe, tx, { siret, retentionDays: 90 })
      const told = once(steps, 'end')
      steps.emit('made')
      await told
    })
    await once(steps, 'made')
    const end = () => {
      steps.emit('end')
      return opening
    }
    return { end }
  }

  beforeAll(async () => {
    stale = await beside.runningSince(`${NEW},${LATER}`)
  })
  beforeEach(async () => {
    await beside.admin(both, 'keys:rotate')
    expect(await isRetired()).toBe(true)
  })

  test('by opening a collectivité', async () => {
    const [siret = ''] = takeUnopened(1)
    await open(stale, siret)
    expect([await beside.wrapperIn(siret), await isRetired()]).toEqual(['new', false])
    const forgetting = await refusalOf(beside.admin(both, 'keys:forget', 'new'))
    expect(forgetting.message).toContain('still holds 1 data key and')
    expect((await refusalOf(beside.run(LATER))).message).toContain('lacks the key new, which is in use')
  })

  test('by a transmission that its resident finds again', async () => {
    await sendTo(stale.safe, FAY_AUX_LOGES, contentOf(), 'sub-of-nobody')
    expect(await isRetired()).toBe(false)
  })

  test('and by an event of DataPass', async () => {
    await keepEvent(stale, { ...EVENT, modelId: 4243 }, '{"event":"approve"}')
    expect(await isRetired()).toBe(false)
    const forgetting = await refusalOf(beside.admin(both, 'keys:forget', 'new'))
    expect(forgetting.message).toContain('and 1 DataPass event:')
  })

  test('a collectivité that it opens meanwhile is waited for, and wrapped anew', async () => {
    await sendTo(stale.safe, FAY_AUX_LOGES, contentOf(), 'sub-of-nobody')
    expect(await isRetired()).toBe(false)
    const [siret = ''] = takeUnopened(1)
    const { end } = await beginOpening(siret)
    const rotating = beside.admin(both, 'keys:rotate')
    await somebodyWaits()
    await Promise.all([end(), rotating])
    expect([await beside.wrapperIn(siret), await isRetired()]).toEqual(['later', true])
  })

  test('one that it began to open when its key was retired already: the key is in use', async () => {
    const [siret = ''] = takeUnopened(1)
    const { end } = await beginOpening(siret)
    await beside.admin(both, 'keys:rotate')
    await end()
    expect([await beside.wrapperIn(siret), await isRetired()]).toEqual(['new', false])
  })
})

describe('a retired key', () => {
  test('is demanded for 90 days and the rest of a day, then forgotten by itself', async () => {
    await beside.admin(`${LATER},${NEW}`, 'keys:rotate')
    const early = await refusalOf(beside.run(LATER, SILENT, { now: inDays(90) }))
    expect(early.message).toContain('ENCRYPTION_KEYS lacks the key new, needed until')
    const { services } = await beside.run(LATER, SILENT, { now: inDays(92) })
    expect(await beside.keyOf('new')).not.toBeNull()
    await forgetRetired({ safe: { ...services.safe, now: inDays(90) }, log: services.log })
    expect(await beside.keyOf('new')).not.toBeNull()
    await workHourly(services)
    expect(await beside.keyOf('new')).toBeNull()
  })

  test('that wraps something all the same is in use again when its time is over', async () => {
    const keyring = beside.keyringOf(`${NEW},${LATER}`)
    await asCollectivite(beside.db, CALVI, async (tx) => {
      const [row] = await tx.select().from(dataKeys)
      const wrapped = keyring.rewrapDataKey(CALVI, row?.wrapped ?? Buffer.alloc(0)) ?? Buffer.alloc(0)
      await tx.update(dataKeys).set({ wrapped })
      await tx.insert(masterKeys).values({ ...keyring.masterKeys[0], retiredAt: new Date() })
    })
    const { services } = await beside.run(`${LATER},${NEW}`, SILENT, { now: inDays(92) })
    await workHourly(services)
    expect(await beside.keyOf('new')).toMatchObject({ retiredAt: null })
    expect(service.logs.join('')).toContain('MASTER_KEY_IN_USE')
  })
})

// The first to need an embedded database waits until its communes are loaded.
test('keys are changed in the embedded database too', async () => {
  const folder = await createTestDatabase('pglite')
  const embedded = await connect(folder.config)
  const under = async (keys: string) => {
    const overrides = { database: embedded, log: createLog('silent') }
    const services = await createServices(readConfig(beside.variables(keys)), overrides)
    await acceptKeys(services)
    return services
  }
  const before = await under(OLD)
  await open(before, FAY_AUX_LOGES)
  const submitted = await sendTo(before.safe, FAY_AUX_LOGES)
  await expect(under(NEW)).rejects.toThrow('lacks the key old')
  const { safe } = await under(`${NEW},${OLD}`)
  expect(await rotateKeys(safe, () => {})).toMatchObject({ wrapped: 1, failed: [] })
  expect(await forgetKey(safe, 'old')).toEqual({ kind: 'forgotten' })
  const after = await under(NEW)
  const opening = { actor: 'service', action: 'export csv' } as const
  const rows = await openSubmissions(after.safe, FAY_AUX_LOGES, { limit: 10 }, opening)
  expect(rows.map(({ reference }) => reference)).toEqual([submitted?.reference])
  await embedded.close()
  await folder.drop()
}, 240_000)

/** As who owns the database, to whom the server tells what others wait for. */
async function somebodyWaits(): Promise<void> {
  const { config } = service.database
  if (!('url' in config)) throw new Error('No server')
  const owner = postgres(config.url, { max: 1 })
  for (let waiting = 0; waiting === 0; await wait(20)) {
    const [row] = await owner<{ waiting: number }[]>`select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    waiting = row?.waiting ?? 0
  }
  await owner.end()
}

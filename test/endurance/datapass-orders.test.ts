import { setTimeout as wait } from 'node:timers/promises'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listContacts } from '#src/collectivite/contacts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { datapassEvents, habilitations, members } from '#src/db/schema.js'
import { applyHabilitation } from '#src/onboarding/datapass/apply-habilitation.js'
import { keepEvent } from '#src/onboarding/datapass/keep-event.js'
import { readEvent } from '#src/onboarding/datapass/read-event.js'
import type { Services } from '#src/services.js'
import { EVENTS, type EventName } from '../sandbox/datapass/apply-event.js'
import type { Changes } from '../sandbox/datapass/freeze.js'
import { siretsOfCommunes } from '../support/communes.js'
import { startTestService, type TestService } from '../support/service.js'

const AT_ONCE = 6
const FIRST_SECOND = Date.UTC(2026, 9, 1, 8)
const ORDERS = permutationsOf([0, 1, 2])

let service: TestService
let sirets: string[]

beforeAll(async () => {
  service = await startTestService({ worker: false })
  sirets = await siretsOfCommunes(service.services.db, 6000)
})
afterAll(() => service?.close())

describe('any three of the eleven events, in every order, each delivered twice, end in the same state', () => {
  const combinations = triplesOf(EVENTS)

  test('there are 165', () => expect(combinations).toHaveLength(165))

  test('fired one after the other', () => compareOrders(combinations))

  const granting: readonly EventName[] = ['approve', 'transfer', 'revoke']
  const decisive = combinations.filter((events) => events.filter((one) => granting.includes(one)).length > 1)

  test('where two of them decide, and several processes keep and act at once', () =>
    compareOrders(decisive, { together: true }))

  test('where the transfer goes to another organisation', () =>
    compareOrders(
      decisive.filter((events) => events.includes('transfer')),
      { toAnotherOrganisation: true },
    ))
})

test('what is being kept while a job acts upon the demande is not forgotten', async () => {
  const { services, sandbox } = service
  const { db } = services
  const siret = sirets.shift() ?? ''
  const request = sandbox.dataPass.createRequest({ siret, insee: 'empty' })
  const [approval, revocation] = ['approve', 'revoke'].map((event, at) =>
    sandbox.dataPass.freeze(request, event, { firedAt: new Date(FIRST_SECOND + at * 1000) }),
  )
  await keep(approval ?? '')
  let acting: Promise<void> | undefined
  await db.transaction(async (tx) => {
    const slow = { ...services, safe: { ...services.safe, db: { transaction: (work) => work(tx) } as Db } }
    await keep(revocation ?? '', slow)
    acting = applyHabilitation(services, request.id)
    await wait(300)
  })
  await acting
  expect(await stateOf(request.id, siret, '')).toMatchObject({
    habilitation: { active: false },
    processed: [true, true],
    collectivites: [{ state: 'suspendue' }, ''],
  })
})

type Circumstances = {
  toAnotherOrganisation?: boolean
  /** Each is kept and acted upon by a process of its own. */
  together?: boolean
}

async function compareOrders(combinations: EventName[][], circumstances: Circumstances = {}): Promise<void> {
  const differing: string[] = []
  const queue = [...combinations.entries()]
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, events] = next
      // When they were fired is fixed by the combination, each order in turn.
      const fired = (ORDERS[index % ORDERS.length] ?? []).map((at) => events[at] ?? 'create')
      const states = []
      for (const order of ORDERS) states.push(await stateAfter(fired, order, circumstances))
      const [first, ...others] = states
      for (const [at, other] of others.entries())
        if (other !== first) differing.push(`${fired} fired, ${ORDERS[at + 1]} arrived:\n${first}\n${other}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  expect(differing).toEqual([])
}

async function stateAfter(
  fired: EventName[],
  order: number[],
  { toAnotherOrganisation = false, together = false }: Circumstances,
): Promise<string> {
  const { services, sandbox } = service
  const siret = sirets.shift() ?? ''
  const other = toAnotherOrganisation ? (sirets.shift() ?? '') : ''
  const request = sandbox.dataPass.createRequest({ siret, insee: 'empty' })
  const bodies = fired.map((event, at) =>
    sandbox.dataPass.freeze(request, event, {
      firedAt: new Date(FIRST_SECOND + at * 60_000),
      evenIfImpossible: true,
      ...(event === 'transfer' && other ? { changes: organisation(other) } : {}),
    }),
  )
  const deliver = async (at: number) => {
    const body = bodies[at] ?? ''
    expect(await keep(body)).toBe(true)
    await applyHabilitation(services, request.id)
    expect(await keep(body)).toBe(false)
  }
  if (together) await Promise.all(order.map(deliver))
  else {
    for (const at of order) await deliver(at)
    // As a job that is tried again.
    await applyHabilitation(services, request.id)
  }
  return JSON.stringify(await stateOf(request.id, siret, other), null, 1)
    .replaceAll(siret, 'its SIRET')
    .replaceAll(other || ' none ', 'another SIRET')
}

function organisation(siret: string): Changes {
  return { organization: { siret, insee: 'empty' } }
}

async function keep(
  body: string,
  services: Pick<Services, 'safe' | 'jobs'> = service.services,
): Promise<boolean> {
  const read = readEvent(body)
  if (read.kind !== 'event') throw new Error(read.kind)
  return keepEvent(services, read.event, body)
}

async function stateOf(demande: number, siret: string, other: string) {
  const { db } = service.services
  const [habilitation] = await db.select().from(habilitations).where(eq(habilitations.id, demande))
  const events = await db.select().from(datapassEvents).where(eq(datapassEvents.modelId, demande))
  const { id: _, updatedAt, ...settled } = habilitation ?? { id: demande, updatedAt: null }
  return {
    habilitation: settled,
    processed: events.map(({ processedAt }) => processedAt !== null),
    collectivites: [await collectiviteOf(siret), other && (await collectiviteOf(other))],
  }
}

async function collectiviteOf(siret: string) {
  const { db } = service.services
  const collectivite = await findCollectivite(db, siret)
  if (!collectivite) return null
  const { email, role, acceptedAt, leftAt } = members
  return {
    state: collectivite.state,
    contacts: await listContacts(db, siret),
    expected: await asCollectivite(db, siret, (tx) =>
      tx.select({ email, role, acceptedAt, leftAt }).from(members).orderBy(asc(email)),
    ),
  }
}

function triplesOf<T>(all: readonly T[]): T[][] {
  return all.flatMap((first, i) =>
    all.slice(i + 1).flatMap((second, j) => all.slice(i + j + 2).map((third) => [first, second, third])),
  )
}

function permutationsOf<T>(all: T[]): T[][] {
  if (all.length < 2) return [all]
  return all.flatMap((one, at) => permutationsOf(all.toSpliced(at, 1)).map((rest) => [one, ...rest]))
}

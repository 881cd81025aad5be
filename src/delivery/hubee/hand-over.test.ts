import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Begun, type Folders, handOver, type Memory } from '#src/delivery/hubee/hand-over.js'
import type { Hubee } from '#src/external/hubee/client.js'
import type { NewFolder } from '#src/external/hubee/folders.js'
import type { Fault } from '../../../test/sandbox/hubee/faults.js'
import type { HubeeControls } from '../../../test/sandbox/hubee/hubee.js'
import { type Sandbox, startSandbox } from '../../../test/sandbox/sandbox.js'
import { hubeeOf } from '../../../test/support/hubee.js'
import { FAY_AUX_LOGES } from '../../../test/support/named.js'

let sandbox: Sandbox
let hub: HubeeControls
let hubee: Hubee

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: 'http://localhost:3000' } })
  hub = sandbox.hubee
})
beforeEach(() => {
  hub.reset()
  hub.subscribe(FAY_AUX_LOGES, '45142')
  hubee = hubeeOf(sandbox)
})
afterAll(() => sandbox?.close())

function folderOf(reference: string): NewFolder {
  const file = (name: string) => ({
    name,
    mimeType: 'application/pdf',
    bytes: Buffer.from(`${name} ${reference}`),
  })
  return {
    externalId: `Formulaire-QF-${reference}`,
    applicant: { firstName: 'Nadège', lastName: 'D’ESSAI' },
    recipient: { siret: FAY_AUX_LOGES, cogCode: '45142' },
    files: [file('one.pdf'), file('two.pdf')],
  }
}

function remembered(): Memory {
  const memory: Memory = {
    begun: null,
    keep: async (begun: Begun | null) => {
      memory.begun = begun
      return true
    },
  }
  return memory
}

/** Until it is done, as the queue tries. */
async function insist(folder: NewFolder, memory: Memory, attempts = 200): Promise<number> {
  for (let attempt = 1; attempt <= attempts; attempt++)
    if (await handOver(hubee, folder, memory).catch(() => null)) return attempt
  throw new Error('It is never done')
}

const completed = () => hub.folders.filter(({ globalStatus }) => globalStatus !== 'HUBEE_RECEIVED')

test('a transmission is in one completed folder, and an attempt more changes nothing', async () => {
  const memory = remembered()
  expect(await handOver(hubee, folderOf('Q23456789B'), memory)).toEqual(memory.begun)
  const calls = hub.calls.length
  expect(await handOver(hubee, folderOf('Q23456789B'), memory)).toEqual(memory.begun)
  expect(hub.calls.length).toBe(calls + 1)
  expect(completed().map(({ externalId }) => externalId)).toEqual(['Formulaire-QF-Q23456789B'])
  expect(hub.notifications).toHaveLength(1)
})

// After the token: created, two files, looked at, completed.
test.each([0, 1, 2, 3, 4])(
  'cut off after its call %i was done, it goes on where it stopped',
  async (calls) => {
    await hubee.listNotifications()
    const memory = remembered()
    const cutting: Folders = { ...hubee }
    let left = calls
    for (const name of ['createFolder', 'upload', 'findFolder', 'complete'] as const) {
      const call = cutting[name] as (...given: unknown[]) => Promise<unknown>
      Object.assign(cutting, {
        [name]: (...given: unknown[]) => {
          if (left-- === 0) hub.failNext('hang up after')
          return call(...given)
        },
      })
    }
    await expect(handOver(cutting, folderOf('Q23456789B'), memory)).rejects.toThrow('HUBEE_UNREACHABLE')
    expect(await insist(folderOf('Q23456789B'), memory)).toBe(1)
    expect(completed()).toHaveLength(1)
    expect(hub.notifications).toHaveLength(1)
    // One of which we never learnt is never completed.
    expect(hub.folders).toHaveLength(calls === 0 ? 2 : 1)
  },
)

test('a file that is found bad leaves no folder behind, and goes in another', async () => {
  const memory = remembered()
  hub.failNext('corrupt')
  await expect(handOver(hubee, folderOf('Q23456789B'), memory)).rejects.toThrow('HUBEE_FILE_REFUSED')
  expect([hub.folders, memory.begun]).toEqual([[], null])
  expect(await insist(folderOf('Q23456789B'), memory)).toBe(1)
  expect(completed()).toHaveLength(1)
})

test('who has lost the transmission to another process leaves no folder behind', async () => {
  const lost: Memory = { begun: null, keep: async () => false }
  expect(await handOver(hubee, folderOf('Q23456789B'), lost)).toBeNull()
  expect(hub.folders).toEqual([])
})

test('while half of the calls fail each transmission comes to be in one completed folder', async () => {
  await hubee.listNotifications()
  hub.slowTakes(1)
  hub.failAtRandom({ share: 0.5, seed: 10 })
  const references = Array.from({ length: 60 }, (_, at) => `Q${String(at).padStart(9, '0')}`)
  await Promise.all(references.map((reference) => insist(folderOf(reference), remembered(), 2_000)))
  const known = completed().map(({ externalId }) => externalId.replace('Formulaire-QF-', ''))
  expect(known.toSorted()).toEqual(references)
  for (const { attachments, externalId } of completed())
    for (const { status, bytes, fileName } of attachments)
      expect([status, `${bytes}`]).toEqual([
        'RECEIVED',
        `${fileName} ${externalId.replace('Formulaire-QF-', '')}`,
      ])
  expect(new Set(hub.calls.map(({ fault }) => fault))).toEqual(
    new Set<Fault | null>([null, '500', '401', 'slow', 'hang up before', 'hang up after', 'corrupt']),
  )
})

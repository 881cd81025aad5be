import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { attachments, submissions } from '#src/db/schema.js'
import { TYPED_IDENTITY, TYPED_VALUE } from '../support/attestation.js'
import { faultsOfAccepted } from '../support/faults-of-accepted.js'
import { hostileFiles } from '../support/hostile-files.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { createRandom, type Random } from '../support/seeded.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const SEED = 20261127
const FILES = 2000
const BODIES = 5000
const MEGABYTE = 1024 * 1024
const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
let service: TestService
let agent: Visitor

beforeAll(async () => {
  service = await startTestService({ worker: false })
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true, asksDeclaredFields: true })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
})
afterAll(() => service?.close())

test('two thousand hostile uploads: no fault of ours, and what is kept leaves as a harmless download', async () => {
  // Shown before, so that none has to wait.
  const tokens = Array.from({ length: FILES }, () => service.services.formTokens.issue(FAY_AUX_LOGES))
  await new Promise((resolve) => setTimeout(resolve, 3_100))
  const statuses: Record<string, number> = {}
  const files = hostileFiles(SEED, FILES)
  let sent = 0
  let before = 0
  const work = async () => {
    const visitor = service.newVisitor()
    for (let next = await files.next(); !next.done; next = await files.next()) {
      if (sent % 10 === 0) await service.services.db.execute('delete from rate_limits')
      const { fileName, type, bytes } = next.value
      const body = new FormData()
      for (const [name, value] of Object.entries({ ...TYPED_IDENTITY, ...TYPED_VALUE }))
        body.append(name, value)
      body.append('revue', tokens[sent++] ?? '')
      body.append('pieces', new Blob([new Uint8Array(bytes)], { type }), fileName)
      const response = await visitor.request(`${page}/attestation`, { body })
      await response.arrayBuffer()
      statuses[response.status] = (statuses[response.status] ?? 0) + 1
      if (sent === 200) before = ownBytes()
    }
  }
  const started = performance.now()
  await Promise.all([work(), work(), work()])
  const seconds = (performance.now() - started) / 1000
  const kept = await inTenant((tx) => tx.$count(submissions))
  const faults = await faultsOfDownloads()
  const grown = ownBytes() - before
  process.stdout.write(
    `${FILES} uploads in ${seconds.toFixed(0)} s: ${JSON.stringify(statuses)}; ${kept} kept; memory grew by ${(grown / MEGABYTE).toFixed(0)} MB\n`,
  )
  expect(Object.keys(statuses).filter((status) => !['303', '422'].includes(status))).toEqual([])
  expect(statuses['303']).toBe(kept)
  expect(kept).toBeGreaterThan(50)
  expect(faults).toEqual([])
  expect(grown).toBeLessThan(200 * MEGABYTE)
})

test('five thousand random bodies: no fault of ours', async () => {
  const random = createRandom(SEED)
  const resident = service.newVisitor()
  await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const paths = [
    'attestation',
    'signalement',
    'envois',
    'confirmation/Q23456789B/courriel',
    'confirmation/Q23456789B/annulation',
  ]
  const statuses: Record<string, number> = {}
  const odd: string[] = []
  let before = 0
  for (let at = 0; at < BODIES; at++) {
    if (at === 500) before = ownBytes()
    if (at % 10 === 0) await service.services.db.execute('delete from rate_limits')
    const path = random.pick(paths)
    const { body, type } = randomBody(random)
    const headers = type === null ? {} : { 'Content-Type': type }
    const visitor = random.below(2) === 0 ? resident : agent
    const response = await visitor.request(`${page}/${path}`, { method: 'POST', body, headers })
    await response.arrayBuffer()
    statuses[response.status] = (statuses[response.status] ?? 0) + 1
    if (response.status >= 500) odd.push(`${path} ${type}`)
  }
  const grown = ownBytes() - before
  process.stdout.write(
    `${BODIES} bodies: ${JSON.stringify(statuses)}; memory grew by ${(grown / MEGABYTE).toFixed(0)} MB\n`,
  )
  expect(odd).toEqual([])
  expect(grown).toBeLessThan(150 * MEGABYTE)
  expect((await resident.visit(page)).status).toBe(200)
})

async function faultsOfDownloads(): Promise<string[]> {
  const rows = await inTenant((tx) =>
    tx
      .select({ reference: submissions.reference, id: attachments.id })
      .from(attachments)
      .innerJoin(submissions, eq(submissions.id, attachments.submissionId)),
  )
  const faults: string[] = []
  for (const { reference, id } of rows) {
    const response = await agent.request(`${desk}/transmissions/${reference}/pieces/${id}`)
    const bytes = Buffer.from(await response.arrayBuffer())
    const { headers } = response
    const kind = { 'application/pdf': 'pdf', 'image/jpeg': 'jpeg', 'image/png': 'png' }[
      headers.get('content-type') ?? ''
    ]
    const isHarmless =
      /^attachment; filename="attestation_Q\w{9}\.(pdf|jpg|png)"$/.test(
        headers.get('content-disposition') ?? '',
      ) &&
      headers.get('content-security-policy') === "default-src 'none'; sandbox" &&
      headers.get('x-content-type-options') === 'nosniff'
    if (response.status !== 200 || !kind || !isHarmless)
      faults.push(`${response.status} ${JSON.stringify([...headers])}`)
    else faults.push(...(await faultsOfAccepted({ kind: kind as 'pdf' | 'jpeg' | 'png', bytes })))
  }
  return faults
}

const FIELDS = [
  'revue',
  'nom',
  'prenoms',
  'naissance',
  'qf',
  'mois',
  'regime',
  'partage',
  'motif',
  'gardees',
  'pieces',
  'site_web',
  'adresse',
  'nom_connu',
  '__proto__',
  'constructor',
  'toString',
  '',
]
const VALUES = [
  '',
  'oui',
  '742',
  '11/2026',
  'CNAF',
  '\0',
  '\u202E',
  'é'.repeat(3_000),
  '{}',
  '[]',
  '../..',
  '%00',
  '\uD800',
  '<script>',
  "' or 1=1 --",
  '9'.repeat(400),
  '\r\n\r\n',
  '🙂'.repeat(200),
]

function randomBody(random: Random): { body: string | Uint8Array; type: string | null } {
  const fields = Array.from(
    { length: random.below(12) },
    () => [random.pick(FIELDS), random.pick(VALUES)] as const,
  )
  switch (random.below(6)) {
    case 0:
      return {
        body: random.bytes(random.below(4_000)),
        type: random.pick([
          'multipart/form-data; boundary=x',
          'multipart/form-data',
          'application/x-www-form-urlencoded',
          'text/plain',
          'application/json',
        ]),
      }
    case 1:
      return {
        body: fields.map(([name, value]) => `${name}=${value}`).join('&'),
        type: 'application/x-www-form-urlencoded',
      }
    case 2:
      return {
        body: String(new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]))),
        type: 'application/x-www-form-urlencoded',
      }
    default: {
      const boundary = 'qf-boundary'
      const parts = fields.map(([name, value]) => {
        const file = random.below(4) === 0 ? `; filename="${value.slice(0, 40).replace(/["\r\n]/g, '')}"` : ''
        return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`
      })
      const whole = `${parts.join('')}--${boundary}--\r\n`
      const body = random.below(5) === 0 ? whole.slice(0, random.below(whole.length + 1)) : whole
      return { body, type: `multipart/form-data; boundary=${boundary}` }
    }
  }
}

function inTenant<T>(work: Parameters<typeof asCollectivite<T>>[2]): Promise<T> {
  return asCollectivite(service.services.db, FAY_AUX_LOGES, work)
}

function ownBytes(): number {
  collect()
  return process.memoryUsage.rss()
}

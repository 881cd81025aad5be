import { afterAll, beforeAll, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { recipients } from '#src/db/schema.js'
import { saveMailSettings } from '#src/delivery/mail-settings.js'
import { makeDelivery } from '#src/delivery/make-delivery.js'
import { attestationPdf, postWithFiles, TYPED_IDENTITY, TYPED_VALUE } from '../support/attestation.js'
import { freePort } from '../support/free-port.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { type ReadFamily, readMetrics, sampleOf } from '../support/read-metrics.js'
import { startTestService, type TestService } from '../support/service.js'

type Figures = Map<string, ReadFamily>

const page = `/collectivites/${FAY_AUX_LOGES}`
let service: TestService

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
})
afterAll(() => service?.close())

async function read({ url, environment }: TestService = service): Promise<Figures> {
  const headers = { Authorization: `Bearer ${environment.METRICS_TOKEN}` }
  return readMetrics(await (await fetch(new URL('/metrics', url), { headers })).text())
}
/** By way and outcome, how often. */
async function sendings(): Promise<Record<string, number>> {
  const samples = (await read()).get('qf_sendings_total')?.samples ?? []
  const counted = samples.filter(({ value }) => value > 0)
  return Object.fromEntries(counted.map(({ labels, value }) => [`${labels.way} ${labels.outcome}`, value]))
}

test('each way to send is counted by itself: what is refused, what is sent, what comes twice', async () => {
  const disputing = service.newVisitor()
  await disputing.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const dispute = await disputing.visit(`${page}/signalement`)
  const say = (motif: string) => postWithFiles(disputing, dispute, `${page}/signalement`, { motif })
  for (const motif of [' ', 'Mon attestation dit autre chose.', 'Mon attestation dit autre chose.'])
    await say(motif)

  const pdf = await attestationPdf()
  const identified = service.newVisitor()
  await identified.signIn(`${page}/connexion`, { identity: 'no-caf-file' })
  const unidentified = service.newVisitor()
  for (const [visitor, fields] of [
    [identified, TYPED_VALUE],
    [unidentified, { ...TYPED_IDENTITY, ...TYPED_VALUE }],
  ] as const) {
    const shown = await visitor.visit(`${page}/attestation`)
    const send = (files: Buffer[]) =>
      postWithFiles(
        visitor,
        shown,
        `${page}/attestation`,
        fields,
        files.map((bytes) => ({ name: 'attestation.pdf', bytes })),
      )
    for (const files of [[], [pdf], [pdf]]) await send(files)
  }

  const apart = 'attestation-without-franceconnect'
  expect(await sendings()).toEqual(
    Object.fromEntries(
      ['dispute', 'attestation', apart].flatMap((way) =>
        ['sent', 'repeated', 'refused'].map((outcome) => [`${way} ${outcome}`, 1]),
      ),
    ),
  )
})

test('a delivery is counted by what it holds, and its mail by what it is', async () => {
  const { services } = service
  const now = new Date()
  await asCollectivite(services.db, FAY_AUX_LOGES, (tx) =>
    tx.insert(recipients).values({
      siret: FAY_AUX_LOGES,
      email: 'mairie@fay-aux-loges.example',
      createdAt: now,
      confirmedAt: now,
    }),
  )
  const collectivite = { siret: FAY_AUX_LOGES, timeZone: 'Europe/Paris', mailSince: null }
  const member = { id: '7f1d7a52-52d3-4a0e-9d3e-0a6c3f7f9b11', collectivite } as never
  await saveMailSettings(services, member, { mailFrequency: 'transmission', mailContent: 'avis' })
  const disputing = service.newVisitor()
  await disputing.signIn(`${page}/connexion`, { identity: 'msa' })
  const dispute = await disputing.visit(`${page}/signalement`)
  await postWithFiles(disputing, dispute, `${page}/signalement`, { motif: 'Il date d’avant.' })
  await makeDelivery(services, { siret: FAY_AUX_LOGES })
  await service.settle()
  const figures = await read()
  expect(sampleOf(figures, 'qf_deliveries_total', { frequency: 'transmission', content: 'avis' })).toBe(1)
  expect(sampleOf(figures, 'qf_deliveries_total', { frequency: 'jour', content: 'csv' })).toBe(0)
  expect(sampleOf(figures, 'qf_mails_total', { kind: 'notice', outcome: 'sent' })).toBe(1)
})

test('API Particulier gone: what fails, that it is left alone, and that residents are told', async () => {
  const alone = await startTestService({
    worker: false,
    environment: { API_PARTICULIER_URL: `http://localhost:${await freePort()}` },
  })
  try {
    await alone.open(FAY_AUX_LOGES)
    const before = await read(alone)
    expect(sampleOf(before, 'qf_circuit_open')).toBe(0)
    for (let times = 0; times < 5; times++)
      await alone.newVisitor().signIn(`${page}/connexion`, { identity: 'ordinary' })
    const after = await read(alone)
    expect(sampleOf(after, 'qf_callbacks_total', { outcome: 'unavailable' })).toBe(5)
    expect(sampleOf(after, 'qf_circuit_open')).toBe(1)
    expect(sampleOf(after, 'qf_upstream_down', { upstream: 'api-particulier' })).toBe(1)
    expect(sampleOf(after, 'qf_upstream_down', { upstream: 'franceconnect' })).toBe(0)
    const calls = { upstream: 'api-particulier', outcome: 'no-answer' }
    // Each is tried once more.
    expect(sampleOf(after, 'qf_upstream_request_duration_seconds_count', calls)).toBe(10)
  } finally {
    await alone.close()
  }
})

import { eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import {
  attachments,
  auditEvents,
  collectivites,
  dailyCounts,
  mails,
  recipients,
  sentTransmissions,
  sessions,
  submissions,
} from '#src/db/schema.js'
import { makeDelivery } from '#src/delivery/make-delivery.js'
import { workHourly } from '#src/work-hourly.js'
import { attestationPdf, postWithFiles, TYPED_IDENTITY, TYPED_VALUE } from '../support/attestation.js'
import { fixedClock } from '../support/clock.js'
import { findInTables } from '../support/find-in-tables.js'
import { contentOf, FAY_AUX_LOGES, qf742 } from '../support/named.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type VisitedPage, type Visitor } from '../support/visitor.js'

const DAY = 86_400_000
const HOUR = 3_600_000
const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const START = Date.now() - 60 * DAY
const clock = fixedClock(new Date(START).toISOString())
let service: TestService
let martine: Visitor
/** References of what was sent on the first day, by origin; the numbers of these transmissions. */
let sent: Record<'FranceConnect' | 'Attestation' | 'Attestation sans FranceConnect' | 'Guichet', string>
let ids: string[]
/** Sent on the thirtieth day by who had sent on the first, with another quotient familial. */
let first: string
let second: string

beforeAll(async () => {
  service = await startTestService({ now: clock })
  const { services } = service
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  martine = service.newVisitor()
  await martine.signIn('/agent/connexion', { identity: 'martine' })
  sent = await sendOneOfEach()
  first = (await sendTo(services.safe, FAY_AUX_LOGES))?.reference ?? ''
  ids = await idsOf([...Object.values(sent), first])
  await deliverAndExport()
  await leaveInTheQueue()
  clock.moveTo(at(30))
  const content = contentOf({ quotientFamilial: { ...qf742, value: 811 } })
  second = (await sendTo(services.safe, FAY_AUX_LOGES, content))?.reference ?? ''
}, 120_000)
afterAll(() => service?.close())

const at = (day: number, hours = 0) => new Date(START + day * DAY + hours * HOUR).toISOString()
const referenceOf = ({ url }: VisitedPage) => url.pathname.split('/').at(-1) ?? ''
function inTenant<T>(work: Parameters<typeof asCollectivite<T>>[2]): Promise<T> {
  return asCollectivite(service.services.db, FAY_AUX_LOGES, work)
}
const idsOf = async (references: string[]) => {
  const { id, reference } = submissions
  const rows = await inTenant((tx) =>
    tx.select({ id }).from(submissions).where(inArray(reference, references)),
  )
  return rows.map((row) => row.id)
}

/** Each of its own person, with a file where one may be joined, and with receipts. */
async function sendOneOfEach(): Promise<typeof sent> {
  const files = [{ name: 'attestation.pdf', bytes: await attestationPdf() }]
  const mois = `${String(clock().getUTCMonth() + 1).padStart(2, '0')}/${clock().getUTCFullYear()}`
  const value = { ...TYPED_VALUE, mois }
  const send = (who: Visitor, form: VisitedPage, fields: Record<string, string>) =>
    postWithFiles(who, form, `${page}/attestation`, fields, files)

  const identified = service.newVisitor()
  const review = await identified.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const form = { revue: fieldOf(review.html, 'revue') }
  const certified = referenceOf(await identified.visit(`${page}/envois`, { form }))
  await askForReceipt(identified, certified)

  const without = service.newVisitor()
  await without.signIn(`${page}/connexion`, { identity: 'no-caf-file' })
  const attestation = referenceOf(await send(without, await without.visit(`${page}/attestation`), value))

  const unidentified = service.newVisitor()
  const shown = await unidentified.visit(`${page}/attestation`)
  clock.moveBy(60_000)
  const typed = referenceOf(await send(unidentified, shown, { ...TYPED_IDENTITY, ...value }))
  await askForReceipt(unidentified, typed)
  // A file that waits for the rest of its form.
  await send(unidentified, await unidentified.visit(`${page}/attestation`), { ...value, qf: 'x' })

  const cle = fieldOf((await martine.visit(`${desk}/guichet`)).html, 'cle')
  const paper = { nom: 'ESSAI-GUICHET', prenoms: 'Paule', naissance: '03/04/1985' }
  const added = await martine.visit(`${desk}/guichet`, { form: { cle, ...paper, ...value } })
  clock.moveTo(at(0))
  return {
    FranceConnect: certified,
    Attestation: attestation,
    'Attestation sans FranceConnect': typed,
    Guichet: referenceOf(added),
  }
}

async function askForReceipt(who: Visitor, reference: string): Promise<void> {
  const form = { adresse: `${reference.toLowerCase()}@courrier.example` }
  const asked = await who.visit(`${page}/confirmation/${reference}/courriel`, { form })
  expect(asked.text).toContain('Le récépissé part à l’adresse')
  await service.settle()
}

/** A mail and a file have taken all of it away. */
async function deliverAndExport(): Promise<void> {
  const confirmed = { siret: FAY_AUX_LOGES, email: 'mairie@fay-aux-loges.example', confirmedAt: clock() }
  await inTenant((tx) => tx.insert(recipients).values(confirmed))
  await service.services.db.update(collectivites).set({ mailFrequency: 'transmission' })
  await makeDelivery(service.services, { siret: FAY_AUX_LOGES })
  await service.settle()
  await martine.request(`${desk}/export.csv`).then((response) => response.text())
}

/** What the queue keeps of a receipt that it gave up, and of one that left. */
async function leaveInTheQueue(): Promise<void> {
  const [receipt] = await inTenant((tx) => tx.select().from(mails).where(eq(mails.id, mails.about)))
  const data = JSON.stringify({ siret: FAY_AUX_LOGES, id: receipt?.id })
  const { db } = service.services
  await db.execute(sql`insert into pgboss.archive select * from pgboss.job where name = 'mails'`)
  await db.execute(sql`insert into pgboss.job (name, data) values ('dead', ${data}::text::jsonb)`)
}

/** An hour of a day of which nobody is still signed in but the agent, anew. */
async function comeTo(day: number, hours = 0): Promise<void> {
  clock.moveTo(at(day, hours))
  await workHourly(service.services)
  await service.settle()
  martine = service.newVisitor()
  await martine.signIn('/agent/connexion', { identity: 'martine' })
}

function searchAll(words: string[]) {
  const { config } = service.database
  if (!('url' in config)) throw new Error('No server')
  const superuser = new URL(inject('postgres').url)
  superuser.pathname = new URL(config.url).pathname
  return findInTables(superuser.href, words)
}
const counts = () => service.services.db.select().from(dailyCounts)
const following = async () => {
  const resident = service.newVisitor()
  return (await resident.signIn('/mes_transmissions/connexion', { identity: 'ordinary' })).text
}

describe('on the 89th day', () => {
  beforeAll(() => comeTo(89))

  test('the desk shows all of it, and opens each', async () => {
    const list = await martine.visit(desk)
    for (const [origin, reference] of Object.entries(sent)) {
      const record = await martine.visit(`${desk}/transmissions/${reference}`)
      expect([record.status, record.text.includes(reference)], origin).toEqual([200, true])
      expect(list.html).toContain(reference)
    }
    expect((await martine.visit(desk)).text).toContain('6 transmissions')
    expect((await martine.visit(`${desk}/transmissions/${second}`)).text).toContain('QF modifié')
  })

  test('files and receipts hang on it, the queue knows of it, and its sender finds it again', async () => {
    expect(await inTenant((tx) => tx.$count(attachments))).toBe(2)
    const found = await searchAll(ids)
    expect(Object.keys(found)).toEqual([
      'pgboss.archive',
      'pgboss.job',
      'public.attachments',
      'public.mails',
      'public.submissions',
    ])
    expect(found['public.submissions']).toBe(6)
    expect(found['public.mails']).toBe(2)
    expect(await following()).toContain(sent.FranceConnect)
  })

  test('a receipt is asked for at the last moment, and no mail server takes it', async () => {
    const address = 'personne@courrier.example'
    service.sandbox.mailbox.refuseRecipient(address, 450)
    const resident = service.newVisitor()
    await resident.signIn('/mes_transmissions/connexion', { identity: 'no-caf-file' })
    const form = { adresse: address }
    await resident.visit(`${page}/confirmation/${sent.Attestation}/courriel`, { form })
    await service.settle()
    const waiting = await inTenant((tx) => tx.$count(mails, isNotNull(mails.envelope)))
    expect(waiting).toBe(1)
  })
})

describe('on the 91st day', () => {
  let countsBefore: unknown

  beforeAll(async () => {
    countsBefore = await counts()
    await comeTo(91)
  })

  test('nothing of it is left in any table of any schema but its references, where it left and in the trace', async () => {
    const found = await searchAll(ids)
    expect(found).toEqual({})
    const references = Object.keys(await searchAll([...Object.values(sent), first]))
    expect(references).toEqual(['public.audit_events', 'public.deliveries', 'public.exports'])
    expect(await inTenant((tx) => tx.$count(attachments))).toBe(0)
    expect(await inTenant((tx) => tx.select({ reference: submissions.reference }).from(submissions))).toEqual(
      [{ reference: second }],
    )
    expect(await service.services.db.$count(sentTransmissions)).toBe(0)
  })

  test('no session is left but the one of today', async () => {
    const rows = await service.services.db.select({ expiresAt: sessions.expiresAt }).from(sessions)
    expect(rows.length).toBeGreaterThan(0)
    for (const { expiresAt } of rows) expect(expiresAt.getTime()).toBeGreaterThan(clock().getTime())
  })

  test('what followed it follows nothing, and is no more said to have changed', async () => {
    const [row] = await inTenant((tx) => tx.select().from(submissions))
    expect(row).toMatchObject({ previousId: null, toCheck: false })
    const record = await martine.visit(`${desk}/transmissions/${second}`)
    expect(record.text).toContain('811')
    expect(record.text).not.toContain('QF modifié')
    const csv = await martine.request(`${desk}/export.csv`).then((response) => response.text())
    expect(csv.split('\r\n')[1]).toMatch(/;"FranceConnect";"";"";"";/)
    expect(csv).not.toContain(first)
  })

  test('its sender finds it no more, and no page of hers has it', async () => {
    const text = await following()
    expect(text).toContain('Vous n’avez rien transmis')
    expect(text).not.toContain(sent.FranceConnect)
  })

  test('a file that had left is made again without it, and says so; the counts stay', async () => {
    const files = await martine.visit(`${desk}/fichiers`)
    expect(files.text).toContain('5 lignes ont été effacées depuis')
    expect(await counts()).toEqual(countsBefore)
    const statistics = await service.newVisitor().visit('/statistiques')
    expect(statistics.status).toBe(200)
  })

  test('the journal says what went and when, in plain French, and by its filter alone', async () => {
    const erased = 'Effacée au bout de sa durée de conservation'
    const journal = await martine.visit(`${desk}/journal?quoi=effacements`)
    expect(journal.text).toContain(`le service ${erased} 5 références`)
    const one = await martine.visit(`${desk}/journal?reference=${sent.Guichet}`)
    expect(one.text).toContain(erased)
    expect((await martine.visit(`${desk}/journal?quoi=lectures`)).text).not.toContain(erased)
    const gone = await martine.visit(`${desk}/transmissions/${sent.Guichet}`)
    expect([gone.status, gone.text.includes('Voir ce qu’en dit le journal')]).toEqual([404, true])
    const events = await inTenant((tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.action, 'purge')),
    )
    expect(events.flatMap(({ references }) => references).toSorted()).toEqual(
      [...Object.values(sent), first].toSorted(),
    )
  })

  test('one line of the log counts it, and names nobody', () => {
    const lines = service.logs
      .filter((line) => line.includes('"event":"purged"'))
      .map((line) => JSON.parse(line))
    const did = lines.filter(({ transmissions }) => transmissions > 0)
    expect(did).toEqual([
      expect.objectContaining({
        collectivites: 1,
        transmissions: 5,
        files: 2,
        receipts: 3,
        failed: 0,
      }),
    ])
    expect(did[0].jobs).toBeGreaterThanOrEqual(2)
    expect(Object.keys(did[0]).toSorted()).toEqual([
      'collectivites',
      'event',
      'failed',
      'files',
      'jobs',
      'level',
      'milliseconds',
      'receipts',
      'time',
      'transmissions',
    ])
  })
})

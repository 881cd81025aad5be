import { isNotNull, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { rowsOf } from '#src/db/rows-of.js'
import { mails, submissions } from '#src/db/schema.js'
import { openMail } from '#src/delivery/sealed-mail.js'
import { readDataKey } from '#src/submission/data-key.js'
import { openContent } from '#src/submission/envelope.js'
import { findSent } from '#src/submission/sent-transmissions.js'
import { CONTENTS } from '#templates/personal-data/contents.js'
import { attestationPdf, postWithFiles } from '../support/attestation.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type Visitor } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const AGENT = 'martine.legendre@fay-aux-loges.example'
let service: TestService

beforeAll(async () => {
  // The queue keeps what it would send.
  service = await startTestService({ worker: false })
  await service.open(FAY_AUX_LOGES, { asksDeclaredFields: true })
  await service.addMember(FAY_AUX_LOGES, AGENT, 'gestionnaire')
})
afterAll(() => service?.close())

describe('what is really sealed holds no field that the register does not describe:', () => {
  test('the session of a resident, her transmission, her files, her list and her receipt', async () => {
    const resident = service.newVisitor()
    const review = await resident.signIn(`${page}/connexion?external_id=FAM-7`, { identity: 'ordinary' })
    const session = await sessionOf(resident)
    expect(session.reviews).toHaveLength(1)
    expect(undescribed(session, CONTENTS.residentSession)).toEqual([])

    const shown = await resident.visit(`${page}/signalement`)
    expect(fieldOf(shown.html, 'revue')).toBe(fieldOf(review.html, 'revue'))
    const typed = { motif: 'Le montant a changé', nom_connu: 'Marchadier', enfants_ou_services: 'Mila' }
    const pdf = { name: 'attestation.pdf', bytes: await attestationPdf() }
    const sent = await postWithFiles(resident, shown, `${page}/signalement`, typed, [pdf])
    expect(sent.url.pathname).toContain('/confirmation/Q')
    const content = await transmission()
    expect(content).toMatchObject({ externalId: 'FAM-7', attachments: [{ kind: 'pdf' }] })
    expect(undescribed(content, CONTENTS.transmission)).toEqual([])
    expect(undescribed(await sessionOf(resident), CONTENTS.residentSession)).toEqual([])

    const { db, safe } = service.services
    const { sub } = session.signedIn ?? expect.unreachable()
    const [found] = await findSent(db, safe.keyring, sub)
    expect(undescribed(found, CONTENTS.sentTransmission)).toEqual([])

    await resident.visit(`${sent.url.pathname}/courriel`, { form: { adresse: 'elodie@courrier.example' } })
    const [receipt] = await waitingMails()
    expect(receipt).toMatchObject({ to: 'elodie@courrier.example' })
    expect(undescribed(receipt, CONTENTS.mail)).toEqual([])
  })

  test('the session of an agent, the mails to agents and the queue', async () => {
    const agent = service.newVisitor()
    await agent.signIn('/agent/connexion', { identity: 'martine' })
    await agent.visit(`${desk}/recherche`, { form: { q: 'Marchadier' } })
    const token = agent.cookie('qf-agent')?.split('=')[1] ?? ''
    const session = await service.services.agentSessions.read(token)
    expect(session?.content.signedIn?.search?.text).toBe('Marchadier')
    expect(undescribed(session?.content, CONTENTS.agentSession)).toEqual([])

    await agent.visit(`${desk}/courriels/adresses`, { form: { adresse: 'mairie@fay-aux-loges.example' } })
    const mail = (await waitingMails()).find(({ to }) => to === 'mairie@fay-aux-loges.example')
    expect(undescribed(mail, CONTENTS.mail)).toEqual([])

    const queued = rowsOf<{ data: object }>(
      await service.services.db.execute(sql`select data from pgboss.job where data is not null`),
    )
    expect(queued.length).toBeGreaterThan(1)
    for (const { data } of queued) expect(undescribed(data, CONTENTS.job)).toEqual([])
  })
})

test('a field that nobody described would be seen', () => {
  expect(
    undescribed({ to: 'x', content: { subject: '', blocks: [{ color: '' }] }, cc: 'y' }, CONTENTS.mail),
  ).toEqual(['content.blocks.color', 'cc'])
})

async function sessionOf(resident: Visitor) {
  const token = resident.cookie('qf')?.split('=')[1] ?? ''
  const session = await service.services.residentSessions.read(token)
  return session?.content ?? expect.unreachable('No session')
}

function transmission() {
  const { db, safe } = service.services
  return asCollectivite(db, FAY_AUX_LOGES, async (tx) => {
    const [row] = await tx.select().from(submissions)
    if (!row) return expect.unreachable('Nothing was sent')
    return openContent(
      await readDataKey(tx, safe.keyring, FAY_AUX_LOGES),
      FAY_AUX_LOGES,
      row.id,
      row.envelope,
    )
  })
}

function waitingMails() {
  const { db, safe } = service.services
  return asCollectivite(db, FAY_AUX_LOGES, async (tx) => {
    const dataKey = await readDataKey(tx, safe.keyring, FAY_AUX_LOGES)
    const rows = await tx.select().from(mails).where(isNotNull(mails.envelope))
    return rows.map(({ id, envelope }) => openMail(dataKey, FAY_AUX_LOGES, id, envelope ?? Buffer.alloc(0)))
  })
}

/** Paths of the fields of a value that this description does not name. */
function undescribed(value: unknown, fields: unknown, path: string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => undescribed(one, fields, path))
  if (value === null || typeof value !== 'object' || value instanceof Date) return []
  return Object.entries(value).flatMap(([key, inside]) => {
    const known = fields !== null && typeof fields === 'object' && key in fields
    const here = [...path, key]
    return known ? undescribed(inside, (fields as Record<string, unknown>)[key], here) : [here.join('.')]
  })
}

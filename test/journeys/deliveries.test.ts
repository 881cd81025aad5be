import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import {
  auditEvents,
  collectivites,
  deliveries,
  mails as mailTable,
  rateLimits,
  recipients,
  submissions,
} from '#src/db/schema.js'
import { endPeriods } from '#src/delivery/end-periods.js'
import { makeDelivery } from '#src/delivery/make-delivery.js'
import { listRecipients } from '#src/delivery/recipients.js'
import { sendMail } from '#src/delivery/send-mail.js'
import { sweepMails } from '#src/delivery/sweep-mails.js'
import { createMailer } from '#src/mail/mailer.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, contentOf, FAY_AUX_LOGES, nadege } from '../support/named.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type Visitor } from '../support/visitor.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MAIRIE = 'mairie@fay-aux-loges.example'
const courriels = `/agent/collectivites/${FAY_AUX_LOGES}/courriels`
const clock = fixedClock('2026-11-25T09:00:00Z')
let service: TestService
let martine: Visitor

beforeAll(async () => {
  service = await startTestService({ now: clock })
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  await service.addMember(FAY_AUX_LOGES, 'nadia.berthillon@fay-aux-loges.example')
})
afterAll(() => service?.close())
beforeEach(async () => {
  await service.settle()
  service.sandbox.mailbox.reset()
  await service.services.db.delete(rateLimits)
  await service.services.db.update(collectivites).set({ mailSince: null })
  // The queue lives by the real time: what a test before has put off is not for this one.
  await service.services.db.execute(sql`delete from pgboss.job`)
  await inTenant(async (tx) => {
    await tx.delete(mailTable)
    await tx.delete(deliveries)
    await tx.delete(submissions)
    await tx.update(recipients).set({ removedAt: clock(), tokenHash: null })
  })
  // Far from what the tests before made.
  clock.moveTo('2026-11-25T09:00:00Z')
  martine = service.newVisitor()
  await martine.signIn('/agent/connexion', { identity: 'martine' })
  await choose('jamais')
})

function inTenant<T>(read: Parameters<typeof asCollectivite<T>>[2]): Promise<T> {
  return asCollectivite(service.services.db, FAY_AUX_LOGES, read)
}
const choose = (frequence: string, contenu = 'avis', risque = '') =>
  martine.visit(courriels, { form: { frequence, contenu, risque } })
const add = (adresse: string) => martine.visit(`${courriels}/adresses`, { form: { adresse } })
async function left() {
  await service.settle()
  return service.sandbox.mailbox.messages
}
const subjects = async () => (await left()).map(({ subject }) => subject)
async function linkTo(address: string): Promise<string> {
  const mail = (await left()).findLast(({ to }) => to.includes(address))
  return new URL(mail?.text.match(/http:\S+\/agent\/adresse\/\S+/)?.[0] ?? 'about:missing').pathname
}
async function addConfirmed(address = MAIRIE): Promise<void> {
  await add(address)
  await service.newVisitor().visit(await linkTo(address), { form: {} })
  await service.settle()
  service.sandbox.mailbox.clear()
  await inTenant((tx) => tx.delete(mailTable))
}
/** As a resident does, in a browser. */
async function transmit(siret = FAY_AUX_LOGES): Promise<string> {
  const resident = service.newVisitor()
  const review = await resident.signIn(`/collectivites/${siret}/connexion`, { identity: 'ordinary' })
  const form = { revue: fieldOf(review.html, 'revue') }
  const sent = await resident.visit(`/collectivites/${siret}/envois`, { form })
  expect(sent.text).toContain('C’est transmis')
  return sent.url.pathname.split('/').at(-1) ?? ''
}
async function lastEvents(count: number) {
  const { actor, action, references } = auditEvents
  const rows = await inTenant((tx) =>
    tx.select({ actor, action, references }).from(auditEvents).orderBy(auditEvents.seq),
  )
  return rows.slice(-count)
}
const made = () => inTenant((tx) => tx.select().from(deliveries).orderBy(deliveries.createdAt))
const makeNow = () => makeDelivery(service.services, { siret: FAY_AUX_LOGES })
/** The clock of the periods strikes, in two processes at once. */
async function strike() {
  await Promise.all([endPeriods(service.services), endPeriods(service.services)])
  await Promise.all([makeNow(), makeNow()])
  await service.settle()
}

describe('an address', () => {
  test('confirms itself by a link that programs may open without effect, and once', async () => {
    expect((await add(` ${MAIRIE.toUpperCase()} `)).text).toContain('Un lien part vers cette adresse')
    expect((await martine.visit(courriels)).text).toMatch(/mairie@fay-aux-loges\.example À confirmer/)
    const [mail] = await left()
    expect(mail?.to).toEqual([MAIRIE])
    expect(mail?.subject).not.toMatch(/Martine|LEGENDRE/)
    const link = await linkTo(MAIRIE)
    const reader = service.newVisitor()
    for (let opened = 0; opened < 2; opened++)
      expect((await reader.visit(link)).text).toContain('Confirmer cette adresse')
    expect((await listRecipients(service.services.db, FAY_AUX_LOGES))[0]?.confirmedAt).toBeNull()
    expect((await reader.visit(link, { form: {} })).text).toContain('Adresse confirmée')
    expect((await reader.visit(link, { form: {} })).text).toContain('Adresse confirmée')
    expect((await martine.visit(courriels)).text).toMatch(/mairie@fay-aux-loges\.example Confirmée/)
    const actions = (await inTenant((tx) => tx.select().from(auditEvents).orderBy(auditEvents.seq))).slice(-2)
    expect(actions.map(({ action }) => action)).toEqual(['adresse ajoutée', 'adresse confirmée'])
    expect((await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}/journal`)).text).toContain(MAIRIE)
  })

  test('sent a new link, the one before leads nowhere; a week later it has expired', async () => {
    await add(MAIRIE)
    const first = await linkTo(MAIRIE)
    clock.moveBy(2 * MINUTE)
    await add(MAIRIE)
    const second = await linkTo(MAIRIE)
    expect((await service.newVisitor().visit(first)).status).toBe(404)
    clock.moveBy(7 * DAY)
    expect((await service.newVisitor().visit(second)).text).toContain('Ce lien a expiré')
    expect((await service.newVisitor().visit(second, { form: {} })).text).toContain('Ce lien a expiré')
    expect((await service.newVisitor().visit('/agent/adresse/x')).status).toBe(404)
  })

  test.each(['mairie', 'a@b.example\r\nBcc: c@d.example', ''])(
    '%j is refused and stays typed',
    async (typed) => {
      const page = await add(typed)
      expect([page.status, page.text]).toEqual([422, expect.stringContaining('adresse complète')])
      expect(await left()).toEqual([])
    },
  )

  test('never confirmed, or removed, receives no data', async () => {
    await addConfirmed('ancienne@fay-aux-loges.example')
    await add(MAIRIE)
    await choose('transmission', 'csv', 'oui')
    const page = await martine.visit(courriels)
    const remove = page.html.match(/action="([^"]+\/retrait)"/)?.[1] ?? ''
    await martine.visit(remove, { form: {} })
    await service.settle()
    service.sandbox.mailbox.clear()
    await transmit()
    expect(await left()).toEqual([])
    expect(await made()).toEqual([])
    expect((await martine.visit(courriels)).text).toContain('Aucune adresse n’est confirmée')
  })

  test('removed while its mail waits receives it never', async () => {
    await addConfirmed()
    await choose('transmission', 'csv', 'oui')
    service.sandbox.mailbox.refuseNext(450)
    await transmit()
    await service.settle()
    const [waiting] = await inTenant((tx) => tx.select().from(mailTable))
    const page = await martine.visit(courriels)
    await martine.visit(page.html.match(/action="([^"]+\/retrait)"/)?.[1] ?? '', { form: {} })
    await sendMail(service.services, { siret: FAY_AUX_LOGES, id: waiting?.id ?? '' })
    expect(service.sandbox.mailbox.messages).toEqual([])
  })

  test('agents read who receives mails and change nothing; others see nothing', async () => {
    await addConfirmed()
    const nadia = service.newVisitor()
    await nadia.signIn('/agent/connexion', { identity: 'nadia' })
    const page = await nadia.visit(courriels)
    expect(page.text).toContain(MAIRIE)
    expect(page.html).not.toContain('/retrait"')
    const [recipient] = await listRecipients(service.services.db, FAY_AUX_LOGES)
    for (const path of [
      '',
      '/adresses',
      `/adresses/${recipient?.id}/retrait`,
      `/adresses/${recipient?.id}/renvoi`,
    ])
      expect((await nadia.visit(`${courriels}${path}`, { form: { frequence: 'jamais' } })).status).toBe(404)
    for (const id of ['x', '%00', '7f1d7a52-52d3-4a0e-9d3e-0a6c3f7f9b11'])
      expect((await martine.visit(`${courriels}/adresses/${id}/retrait`, { form: {} })).text).toContain(
        'déjà',
      )
  })
})

describe('a link', () => {
  test('that does not arrive is said beside its address', async () => {
    service.sandbox.mailbox.refuseRecipient(MAIRIE, 550)
    await add(MAIRIE)
    await service.settle()
    expect((await martine.visit(courriels)).text).toContain('Le lien n’est pas encore arrivé')
  })

  test('leaves fifty times a day for one collectivité, to whomever', async () => {
    const pages = []
    for (let count = 0; count < 52; count++) {
      pages.push(await add(`inconnu-${count}@ailleurs.example`))
      await inTenant((tx) => tx.update(recipients).set({ removedAt: clock(), tokenHash: null }))
    }
    expect(pages.map(({ status }) => status)).toEqual([...Array.from({ length: 50 }, () => 200), 422, 422])
    expect(pages.at(-1)?.text).toContain('cinquante en tout')
  })

  test('who leaves the collectivité receives nothing more at her own address', async () => {
    const nadia = 'nadia.berthillon@fay-aux-loges.example'
    await service.newVisitor().signIn('/agent/connexion', { identity: 'nadia' })
    await addConfirmed(nadia)
    await choose('transmission')
    const agents = `/agent/collectivites/${FAY_AUX_LOGES}/agents`
    const { html } = await martine.visit(agents)
    const removals = [...html.matchAll(/href="([^"]+\/retrait)"/g)].map(([, path]) => path ?? '')
    for (const path of removals) {
      const asked = await martine.visit(path)
      if (!asked.text.includes('Quitter')) await martine.visit(path, { form: {} })
    }
    expect((await listRecipients(service.services.db, FAY_AUX_LOGES)).map(({ email }) => email)).toEqual([])
    await service.addMember(FAY_AUX_LOGES, nadia)
  })
})

describe('at each transmission', () => {
  test('the first leaves at once, those of the next five minutes together, and each in one delivery', async () => {
    await addConfirmed()
    await choose('transmission')
    const first = await transmit()
    expect(await subjects()).toEqual(['[QF] 1 transmission reçue – Fay-aux-Loges'])
    clock.moveBy(MINUTE)
    const others = [await transmit(), await transmit()]
    await makeNow()
    expect(await left()).toHaveLength(1)
    clock.moveBy(4 * MINUTE)
    await makeNow()
    expect((await subjects()).slice(1)).toEqual(['[QF] 2 transmissions reçues – Fay-aux-Loges'])
    expect((await made()).map(({ references }) => references.toSorted())).toEqual([
      [first],
      others.toSorted(),
    ])
    clock.moveBy(5 * MINUTE)
    await makeNow()
    expect(await left()).toHaveLength(2)
  })

  test('a notice says how many and where, and nothing of anybody', async () => {
    await addConfirmed()
    await choose('transmission')
    const reference = await transmit()
    const [mail] = await left()
    expect(mail?.text).toContain(`http://localhost`)
    expect(mail?.text).toContain(`/agent/collectivites/${FAY_AUX_LOGES}`)
    const [identity] = await inTenant((tx) => tx.select().from(submissions))
    expect(identity?.exportedAt).toBeNull()
    for (const secret of [reference, '742', 'ORDINAIRE', 'Nadège']) expect(mail?.text).not.toContain(secret)
    expect(mail?.attachments).toEqual([])
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail?.replyTo).toBe('aide@service.example')
    expect((await martine.visit(courriels)).text).toMatch(
      /1 transmission, avis mairie@fay-aux-loges\.example : parti/,
    )
    const [recipient] = await listRecipients(service.services.db, FAY_AUX_LOGES)
    const sent = { actor: 'service', action: 'avis envoyé', references: [`adresse:${recipient?.id}`] }
    expect(await lastEvents(10)).toContainEqual(sent)
  })

  test('nothing of another collectivité leaves here', async () => {
    await addConfirmed()
    await choose('transmission')
    await transmit(CALVI)
    expect(await left()).toEqual([])
  })
})

describe('the file', () => {
  test('is joined only by who said that she knows the risk, and not to a free mailbox', async () => {
    await addConfirmed()
    const refused = await choose('jour', 'csv')
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Cochez cette case')])
    expect(refused.html).toMatch(/id="contenu-csv"[^>]* checked/)
    await addConfirmed('mairie.fay@wanadoo.fr')
    const free = await choose('jour', 'csv', 'oui')
    expect([free.status, free.text]).toEqual([422, expect.stringContaining('mairie.fay@wanadoo.fr')])
    await choose('jour')
    const wanadoo = (await listRecipients(service.services.db, FAY_AUX_LOGES)).find(({ email }) =>
      email.includes('wanadoo'),
    )
    await martine.visit(`${courriels}/adresses/${wanadoo?.id}/retrait`, { form: {} })
    expect((await choose('jour', 'csv', 'oui')).text).toContain('enregistrés')
    const added = await add('mairie.fay@orange.fr')
    expect([added.status, added.text]).toEqual([422, expect.stringContaining('messagerie grand public')])
    expect(added.html).toContain('value="mairie.fay@orange.fr"')
  })

  test('carries the columns of the mail, over TLS, until a day that the mail names; opened is traced', async () => {
    await addConfirmed()
    await choose('transmission', 'csv', 'oui')
    const reference = await transmit()
    const [mail] = await left()
    expect(mail?.secure).toBe(true)
    expect(mail?.subject).toBe('[QF] Fichier de 1 transmission – Fay-aux-Loges')
    const [file] = mail?.attachments ?? []
    expect(file?.filename).toBe('quotients-familiaux_45142_2026-11-25--2026-11-25.csv')
    const [header, row] = file?.content.toString().split('\r\n') ?? []
    expect(header).toBe(
      '\uFEFF"Référence";"Date de transmission";"Nom de naissance";"Prénoms";"Quotient familial";"Mois du QF";"Année du QF";"À vérifier";"Nom connu de la mairie";"Enfants ou services concernés"',
    )
    expect(row).toContain(`"${reference}";"2026-11-25 10:00"`)
    expect(mail?.text).toContain('jusqu’au 23 février 2027')
    const [kept] = await inTenant((tx) => tx.select().from(submissions))
    expect([kept?.openedAt, kept?.exportedAt]).toEqual([clock(), clock()])
    const [recipient] = await listRecipients(service.services.db, FAY_AUX_LOGES)
    const to = `adresse:${recipient?.id}`
    expect(await lastEvents(2)).toEqual([
      { actor: 'service', action: 'courriel', references: [to, reference] },
      { actor: 'service', action: 'fichier envoyé', references: [to] },
    ])
    const journal = await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}/journal?quoi=fichiers`)
    expect(journal.text).toContain(`Mise dans un courriel ${MAIRIE} 1 référence`)
    expect(journal.text).toContain(`Fichier envoyé par courriel ${MAIRIE} Aucune`)
  })

  test.each(['none', 'wrong certificate'] as const)(
    'waits where TLS is: %s; says so; leaves after',
    async (offer) => {
      await addConfirmed()
      await choose('transmission', 'csv', 'oui')
      service.sandbox.mailbox.offerTls(offer)
      await transmit()
      expect(await left()).toEqual([])
      const [waiting] = await inTenant((tx) => tx.select().from(mailTable))
      expect(waiting?.lastCode).toBe('TLS')
      const [kept] = await inTenant((tx) => tx.select().from(submissions))
      expect(kept?.exportedAt).toBeNull()
      expect((await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}`)).text).toContain('pas protégée')
      service.sandbox.mailbox.offerTls('right')
      clock.moveBy(2 * MINUTE)
      await sendMail(service.services, { siret: FAY_AUX_LOGES, id: waiting?.id ?? '' })
      expect(service.sandbox.mailbox.messages.map(({ attachments }) => attachments.length)).toEqual([1])
    },
  )

  test('that did not leave leaves the resident free to take her transmission back', async () => {
    await addConfirmed()
    await choose('transmission', 'csv', 'oui')
    for (const fault of ['450', 'TLS'] as const) {
      if (fault === '450') service.sandbox.mailbox.refuseNext(450)
      else service.sandbox.mailbox.offerTls('none')
      await sendTo(service.services.safe, FAY_AUX_LOGES)
      await makeNow()
      await service.settle()
      const mail = (
        await inTenant((tx) =>
          tx.select().from(mailTable).where(isNull(mailTable.acceptedAt)).orderBy(mailTable.createdAt),
        )
      ).at(-1)
      expect(mail?.lastCode).toBe(fault)
      const [kept] = await inTenant((tx) => tx.select().from(submissions))
      expect([fault, kept?.openedAt]).toEqual([fault, null])
      clock.moveBy(6 * MINUTE)
    }
    service.sandbox.mailbox.reset()
    service.sandbox.mailbox.dropAfterDataNext()
    const [mail] = await inTenant((tx) => tx.select().from(mailTable))
    await sendMail(service.services, { siret: FAY_AUX_LOGES, id: mail?.id ?? '' })
    const opened = await inTenant((tx) =>
      tx.select().from(submissions).where(isNotNull(submissions.openedAt)),
    )
    expect(opened).toHaveLength(1)
  })

  test.each(['jamais', 'fermée'])('waits, and does not leave once it is: %s', async (end) => {
    await addConfirmed()
    await choose('transmission', 'csv', 'oui')
    service.sandbox.mailbox.refuseNext(450)
    await transmit()
    await service.settle()
    const [mail] = await inTenant((tx) => tx.select().from(mailTable))
    if (end === 'jamais') await choose('jamais', 'csv')
    else
      await service.services.db
        .update(collectivites)
        .set({ state: 'fermée' })
        .where(eq(collectivites.siret, FAY_AUX_LOGES))
    await sendMail(service.services, { siret: FAY_AUX_LOGES, id: mail?.id ?? '' })
    await service.services.db
      .update(collectivites)
      .set({ state: 'ouverte' })
      .where(eq(collectivites.siret, FAY_AUX_LOGES))
    expect(service.sandbox.mailbox.messages).toEqual([])
  })

  test('removed while the server takes its time: the file does not leave', async () => {
    await addConfirmed()
    await choose('transmission', 'csv', 'oui')
    service.sandbox.mailbox.refuseNext(450)
    await transmit()
    await service.settle()
    const [mail] = await inTenant((tx) => tx.select().from(mailTable))
    const { mailer } = service.services
    const slow = {
      ...service.services,
      mailer: {
        // The address goes between the last look and the attachment.
        send: async (what: Parameters<typeof mailer.send>[0]) => {
          await inTenant((tx) => tx.update(recipients).set({ removedAt: clock() }))
          return mailer.send(what)
        },
      },
    }
    await sendMail(slow, { siret: FAY_AUX_LOGES, id: mail?.id ?? '' })
    expect(service.sandbox.mailbox.messages).toEqual([])
  })

  test('what a gestionnaire takes back leaves as a notice', async () => {
    await addConfirmed()
    await choose('transmission', 'csv', 'oui')
    service.sandbox.mailbox.refuseNext(450)
    await transmit()
    await service.settle()
    await choose('transmission', 'avis')
    const [waiting] = await inTenant((tx) => tx.select().from(mailTable))
    await sendMail(service.services, { siret: FAY_AUX_LOGES, id: waiting?.id ?? '' })
    const [mail] = service.sandbox.mailbox.messages
    expect([mail?.subject, mail?.attachments]).toEqual(['[QF] 1 transmission reçue – Fay-aux-Loges', []])
  })
})

describe('a period', () => {
  test('ends at 07:00, holds what came before, leaves once, and not when nothing came', async () => {
    await addConfirmed()
    await choose('jour')
    clock.moveTo('2026-11-26T06:00:00Z')
    await strike()
    expect(await made()).toEqual([])
    clock.moveTo('2026-11-26T10:00:00Z')
    await transmit()
    clock.moveTo('2026-11-27T05:59:00Z')
    await strike()
    expect(await left()).toEqual([])
    clock.moveTo('2026-11-27T05:59:59.990Z')
    await sendTo(service.services.safe, FAY_AUX_LOGES)
    clock.moveTo('2026-11-27T06:00:10Z')
    await sendTo(service.services.safe, FAY_AUX_LOGES)
    await strike()
    expect(await subjects()).toEqual(['[QF] 2 transmissions reçues – Fay-aux-Loges'])
    clock.moveTo('2026-11-27T12:00:00Z')
    await strike()
    clock.moveTo('2026-11-28T06:00:00Z')
    await strike()
    clock.moveTo('2026-11-29T06:00:00Z')
    await strike()
    expect((await made()).map(({ periodEnd, count }) => [periodEnd.toISOString(), count])).toEqual([
      ['2026-11-27T06:00:00.000Z', 2],
      ['2026-11-28T06:00:00.000Z', 1],
    ])
  })

  test('that ended while nobody could receive leaves as soon as somebody confirms', async () => {
    await choose('jour')
    await transmit()
    clock.moveTo('2026-11-26T06:00:00Z')
    await strike()
    expect(await made()).toEqual([])
    clock.moveTo('2026-11-26T10:00:00Z')
    await martine.signIn('/agent/connexion', { identity: 'martine' })
    await add(MAIRIE)
    await service.newVisitor().visit(await linkTo(MAIRIE), { form: {} })
    expect((await subjects()).at(-1)).toBe('[QF] 1 transmission reçue – Fay-aux-Loges')
  })

  test('what was transmitted before the first choice leaves by no mail', async () => {
    await addConfirmed()
    await sendTo(service.services.safe, FAY_AUX_LOGES)
    clock.moveBy(MINUTE)
    await choose('jour')
    clock.moveTo('2026-11-26T06:00:00Z')
    await strike()
    expect(await made()).toEqual([])
  })

  test('a late transmission that was stored after its period left waits for the next', async () => {
    await addConfirmed()
    await choose('jour')
    await sendTo(service.services.safe, FAY_AUX_LOGES)
    clock.moveTo('2026-11-26T06:00:00Z')
    await strike()
    clock.moveTo('2026-11-26T05:59:59Z')
    await sendTo(service.services.safe, FAY_AUX_LOGES, contentOf())
    clock.moveTo('2026-11-26T06:01:00Z')
    await strike()
    expect(await made()).toHaveLength(1)
    clock.moveTo('2026-11-27T06:00:00Z')
    await strike()
    expect((await made()).map(({ count }) => count)).toEqual([1, 1])
  })
})

/** What the mailer makes of this answer to RCPT TO, by a server of three lines. */
async function outcomeOf(answer: string) {
  const server = createServer((socket) => {
    socket.write('220 x\r\n')
    socket.on('data', (chunk) => {
      const isRecipient = chunk.toString().startsWith('RCPT')
      socket.write(isRecipient ? `${answer}\r\n` : '250 ok\r\n')
    })
    socket.on('error', () => {})
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const { config } = service.services
  const mailer = createMailer({ ...config.mail, url: new URL(`smtp://127.0.0.1:${port}`) })
  const outcome = await mailer.send({ to: MAIRIE, subject: 'x', text: 'x', html: 'x', messageId: '<x@x>' })
  server.close()
  return outcome
}

describe('a mail that does not leave', () => {
  test('is tried again with growing waits for 48 hours, under one Message-ID, then given up and told', async () => {
    await addConfirmed()
    await choose('transmission')
    service.sandbox.mailbox.hangUp(true)
    await transmit()
    await service.settle()
    const job = async () => {
      const [mail] = await inTenant((tx) => tx.select().from(mailTable))
      if (!mail) throw new Error('No mail')
      return mail
    }
    const waits: number[] = []
    for (let tries = 0; tries < 40; tries++) {
      const { id, nextAttemptAt, failedAt } = await job()
      if (failedAt || !nextAttemptAt) break
      waits.push((nextAttemptAt.getTime() - clock().getTime()) / MINUTE)
      clock.moveTo(nextAttemptAt.toISOString())
      await sendMail(service.services, { siret: FAY_AUX_LOGES, id })
    }
    const given = await job()
    expect(given.failedAt?.getTime()).toBe(given.createdAt.getTime() + 48 * HOUR)
    expect(waits[0]).toBeLessThan(2)
    expect(waits[5]).toBeGreaterThan(30)
    expect(Math.max(...waits)).toBeLessThan(5 * 60)
    // Eight hours without a click.
    await martine.signIn('/agent/connexion', { identity: 'martine' })
    const desk = await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}`)
    expect(desk.text).toContain('Un courriel de ces 7 derniers jours n’a pas pu partir')
    expect((await martine.visit(courriels)).text).toMatch(/pas parti \(la messagerie [^)]+ 421\)/)
  })

  test('a server that took it and hung up gets the same Message-ID again', async () => {
    await addConfirmed()
    await choose('transmission')
    service.sandbox.mailbox.dropAfterDataNext()
    await transmit()
    await service.settle()
    const [mail] = await inTenant((tx) => tx.select().from(mailTable))
    await sendMail(service.services, { siret: FAY_AUX_LOGES, id: mail?.id ?? '' })
    const ids = service.sandbox.mailbox.messages.map(({ messageId }) => messageId)
    expect(ids).toEqual([ids[0], ids[0]])
    expect(ids[0]).toMatch(/^<[0-9a-f-]{36}@service\.example>$/)
  })

  test('an address that its server refuses gets no more, the desk says so, a new confirmation ends it', async () => {
    await addConfirmed()
    await addConfirmed('periscolaire@fay-aux-loges.example')
    await choose('transmission')
    service.sandbox.mailbox.refuseRecipient(MAIRIE, 550)
    await transmit()
    expect((await left()).map(({ to }) => to[0])).toEqual(['periscolaire@fay-aux-loges.example'])
    clock.moveBy(6 * MINUTE)
    await transmit()
    await makeNow()
    expect((await left()).map(({ to }) => to[0])).toEqual([
      'periscolaire@fay-aux-loges.example',
      'periscolaire@fay-aux-loges.example',
    ])
    const desk = await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}`)
    expect(desk.text).toContain(`L’adresse ${MAIRIE} refuse nos courriels`)
    const journal = await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}/journal?quoi=agents`)
    expect(journal.text.split(`Adresse refusée par son serveur ${MAIRIE}`)).toHaveLength(2)
    service.sandbox.mailbox.reset()
    const page = await martine.visit(courriels)
    expect(page.text).toContain('Refuse nos courriels')
    await martine.visit(page.html.match(/action="([^"]+\/renvoi)"/)?.[1] ?? '', { form: {} })
    await service.newVisitor().visit(await linkTo(MAIRIE), { form: {} })
    // What it missed leaves first.
    expect((await subjects()).at(-1)).toBe('[QF] 1 transmission reçue – Fay-aux-Loges')
    clock.moveBy(6 * MINUTE)
    service.sandbox.mailbox.clear()
    await transmit()
    await makeNow()
    expect((await left()).map(({ to }) => to[0]).toSorted()).toEqual([
      MAIRIE,
      'periscolaire@fay-aux-loges.example',
    ])
  })

  test('of an address that was replaced, what reached nobody goes to the new one', async () => {
    await addConfirmed()
    await choose('transmission')
    service.sandbox.mailbox.refuseRecipient(MAIRIE, 550)
    await transmit()
    await service.settle()
    const [recipient] = await listRecipients(service.services.db, FAY_AUX_LOGES)
    await martine.visit(`${courriels}/adresses/${recipient?.id}/retrait`, { form: {} })
    await add('accueil@fay-aux-loges.example')
    await service.newVisitor().visit(await linkTo('accueil@fay-aux-loges.example'), { form: {} })
    expect((await subjects()).at(-1)).toBe('[QF] 1 transmission reçue – Fay-aux-Loges')
  })

  test('a refusal that is about us stops no address', async () => {
    expect(await outcomeOf('554 5.7.1 Relay access denied')).toEqual({ kind: 'later', code: '554' })
    expect(await outcomeOf('550 5.1.1 No such user')).toEqual({ kind: 'recipient-refused', code: '550' })
    expect(await outcomeOf('552 5.2.2 Mailbox full')).toEqual({ kind: 'recipient-refused', code: '552' })
  })

  test('one that two jobs ask for at once leaves once', async () => {
    await addConfirmed()
    await choose('transmission')
    service.sandbox.mailbox.refuseNext(450)
    await transmit()
    await service.settle()
    const [mail] = await inTenant((tx) => tx.select().from(mailTable))
    service.sandbox.mailbox.delayNext(300)
    const job = { siret: FAY_AUX_LOGES, id: mail?.id ?? '' }
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => sendMail(service.services, job)))
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(2)
    expect(service.sandbox.mailbox.messages).toHaveLength(1)
    await sendMail(service.services, job)
    expect(service.sandbox.mailbox.messages).toHaveLength(1)
  })

  test('one whose job was lost is asked for again within the hour', async () => {
    await addConfirmed()
    await choose('transmission')
    service.sandbox.mailbox.refuseNext(450)
    await transmit()
    await service.settle()
    await service.services.db.execute(sql`delete from pgboss.job`)
    clock.moveBy(2 * HOUR)
    await sweepMails(service.services)
    expect(await left()).toHaveLength(1)
  })

  test('what was cancelled meanwhile is not spoken of', async () => {
    await addConfirmed()
    await choose('transmission')
    service.sandbox.mailbox.refuseNext(450)
    await sendTo(service.services.safe, FAY_AUX_LOGES)
    await makeNow()
    await service.settle()
    await inTenant((tx) => tx.delete(submissions))
    const [mail] = await inTenant((tx) => tx.select().from(mailTable))
    await sendMail(service.services, { siret: FAY_AUX_LOGES, id: mail?.id ?? '' })
    expect(service.sandbox.mailbox.messages).toEqual([])
    expect(await inTenant((tx) => tx.$count(mailTable))).toBe(0)
  })

  test('no log line, and no row of the queue, holds an address or a name', async () => {
    const lines = service.logs.join('')
    for (const secret of [MAIRIE, 'wanadoo', nadege.familyName]) expect(lines).not.toContain(secret)
  })
})

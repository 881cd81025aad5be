import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runAdmin } from '#src/admin.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { rowsOf } from '#src/db/rows-of.js'
import { collectivites, mails as mailTable, rateLimits, submissions } from '#src/db/schema.js'
import { listFailed } from '#src/delivery/failed-sendings.js'
import { sendMail } from '#src/delivery/send-mail.js'
import { sweepMails } from '#src/delivery/sweep-mails.js'
import { eraseSubmission } from '#src/submission/erase.js'
import { attestationPdf, postWithFiles, TYPED_IDENTITY, TYPED_VALUE } from '../support/attestation.js'
import { fixedClock } from '../support/clock.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { signInOperator } from '../support/operator.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type VisitedPage, type Visitor } from '../support/visitor.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ADDRESS = 'adresse.a.oublier@courrier.example'
const PERSON = ['MARCHADIER', 'Élodie', 'Elodie', 'Jeanne', '742', '1988']
const LEAVES = 'Le récépissé part à l’adresse que vous avez écrite'
const ALREADY = 'Un récépissé est déjà parti pour cette transmission'
const FORM = 'Recevoir un récépissé par courriel (facultatif)'
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const clock = fixedClock('2026-11-25T09:00:00Z')
let service: TestService
let resident: Visitor
let reference: string

beforeAll(async () => {
  service = await startTestService({ now: clock })
  const contact = 'Mairie, 02 38 59 57 11'
  await service.open(FAY_AUX_LOGES, { contact, acceptsWithoutFranceConnect: true })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
})
afterAll(() => service?.close())
beforeEach(async () => {
  await service.settle()
  service.sandbox.mailbox.reset()
  const { db } = service.services
  await db.delete(rateLimits)
  // The queue lives by the real time: what a test before has put off is not for this one.
  await db.execute(sql`delete from pgboss.job`)
  await inTenant((tx) => tx.delete(mailTable))
  await db.update(collectivites).set({ mailFailedAt: null })
  clock.moveTo('2026-11-25T09:00:00Z')
  resident = service.newVisitor()
  reference = await transmit(resident)
})

function inTenant<T>(read: Parameters<typeof asCollectivite<T>>[2]): Promise<T> {
  return asCollectivite(service.services.db, FAY_AUX_LOGES, read)
}
async function transmit(who: Visitor, at = FAY_AUX_LOGES): Promise<string> {
  const review = await who.signIn(`/collectivites/${at}/connexion`, { identity: 'ordinary' })
  const form = { revue: fieldOf(review.html, 'revue') }
  const sent = await who.visit(`/collectivites/${at}/envois`, { form })
  expect(sent.text).toContain('C’est transmis')
  return sent.url.pathname.split('/').at(-1) ?? ''
}
async function transmitUnidentified(who: Visitor): Promise<string> {
  const attestation = `/collectivites/${FAY_AUX_LOGES}/attestation`
  const form = await who.visit(attestation)
  // As long as a person needs, so that nothing waits.
  clock.moveBy(MINUTE)
  const fields = { ...TYPED_IDENTITY, ...TYPED_VALUE }
  const files = [{ name: 'attestation.pdf', bytes: await attestationPdf() }]
  const sent = await postWithFiles(who, form, attestation, fields, files)
  return sent.url.pathname.split('/').at(-1) ?? ''
}
const page = (of = reference) => `/collectivites/${FAY_AUX_LOGES}/confirmation/${of}`
const ask = (adresse = ADDRESS, of = reference, who = resident) =>
  who.visit(`${page(of)}/courriel`, { form: { adresse } })
async function left() {
  await service.settle()
  return service.sandbox.mailbox.messages
}
async function onlyMail() {
  const all = await inTenant((tx) => tx.select().from(mailTable))
  expect(all).toHaveLength(1)
  return all[0] as (typeof all)[number]
}
const tryAgain = async () => sendMail(service.services, { siret: FAY_AUX_LOGES, id: (await onlyMail()).id })
const collectivite = async () => {
  const { db } = service.services
  return (await db.select().from(collectivites).where(eq(collectivites.siret, FAY_AUX_LOGES)))[0]
}
/** Everything that the database holds of mails, limits and jobs, and every log line, as one text. */
async function everything(): Promise<string> {
  const { db } = service.services
  const rows = await inTenant(async (tx) => [
    ...rowsOf(await tx.execute(sql`select m::text as row from mails m`)),
    ...rowsOf(await tx.execute(sql`select l::text as row from rate_limits l`)),
  ])
  const jobs = [
    await db.execute(sql`select j::text as row from pgboss.job j`),
    await db.execute(sql`select a::text as row from pgboss.archive a`),
  ].flatMap(rowsOf)
  return JSON.stringify([rows, jobs, service.logs])
}
async function expectNowhere(words: string[]) {
  const all = await everything()
  for (const word of words) {
    expect(all, word).not.toContain(word)
    expect(all, word).not.toContain(Buffer.from(word).toString('hex'))
  }
}
const expectForgotten = async () => {
  expect((await onlyMail()).envelope).toBeNull()
  await expectNowhere([ADDRESS, 'a.oublier'])
}

describe('a receipt by mail', () => {
  test('is offered after the sending, arrives once, and says what, to whom, when, and what next', async () => {
    const offered = await resident.visit(page())
    expect(offered.text).toContain(FORM)
    expect(offered.html).toMatch(/<input[^>]*type="email"[^>]*autocomplete="email"/)
    const shown = await ask(` ${ADDRESS.toUpperCase()} `)
    expect([shown.status, shown.url.pathname]).toEqual([200, page()])
    expect(shown.url.hash).toBe('#recepisse-par-courriel')
    expect(shown.html).toContain('id="recepisse-par-courriel"')
    expect(shown.text).toContain(LEAVES)
    expect(shown.text).not.toContain(FORM)
    expect(shown.html.toLowerCase()).not.toContain(ADDRESS)
    const all = await left()
    expect(all).toHaveLength(1)
    const mail = all[0]
    expect(mail?.to).toEqual([ADDRESS])
    expect(mail?.subject).toBe(`Récépissé de votre transmission ${reference}`)
    expect(mail?.replyTo).toBe('aide@service.example')
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail?.attachments).toEqual([])
    const said = mail?.text.replace(/\s/g, ' ')
    for (const words of [
      'Un quotient familial (novembre 2026) a été transmis à Fay-aux-Loges – Loiret (45), 45450 –',
      'le 25 novembre 2026 à 10 h 00, heure de Paris.',
      `Référence : ${reference}`,
      'adressez-vous à votre collectivité : Mairie, 02 38 59 57 11.',
      'Pendant 90 jours',
      `${service.url}/mes_transmissions`,
      'Personne ne vous appellera',
      'Si vous n’avez pas demandé ce courriel, ne faites rien',
    ])
      expect(said).toContain(words)
  })

  test('holds nothing of the person nor her quotient familial; queue, limits and logs not even the address', async () => {
    await ask()
    const [mail] = await left()
    const whole = [mail?.text, mail?.html, ...[...(mail?.headers.values() ?? [])].map(String)].join('\n')
    for (const word of PERSON) expect(whole.replaceAll(reference, ''), word).not.toContain(word)
    await expectForgotten()
    await expectNowhere(['MARCHADIER', reference])
    // Told neither to the agents' journal.
    const martine = service.newVisitor()
    await martine.signIn('/agent/connexion', { identity: 'martine' })
    expect((await martine.visit(`${desk}/journal`)).text).not.toContain('oublier')
  })

  test('later, the page says when it left', async () => {
    await ask()
    await left()
    const shown = await resident.visit(page())
    expect(shown.text).toContain('Un récépissé est parti par courriel le 25 novembre 2026 à 10 h 00')
    expect(shown.text).not.toContain(FORM)
  })

  test('posted twice leaves once, to the first address, and the page says so', async () => {
    await ask()
    const again = await ask('autre@courrier.example')
    expect([again.status, again.url.pathname]).toEqual([200, page()])
    expect(again.text).toContain(ALREADY)
    expect((await left()).map(({ to }) => to)).toEqual([[ADDRESS]])
    expect(await onlyMail()).toMatchObject({ attempts: 1 })
  })

  test('posted by many at the same moment leaves once', async () => {
    const shown = await Promise.all(Array.from({ length: 6 }, (_, at) => ask(`a${at}@courrier.example`)))
    expect(shown.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
    expect(shown.filter(({ text }) => text.includes(LEAVES))).toHaveLength(1)
    expect(shown.filter(({ text }) => text.includes(ALREADY))).toHaveLength(5)
    expect(await left()).toHaveLength(1)
    // A double click does not use up the address's day.
    const taken = await service.services.db.select().from(rateLimits)
    expect(taken.filter(({ key }) => key.startsWith('receipt:')).map(({ points }) => points)).toEqual([1])
  })

  test('goes as well to who sent without FranceConnect, while her browser knows it, and to nobody else', async () => {
    const visitor = service.newVisitor()
    const of = await transmitUnidentified(visitor)
    expect((await ask(ADDRESS, of)).status).toBe(404)
    expect((await ask(ADDRESS, of, service.newVisitor())).status).toBe(404)
    expect((await ask(ADDRESS, of, visitor)).text).toContain(LEAVES)
    const [mail] = await left()
    expect(mail?.subject).toBe(`Récépissé de votre transmission ${of}`)
    expect(mail?.text).toContain('Une attestation de quotient familial (novembre 2026) a été transmise')
    expect(mail?.text).not.toContain('/mes_transmissions')
    for (const word of ['ESSAI-PAPIER', 'Solange', '612', '1988']) expect(mail?.text).not.toContain(word)
    await expectForgotten()
  })

  test('the sweep of ninety days does not open the way to a second one', async () => {
    await ask()
    await left()
    clock.moveBy(89 * 24 * HOUR)
    await sweepMails(service.services)
    await resident.signIn('/mes_transmissions/connexion', { identity: 'ordinary' })
    expect((await ask()).text).toContain(ALREADY)
    expect(await left()).toHaveLength(1)
  })
})

describe('refused', () => {
  test.each([
    '',
    'prenom.nom',
    'prenom.nom@exemple',
    'élodie@exemple.fr',
    'a@exemple.fr, b@exemple.fr',
    'a@exemple.fr\r\nBcc: b@exemple.fr',
    '"><script>@exemple.fr',
  ])(
    '%j stays typed, with its error beside it and on top, on a page that is otherwise whole',
    async (typed) => {
      const shown = await ask(typed)
      expect(shown.status).toBe(422)
      expect(shown.html).toMatch(/<title>Erreur : /)
      expect(shown.html).toContain('<a href="#adresse">Écrivez une adresse complète')
      expect(shown.html).toMatch(/id="adresse-erreur"[^>]*>Écrivez une adresse complète/)
      for (const whole of [
        'C’est transmis',
        reference,
        'Télécharger le récépissé',
        'Annuler cette transmission',
      ])
        expect(shown.text).toContain(whole)
      expect(shown.html).not.toContain('<script>@')
      if (/^[\w.@]+$/.test(typed)) expect(shown.html).toContain(`value="${typed}"`)
      expect(await left()).toEqual([])
      // Corrected, it leaves.
      expect((await ask()).text).toContain(LEAVES)
    },
  )

  test('what is no field of the form, or no form, sends nothing', async () => {
    for (const form of [{}, { adresse: '' }, { courriel: ADDRESS }])
      expect((await resident.visit(`${page()}/courriel`, { form })).status).toBe(422)
    const json = await resident.request(`${page()}/courriel`, {
      body: JSON.stringify({ adresse: ADDRESS }),
      headers: { 'Content-Type': 'application/json' },
    })
    expect(json.status).toBe(415)
    const elsewhere = await resident.request(`${page()}/courriel`, {
      form: { adresse: ADDRESS },
      headers: { Origin: 'https://ailleurs.example', 'Sec-Fetch-Site': 'cross-site' },
    })
    expect(elsewhere.status).toBe(403)
    expect((await resident.request(`${page()}/courriel`)).status).toBe(405)
    expect(await left()).toEqual([])
  })

  test('to anybody else, as for a transmission that never was', async () => {
    const other = service.newVisitor()
    await other.signIn('/mes_transmissions/connexion', { identity: 'msa' })
    for (const stranger of [other, service.newVisitor()]) {
      const [hers, none] = [
        await ask(ADDRESS, reference, stranger),
        await ask(ADDRESS, 'Q222222222', stranger),
      ]
      expect([hers.status, none.status]).toEqual([404, 404])
      expect(hers.text.replaceAll(reference, 'Q222222222')).toBe(none.text)
      expect(hers.text).toContain('Aucun courriel n’est parti')
    }
    expect((await resident.visit(`${page('Q222222222')}/courriel`, { form: {} })).status).toBe(404)
    expect(await left()).toEqual([])
    expect(await inTenant((tx) => tx.$count(mailTable))).toBe(0)
  })

  test('the sixth to one address in a day, whoever asks; another address is free', async () => {
    const others: [Visitor, string][] = []
    for (let count = 0; count < 6; count++) {
      const visitor = service.newVisitor()
      others.push([visitor, await transmit(visitor)])
    }
    const shown = []
    // Notes behind a plus are of the same mailbox.
    const written = [
      ADDRESS,
      ADDRESS.toUpperCase(),
      ADDRESS.replace('@', '+note@'),
      ADDRESS.replace('@', '+a+b@'),
    ]
    for (const [at, [visitor, of]] of others.entries())
      shown.push(await ask(written[at % written.length], of, visitor))
    expect(shown.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
    const last = shown.at(-1)
    expect(last?.text).toContain('Cinq récépissés sont partis vers cette adresse')
    expect(last?.text).toContain('Télécharger le récépissé')
    const [visitor, of] = others.at(-1) as [Visitor, string]
    expect((await ask('autre@courrier.example', of, visitor)).text).toContain(LEAVES)
    expect(await left()).toHaveLength(6)
  })
})

describe('who is not identified', () => {
  test('has ten a day sent from one network, to whomever; who is identified there has hers', async () => {
    const shown: VisitedPage[] = []
    for (let count = 0; count < 11; count++) {
      const visitor = service.newVisitor('192.0.2.10')
      const of = await transmitUnidentified(visitor)
      shown.push(await ask(`inconnu${count}@courrier.example`, of, visitor))
    }
    expect(shown.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 200), 429])
    const last = shown.at(-1)
    expect(last?.text).toContain('Beaucoup de récépissés sont déjà partis depuis hier')
    expect(last?.text).toContain('Télécharger le récépissé')
    expect((await ask()).text).toContain(LEAVES)
    expect(await left()).toHaveLength(11)
  })

  test('is not told which addresses exist', async () => {
    const pageAfter = async (adresse: string) => {
      const visitor = service.newVisitor()
      const of = await transmitUnidentified(visitor)
      const asked = await ask(adresse, of, visitor)
      await service.settle()
      const later = await visitor.visit(page(of))
      const again = await ask(adresse, of, visitor)
      // Of two transmissions, sent at two moments.
      const bare = (text: string) => text.replaceAll(of, '').replace(/\d+ h \d+/g, '')
      return [asked, later, again].map(({ text }) => bare(text))
    }
    service.sandbox.mailbox.refuseRecipient('personne@courrier.example', 550)
    const refused = await pageAfter('personne@courrier.example')
    expect(await inTenant((tx) => tx.$count(mailTable, eq(mailTable.lastCode, '550')))).toBe(1)
    expect(refused).toEqual(await pageAfter('quelquun@courrier.example'))
    expect(refused[1]).toContain(LEAVES)
  })
})

describe('of a transmission that is gone', () => {
  test('taken back: no form, and nothing is sent', async () => {
    await resident.visit(`${page()}/annulation`, { form: {} })
    const shown = await resident.visit(page())
    expect(shown.text).toContain('Transmission annulée')
    expect(shown.text).not.toContain(FORM)
    expect((await ask()).text).toContain('Transmission annulée')
    expect(await left()).toEqual([])
  })

  test('taken back while its receipt waits: the receipt does not leave, and its address is gone', async () => {
    service.sandbox.mailbox.refuseNext(450)
    await ask()
    await service.settle()
    const { id } = await onlyMail()
    await resident.visit(`${page()}/annulation`, { form: {} })
    expect(await inTenant((tx) => tx.$count(mailTable))).toBe(0)
    await sendMail(service.services, { siret: FAY_AUX_LOGES, id })
    expect(await left()).toEqual([])
  })

  test('taken back at the very moment: the receipt leaves, or never does, and none is left behind', async () => {
    for (let round = 0; round < 6; round++) {
      const visitor = service.newVisitor()
      const of = await transmit(visitor)
      await Promise.all([
        ask(`a${round}@courrier.example`, of, visitor),
        visitor.request(`${page(of)}/annulation`, { form: {} }),
      ])
      await service.settle()
      const waiting = await inTenant((tx) =>
        tx.$count(mailTable, sql`${mailTable.acceptedAt} is null or ${mailTable.envelope} is not null`),
      )
      expect(waiting).toBe(0)
    }
  })

  test('erased: no form, and nothing is sent', async () => {
    const { safe } = service.services
    await inTenant((tx) =>
      eraseSubmission(tx, safe.keyring, FAY_AUX_LOGES, eq(submissions.reference, reference)),
    )
    for (const shown of [await resident.visit(page()), await ask()]) {
      expect(shown.text).toContain('n’est plus gardé')
      expect(shown.text).not.toContain(FORM)
    }
    expect(await left()).toEqual([])
  })
})

describe('a mail server that', () => {
  test('refuses for a while gets it later; until then all is sealed, then all is gone', async () => {
    service.sandbox.mailbox.refuseNext(450)
    await ask()
    await service.settle()
    const waiting = await onlyMail()
    expect([waiting.attempts, waiting.lastCode]).toEqual([1, '450'])
    expect(waiting.envelope).not.toBeNull()
    await expectNowhere([ADDRESS, 'a.oublier', reference])
    expect((await resident.visit(page())).text).toContain(LEAVES)
    clock.moveBy(2 * MINUTE)
    await tryAgain()
    expect(service.sandbox.mailbox.messages.map(({ to }) => to)).toEqual([[ADDRESS]])
    await expectForgotten()
  })

  test('refuses the address for good: it is gone, she is told, and nobody else is', async () => {
    service.sandbox.mailbox.refuseRecipient(ADDRESS, 550)
    await ask()
    await service.settle()
    expect(await onlyMail()).toMatchObject({ lastCode: '550', failedAt: clock() })
    await expectForgotten()
    const shown = await resident.visit(page())
    expect(shown.text).toContain('Le récépissé n’a pas pu partir')
    expect(shown.text).not.toContain(FORM)
    expect((await ask()).text).toContain('Le récépissé n’a pas pu partir')
    expect((await collectivite())?.mailFailedAt).toBeNull()
    expect(await listFailed(service.services)).toEqual({ sendings: [], deadLetters: [] })
    const lines: string[] = []
    await runAdmin(['deliveries:failed'], service.environment, (line) => lines.push(line))
    await runAdmin(['deliveries:retry'], service.environment, (line) => lines.push(line))
    expect(lines).toEqual(['0 mails, 0 folders, 0 jobs', '0 tried again'])
    const martine = service.newVisitor()
    await martine.signIn('/agent/connexion', { identity: 'martine' })
    for (const path of ['', '/courriels', '/agents']) {
      const { text } = await martine.visit(`${desk}${path}`)
      expect(text).toContain('Fay-aux-Loges')
      expect(text).not.toMatch(/oublier|pas pu partir|refus(e|ent) nos courriels|récépissé/i)
    }
    // That she asked, as that she took it; not where it goes, nor how it fares.
    const journal = await martine.visit(`${desk}/journal`)
    expect(journal.text).toContain('l’usager Récépissé demandé par courriel 1 référence')
    expect(journal.text).not.toMatch(/oublier|pas pu partir|refus(e|ent) nos courriels|Adresse refusée/i)
    expect(journal.text).not.toContain(ADDRESS)
    const claire = await signInOperator(service)
    const failures = await claire.visit('/dinum/pannes?partout=oui')
    expect(failures.text).toContain('Rien n’est abandonné.')
    const health = await claire.visit(`/dinum/collectivites/${FAY_AUX_LOGES}`)
    expect([health.status, health.text.includes('refusés ou abandonnés')]).toEqual([200, false])
  })

  test('takes a receipt says nothing of the collectivité’s own mails', async () => {
    const failing = new Date('2026-11-20T09:00:00Z')
    await service.services.db.update(collectivites).set({ mailFailedAt: failing })
    await ask()
    expect(await left()).toHaveLength(1)
    expect((await collectivite())?.mailFailedAt).toEqual(failing)
  })

  test('is away for 48 hours: it is tried until then, and given up with its address', async () => {
    service.sandbox.mailbox.hangUp(true)
    await ask()
    await service.settle()
    for (let tries = 0; tries < 40; tries++) {
      const { nextAttemptAt } = await onlyMail()
      if (!nextAttemptAt) break
      expect((await onlyMail()).envelope).not.toBeNull()
      clock.moveTo(nextAttemptAt.toISOString())
      await tryAgain()
    }
    const { createdAt, failedAt, attempts } = await onlyMail()
    expect(failedAt?.getTime()).toBe(createdAt.getTime() + 48 * HOUR)
    expect(attempts).toBeGreaterThan(10)
    await expectForgotten()
    expect((await collectivite())?.mailFailedAt).toBeNull()
    service.sandbox.mailbox.reset()
    await tryAgain()
    expect(await left()).toEqual([])
  })

  test('is away, and the job is lost: asked for again within the hour, given up after 48', async () => {
    service.sandbox.mailbox.hangUp(true)
    await ask()
    await service.settle()
    const { db } = service.services
    await db.execute(sql`delete from pgboss.job`)
    clock.moveBy(2 * HOUR)
    await sweepMails(service.services)
    await service.settle()
    expect(await onlyMail()).toMatchObject({ attempts: 2, failedAt: null })
    await db.execute(sql`delete from pgboss.job`)
    clock.moveTo('2026-11-27T08:59:00Z')
    await sweepMails(service.services)
    await service.settle()
    expect(await onlyMail()).toMatchObject({ attempts: 3, failedAt: null })
    await db.execute(sql`delete from pgboss.job`)
    clock.moveTo('2026-11-27T09:00:01Z')
    await sweepMails(service.services)
    expect(await onlyMail()).toMatchObject({ attempts: 3, failedAt: clock(), nextAttemptAt: null })
    await expectForgotten()
    await service.settle()
    expect((await onlyMail()).attempts).toBe(3)
  })
})

test('without a worker, on the embedded database, the page waits for nobody and the mail waits sealed', async () => {
  const alone = await startTestService({ kind: 'pglite', worker: false })
  try {
    await alone.open(FAY_AUX_LOGES)
    const visitor = alone.newVisitor()
    const of = await transmit(visitor)
    expect((await ask(ADDRESS, of, visitor)).text).toContain(LEAVES)
    expect((await ask(ADDRESS, of, visitor)).text).toContain(ALREADY)
    expect((await visitor.visit(page(of))).text).toContain(LEAVES)
    expect(alone.sandbox.mailbox.messages).toEqual([])
    const rows = await asCollectivite(alone.services.db, FAY_AUX_LOGES, (tx) => tx.select().from(mailTable))
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ attempts: 0, acceptedAt: null })
    expect(rows[0]?.envelope?.includes(ADDRESS)).toBe(false)
  } finally {
    await alone.close()
  }
})

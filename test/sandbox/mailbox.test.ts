import { generateKeyPairSync } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createMailer, type MailConfig } from '#src/mail/mailer.js'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { drawCertificates } from './mailbox/certificates.js'
import { createRandomFaults } from './mailbox/random-faults.js'
import { type Sandbox, startSandbox } from './sandbox.js'

const mail = {
  to: 'mairie@fay-aux-loges.example',
  subject: 'Objet accentué : été',
  text: 'Ouvrez https://exemple.fr/a?b=c\n',
  html: '<p>Ouvrez <a href="https://exemple.fr/a?b=c">ceci</a>.</p>',
  messageId: '<un@service.example>',
}
const CSV = { filename: 'été 2026.csv', contentType: 'text/csv', content: 'Nom;QF\r\nMARCHADIER;540\r\n' }
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: 'http://localhost:3000' } })
})
afterEach(() => sandbox.mailbox.reset())
afterAll(() => sandbox?.close())

type Delivery = { change?: object; ca?: string; servername?: string; requireTLS?: boolean }

/** `sent`, the code that the server answered, or the library's word. */
async function deliver({
  change,
  ca = sandbox.mailboxAuthority,
  servername,
  requireTLS = false,
}: Delivery = {}) {
  const { hostname, port } = new URL(sandbox.environment.SMTP_URL ?? '')
  const transport = createTransport({
    host: hostname,
    port: Number(port),
    requireTLS,
    tls: { ca, ...(servername ? { servername } : {}) },
  })
  try {
    await transport.sendMail({ from: 'service@service.example', ...mail, ...change })
    return 'sent'
  } catch (error) {
    const { responseCode, originalCode, code } = error as {
      responseCode?: number
      originalCode?: string
      code?: string
    }
    return code === 'ETLS' ? code : (responseCode ?? originalCode ?? code)
  }
}

const deliverMany = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const messageId = `<${index}@service.example>`
      return { messageId, outcome: await deliver({ change: { messageId } }) }
    }),
  )

const received = () => sandbox.mailbox.messages.map(({ messageId }) => messageId)

describe('what is kept of a mail', () => {
  test('both forms, its Message-ID and its attachments, byte for byte', async () => {
    expect(await deliver({ change: { attachments: [CSV] } })).toBe('sent')
    const [kept] = sandbox.mailbox.messages
    expect(kept).toMatchObject({ to: [mail.to], subject: mail.subject, text: mail.text, html: mail.html })
    expect(kept?.messageId).toBe(mail.messageId)
    expect(kept?.attachments).toEqual([{ ...CSV, content: Buffer.from(CSV.content) }])
  })

  test('whether it came over TLS', async () => {
    await deliver()
    sandbox.mailbox.offerTls('none')
    await deliver()
    expect(sandbox.mailbox.messages.map(({ secure }) => secure)).toEqual([true, false])
  })
})

describe('TLS', () => {
  test.each([
    ['localhost', { servername: 'localhost' }],
    ['127.0.0.1', {}],
  ])('the certificate is good for %s, for who knows its authority', async (_name, how) => {
    sandbox.mailbox.offerTls('right')
    expect(await deliver({ ...how, requireTLS: true })).toBe('sent')
  })

  test('it is not good for another name, nor for who does not know its authority', async () => {
    sandbox.mailbox.offerTls('right')
    expect(await deliver({ servername: 'smtp.exemple.fr' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    const other = await drawCertificates()
    expect(await deliver({ ca: other.authority })).toBe('CERT_SIGNATURE_FAILURE')
    expect(received()).toEqual([])
  })

  test('a wrong certificate stops who verifies it, until the right one is back', async () => {
    sandbox.mailbox.offerTls('wrong certificate')
    expect(await deliver()).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
    expect(received()).toEqual([])
    sandbox.mailbox.offerTls('right')
    expect(await deliver()).toBe('sent')
  })

  test('no TLS stops who insists on it, and nobody else', async () => {
    sandbox.mailbox.offerTls('none')
    expect(await deliver({ requireTLS: true })).toBe('ETLS')
    expect(received()).toEqual([])
    expect(await deliver()).toBe('sent')
  })
})

describe('faults of the SMTP server', () => {
  test.each([450, 550])('%i for the next recipients, then none', async (code) => {
    sandbox.mailbox.refuseNext(code, 2)
    expect([await deliver(), await deliver(), await deliver()]).toEqual([code, code, 'sent'])
    expect(received()).toHaveLength(1)
  })

  test('until told otherwise', async () => {
    const { refuseNext } = sandbox.mailbox
    refuseNext(450, Number.POSITIVE_INFINITY)
    expect([await deliver(), await deliver(), await deliver()]).toEqual([450, 450, 450])
    refuseNext(450, 0)
    expect(await deliver()).toBe('sent')
  })

  test('one recipient of two can be refused, by turn or by address', async () => {
    const to = ['un@mairie.example', 'deux@mairie.example']
    sandbox.mailbox.refuseNext(550)
    await deliver({ change: { to } })
    sandbox.mailbox.refuseRecipient('Deux@mairie.example', 550)
    await deliver({ change: { to } })
    expect(sandbox.mailbox.messages.map((one) => one.to)).toEqual([
      ['deux@mairie.example'],
      ['un@mairie.example'],
    ])
  })

  test('an address is refused until told otherwise', async () => {
    sandbox.mailbox.refuseRecipient(mail.to, 452)
    expect([await deliver(), await deliver()]).toEqual([452, 452])
    expect(await deliver({ change: { to: 'autre@mairie.example' } })).toBe('sent')
    sandbox.mailbox.refuseRecipient(mail.to, null)
    expect(await deliver()).toBe('sent')
  })

  test('the sender is refused', async () => {
    sandbox.mailbox.refuseSender(553)
    expect([await deliver(), await deliver()]).toEqual([553, 'sent'])
  })

  test.each([451, 554])('%i after DATA: the mail is not kept', async (code) => {
    sandbox.mailbox.refuseDataNext(code)
    expect(await deliver()).toBe(code)
    expect(received()).toEqual([])
    expect(await deliver()).toBe('sent')
  })

  test.each(['none', 'right'] as const)(
    'cut after DATA: the mail is kept, its sender does not know (TLS: %s)',
    async (tls) => {
      sandbox.mailbox.offerTls(tls)
      sandbox.mailbox.dropAfterDataNext()
      expect(await deliver()).toBe('ECONNECTION')
      expect(received()).toEqual([mail.messageId])
      expect(sandbox.mailbox.droppedMessageIds).toEqual([mail.messageId])
      expect(await deliver()).toBe('sent')
      expect(received()).toEqual([mail.messageId, mail.messageId])
      expect(sandbox.mailbox.droppedMessageIds).toHaveLength(1)
    },
  )

  test('who connects is hung up on, until told otherwise', async () => {
    sandbox.mailbox.hangUp(true)
    expect([await deliver(), await deliver()]).toEqual([421, 421])
    sandbox.mailbox.hangUp(false)
    expect(await deliver()).toBe('sent')
  })

  test('a slow answer: the mail is taken only then', async () => {
    sandbox.mailbox.delayNext(400)
    const start = performance.now()
    const sending = deliver()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(received()).toEqual([])
    expect(await sending).toBe('sent')
    expect(performance.now() - start).toBeGreaterThan(395)
    expect(received()).toHaveLength(1)
  })

  test('under parallel dialogues each fault is met as often as asked', async () => {
    sandbox.mailbox.refuseSender(451, 3)
    sandbox.mailbox.refuseNext(450, 4)
    sandbox.mailbox.refuseDataNext(452, 5)
    sandbox.mailbox.dropAfterDataNext(6)
    const sent = await deliverMany(40)
    expect(countOf(sent.map(({ outcome }) => outcome))).toEqual({
      451: 3,
      450: 4,
      452: 5,
      ECONNECTION: 6,
      sent: 22,
    })
    const dropped = sent.filter(({ outcome }) => outcome === 'ECONNECTION')
    const good = sent.filter(({ outcome }) => outcome === 'sent')
    expect(new Set(sandbox.mailbox.droppedMessageIds)).toEqual(
      new Set(dropped.map(({ messageId }) => messageId)),
    )
    expect(new Set(received())).toEqual(new Set([...good, ...dropped].map(({ messageId }) => messageId)))
    expect(received()).toHaveLength(28)
  })

  test('reset ends all of them', async () => {
    const { mailbox } = sandbox
    mailbox.hangUp(true)
    mailbox.refuseSender(451, Number.POSITIVE_INFINITY)
    mailbox.refuseNext(450, 3)
    mailbox.refuseRecipient(mail.to, 550)
    mailbox.refuseDataNext(451, 3)
    mailbox.dropAfterDataNext(3)
    mailbox.delayNext(60_000, 3)
    mailbox.offerTls('wrong certificate')
    mailbox.misbehaveAtRandom({ share: 1 })
    mailbox.reset()
    expect(await deliver()).toBe('sent')
    expect(mailbox.droppedMessageIds).toEqual([])
  })
})

describe('misbehaving at random', () => {
  test('draws all kinds of faults in about the share of the dialogues, and says what was kept', async () => {
    sandbox.mailbox.misbehaveAtRandom({ share: 0.5, seed: 1 })
    const sent = await deliverMany(120)
    const counts = countOf(sent.map(({ outcome }) => outcome))
    expect(Object.keys(counts).sort()).toEqual(['421', '450', '451', 'ECONNECTION', 'sent'])
    expect(counts.sent).toBeGreaterThan(40)
    expect(counts.sent).toBeLessThan(80)
    const idsOf = (wanted: string) =>
      sent.filter(({ outcome }) => outcome === wanted).map((one) => one.messageId)
    expect(new Set(sandbox.mailbox.droppedMessageIds)).toEqual(new Set(idsOf('ECONNECTION')))
    expect(new Set(received())).toEqual(new Set([...idsOf('ECONNECTION'), ...idsOf('sent')]))
  })

  test('the same seed draws the same, another one not', () => {
    const drawWith = (seed: number) => {
      const faults = createRandomFaults({ share: 0.5, seed })
      const dialogues = Array.from({ length: 30 }, () => ({}))
      for (const dialogue of dialogues) faults.begin(dialogue)
      return dialogues.map(faults.of)
    }
    expect(drawWith(7)).toEqual(drawWith(7))
    expect(drawWith(8)).not.toEqual(drawWith(7))
  })

  test('every dialogue with a share of 1, none with 0 or once it is over', async () => {
    sandbox.mailbox.misbehaveAtRandom({ share: 1 })
    expect((await deliverMany(10)).map(({ outcome }) => outcome)).not.toContain('sent')
    sandbox.mailbox.misbehaveAtRandom({ share: 0 })
    expect(countOf((await deliverMany(10)).map(({ outcome }) => outcome))).toEqual({ sent: 10 })
    sandbox.mailbox.misbehaveAtRandom({ share: 1 })
    sandbox.mailbox.misbehaveAtRandom(null)
    expect(countOf((await deliverMany(10)).map(({ outcome }) => outcome))).toEqual({ sent: 10 })
  })
})

describe('the page', () => {
  const open = (path: string) => fetch(`${sandbox.url}/mailbox${path}`)
  const read = async (path: string) => (await open(path)).text()
  const ask = (fields: Record<string, string>) =>
    fetch(`${sandbox.url}/mailbox/pannes`, { method: 'POST', body: new URLSearchParams(fields) })

  test('lists the mails, the newest first, and empties itself', async () => {
    sandbox.mailbox.offerTls('none')
    await deliver({ change: { subject: 'Le premier' } })
    sandbox.mailbox.offerTls('right')
    await deliver({ change: { subject: 'Le second', attachments: [CSV] } })
    const rows = (await read('')).split('<tr>').slice(2)
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatch(
      /mairie@fay-aux-loges.*href="\/mailbox\/2">Le second.*protégé \(TLS\).*été 2026\.csv/s,
    )
    expect(rows[1]).toMatch(/href="\/mailbox\/1">Le premier.*en clair/s)
    await fetch(`${sandbox.url}/mailbox`, { method: 'POST' })
    expect(await read('')).toContain('Aucun courriel')
  })

  test('shows one mail: text, headers, and its HTML behind a link', async () => {
    await deliver({
      change: { replyTo: 'aide@service.example', headers: { 'Auto-Submitted': 'auto-generated' } },
    })
    const page = await read('/1')
    expect(page).toContain('<a href="https://exemple.fr/a?b=c">')
    for (const words of [
      '&lt;un@service.example&gt;',
      'auto-generated',
      'aide@service.example',
      'href="/mailbox/1/html"',
    ])
      expect(page).toContain(words)
    expect(page).toMatch(/From<\/th><td>service@service\.example/)
    expect(await read('/1/html')).toContain('<p>Ouvrez')
    for (const path of ['/2', '/2/html', '/0', '/x']) expect((await open(path)).status).toBe(404)
  })

  test('hands over the attachments under their names and types', async () => {
    await deliver({ change: { attachments: [{ filename: 'a.txt', content: 'un' }, CSV] } })
    expect(await read('/1')).toContain('href="/mailbox/1/pieces/2">été 2026.csv')
    const answer = await open('/1/pieces/2')
    expect(answer.headers.get('content-type')).toBe('text/csv')
    expect(answer.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''%C3%A9t%C3%A9%202026.csv",
    )
    expect(await answer.text()).toBe(CSV.content)
    expect((await open('/1/pieces/3')).status).toBe(404)
  })

  test.each([
    [{ fault: 'refuse-sender', code: '451', times: '1' }, 'Expéditeur : refus 451, encore 1 fois', 451],
    [
      { fault: 'refuse-recipient', code: '450', times: '' },
      'Destinataire : refus 450, jusqu’à nouvel ordre',
      450,
    ],
    [{ fault: 'refuse-data', code: '554', times: '2' }, 'Après le message : refus 554, encore 2 fois', 554],
    [{ fault: 'refuse-address', address: mail.to, code: '550' }, `${mail.to} : refus 550`, 550],
    [{ fault: 'drop', times: '1' }, 'Après le message : coupure, encore 1 fois', 'ECONNECTION'],
    [{ fault: 'delay', milliseconds: '10', times: '1' }, 'attente de 10 ms, encore 1 fois', 'sent'],
    [{ fault: 'connection', hangsUp: 'yes' }, 'le serveur raccroche', 421],
    [
      { fault: 'tls', tls: 'wrong certificate' },
      'TLS : mauvais certificat',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
    [{ fault: 'random', percent: '100', seed: '9' }, 'Au hasard : 100 %, graine 9', 'ECONNECTION'],
  ])('a person asks for a fault: %o', async (fields, words, outcome) => {
    const inForce = async () => (await read('')).replaceAll('\u00a0', ' ')
    expect(await inForce()).toContain('Aucune panne en cours')
    expect((await ask(fields)).status).toBe(200)
    expect(await inForce()).toContain(words)
    expect(await deliver()).toBe(outcome)
    await ask({ fault: 'none' })
    expect(await inForce()).toContain('Aucune panne en cours')
    expect(await deliver()).toBe('sent')
  })

  test('ending the faults leaves the mails, and an address can be accepted again', async () => {
    await deliver()
    await ask({ fault: 'refuse-address', address: mail.to, code: '550' })
    expect(await read('')).toContain(`name="address" value="${mail.to}"`)
    await ask({ fault: 'accept-address', address: mail.to })
    expect(await deliver()).toBe('sent')
    await ask({ fault: 'none' })
    expect(received()).toHaveLength(2)
  })

  test('works by keyboard, without JavaScript, on a small screen', async () => {
    await deliver({ change: { attachments: [CSV] } })
    await using visit = await openPage({ javaScript: false, width: 320 })
    const { page } = visit
    await page.goto(`${sandbox.url}/mailbox`)
    await page.getByRole('group', { name: 'couper' }).getByLabel('Combien de fois').fill('2')
    await page.getByRole('button', { name: 'Couper' }).press('Enter')
    await page.getByText('coupure, encore 2 fois').waitFor()
    for (const path of ['', '/1']) {
      await page.goto(`${sandbox.url}/mailbox${path}`)
      await expectAccessible(page)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    }
  })

  test.each([
    { fault: 'refuse-data', code: '250', times: '1' },
    { fault: 'refuse-data', code: '450', times: '-1' },
    { fault: 'refuse-address', address: ' ', code: '550' },
    { fault: 'tls', tls: 'sometimes' },
    { fault: 'random', percent: '101', seed: '' },
    { fault: 'toString' },
    {},
  ])('a form that makes no sense changes nothing: %o', async (fields) => {
    expect((await ask(fields as Record<string, string>)).status).toBe(400)
    expect(await read('')).toContain('Aucune panne en cours')
  })

  test('each form of the panel is understood as it stands', async () => {
    const forms = (await read('')).match(/<form[^>]*action="\/mailbox\/pannes".*?<\/form>/gs) ?? []
    expect(forms.length).toBeGreaterThan(6)
    for (const form of forms) {
      const fields = new Map<string, string>()
      for (const [, name = '', value = ''] of form.matchAll(
        /<input[^>]*name="([^"]+)"(?: value="([^"]*)")?/g,
      ))
        fields.set(name, name === 'address' ? 'a@b.example' : value)
      for (const [, name = '', value = ''] of form.matchAll(
        /<select name="([^"]+)"><option value="([^"]+)"/g,
      ))
        fields.set(name, value)
      for (const [, value = ''] of form.matchAll(/name="fault" value="([^"]+)"/g)) fields.set('fault', value)
      expect([form, (await ask(Object.fromEntries(fields))).status]).toEqual([form, 200])
    }
  })
})

describe('with the mailer of the service', () => {
  function mailer(change: Partial<MailConfig> = {}) {
    const { SMTP_URL = '', MAIL_FROM = '', MAIL_REPLY_TO = '' } = sandbox.environment
    return createMailer({
      url: new URL(SMTP_URL),
      from: MAIL_FROM,
      replyTo: MAIL_REPLY_TO,
      dkim: null,
      allowInsecure: true,
      certificateAuthority: sandbox.mailboxAuthority,
      ...change,
    })
  }

  test('a mail goes over TLS where that is offered, and in clear where it is not, unless it is confidential', async () => {
    expect(await mailer().send({ ...mail, confidential: true })).toEqual({ kind: 'sent' })
    expect(await mailer().send(mail)).toEqual({ kind: 'sent' })
    sandbox.mailbox.offerTls('none')
    expect(await mailer().send({ ...mail, confidential: true })).toEqual({ kind: 'later', code: 'TLS' })
    expect(await mailer().send(mail)).toEqual({ kind: 'sent' })
    expect(sandbox.mailbox.messages.map(({ secure }) => secure)).toEqual([true, true, false])
  })

  test('no mail goes to a server that cannot prove its name', async () => {
    const unproven = { kind: 'later', code: 'TLS' }
    expect(await mailer({ certificateAuthority: undefined }).send(mail)).toEqual(unproven)
    sandbox.mailbox.offerTls('wrong certificate')
    for (const confidential of [true, false])
      expect(await mailer().send({ ...mail, confidential })).toEqual(unproven)
    expect(received()).toEqual([])
  })

  test('a password does not leave in clear', async () => {
    sandbox.mailbox.offerTls('none')
    const url = new URL(sandbox.environment.SMTP_URL ?? '')
    url.username = 'qf'
    url.password = 'secret'
    expect(await mailer({ url, allowInsecure: false }).send(mail)).toEqual({ kind: 'later', code: 'TLS' })
  })

  test('each answer of the server is about the address, the mail or the moment', async () => {
    const { mailbox } = sandbox
    const outcomes = []
    for (const ask of [
      () => mailbox.refuseNext(550),
      () => mailbox.refuseNext(450),
      () => mailbox.refuseSender(553),
      () => mailbox.refuseDataNext(552),
      () => mailbox.refuseDataNext(451),
      () => mailbox.dropAfterDataNext(),
      () => mailbox.hangUp(true),
    ]) {
      ask()
      outcomes.push(await mailer().send(mail))
    }
    expect(outcomes).toEqual([
      { kind: 'recipient-refused', code: '550' },
      { kind: 'later', code: '450' },
      { kind: 'later', code: '553' },
      { kind: 'refused', code: '552' },
      { kind: 'later', code: '451' },
      { kind: 'later', code: 'ECONNECTION' },
      { kind: 'later', code: '421' },
    ])
    expect((await mailer({ url: new URL('smtp://127.0.0.1:1') }).send(mail)).kind).toBe('later')
  })

  test('a mail says that a machine sent it, and where to answer', async () => {
    expect(await mailer().send(mail)).toEqual({ kind: 'sent' })
    const [kept] = sandbox.mailbox.messages
    expect(kept?.replyTo).toBe('aide@service.example')
    expect(kept?.headers.get('auto-submitted')).toBe('auto-generated')
  })

  test('a mail is signed for the domain where a key is given', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    const dkim = { domainName: 'service.example', keySelector: 'qf', privateKey }
    expect((await mailer({ dkim }).send(mail)).kind).toBe('sent')
    expect(sandbox.mailbox.messages[0]?.raw).toMatch(/DKIM-Signature:[^:]*d=service\.example;[\s\S]*s=qf;/)
  })
})

function countOf(values: unknown[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1
  return counts
}

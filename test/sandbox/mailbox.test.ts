import { generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createMailer } from '#src/mail/mailer.js'
import { type Sandbox, startSandbox } from './sandbox.js'

const mail = {
  to: 'mairie@fay-aux-loges.example',
  subject: 'Objet accentué : été',
  text: 'Ouvrez https://exemple.fr/a?b=c\n',
  html: '<p>Ouvrez <a href="https://exemple.fr/a?b=c">ceci</a>.</p>',
}
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: 'http://localhost:3000' } })
})
afterEach(() => sandbox.mailbox.reset())
afterAll(() => sandbox?.close())

function mailer(change: Partial<Parameters<typeof createMailer>[0]> = {}) {
  const { SMTP_URL = '', MAIL_FROM = '', MAIL_REPLY_TO = '' } = sandbox.environment
  return createMailer({
    url: new URL(SMTP_URL),
    from: MAIL_FROM,
    replyTo: MAIL_REPLY_TO,
    dkim: null,
    allowInsecure: true,
    ...change,
  })
}

test('a mail arrives in both forms, and says that a machine sent it', async () => {
  expect(await mailer().send(mail)).toEqual({ kind: 'sent' })
  const [received] = sandbox.mailbox.messages
  expect(received).toMatchObject({
    to: [mail.to],
    subject: mail.subject,
    text: mail.text,
    replyTo: 'aide@service.example',
  })
  expect(received?.html).toContain('href="https://exemple.fr/a?b=c"')
  expect(received?.headers.get('auto-submitted')).toBe('auto-generated')
})

test.each([550, 552])('an answer of %i is a refusal', async (code) => {
  sandbox.mailbox.refuseNext(code)
  expect(await mailer().send(mail)).toEqual({ kind: 'refused', code: 'EENVELOPE' })
  expect(sandbox.mailbox.messages).toEqual([])
})

test('an answer of 450, a server that hangs up or is not there, are for later', async () => {
  sandbox.mailbox.refuseNext(450)
  expect((await mailer().send(mail)).kind).toBe('unreachable')
  sandbox.mailbox.hangUp(true)
  expect((await mailer().send(mail)).kind).toBe('unreachable')
  expect((await mailer({ url: new URL('smtp://127.0.0.1:1') }).send(mail)).kind).toBe('unreachable')
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

test('a server that takes its time is waited for', async () => {
  sandbox.mailbox.delayNext(300)
  expect((await mailer().send(mail)).kind).toBe('sent')
})

test('a password does not leave in clear', async () => {
  const url = new URL(sandbox.environment.SMTP_URL ?? '')
  url.username = 'qf'
  url.password = 'secret'
  expect(await mailer({ url, allowInsecure: false }).send(mail)).toEqual({
    kind: 'unreachable',
    code: 'ETLS',
  })
})

test('a person reads them on a page, and empties it', async () => {
  await mailer().send(mail)
  const read = async (path: string) => (await fetch(`${sandbox.url}/mailbox${path}`)).text()
  expect(await read('')).toContain('Objet accentué')
  expect(await read('/1')).toContain('href="https://exemple.fr/a?b=c"')
  expect(await read('/1/html')).toContain('<p>Ouvrez')
  await fetch(`${sandbox.url}/mailbox`, { method: 'POST' })
  expect(await read('')).toContain('Aucun courriel')
})

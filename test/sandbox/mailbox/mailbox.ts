import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { renderPage } from '../page.js'
import { MailboxPage, MailPage } from './pages.js'

export const MAILBOX_PATH = '/mailbox'

export type ReceivedMail = {
  from: string
  replyTo: string
  to: string[]
  subject: string
  text: string
  html: string
  /** By name in small letters. */
  headers: Map<string, unknown>
  receivedAt: Date
  /** As it came over the wire. */
  raw: string
}
/** What a test may ask of the mail server. */
export type MailboxControls = {
  /** What came since the last `clear`, the oldest first. */
  messages: ReceivedMail[]
  clear(): void
  /** Answers this SMTP code to the next recipients. */
  refuseNext(code: number, times?: number): void
  /** Lets the next mail wait this long before it is taken. */
  delayNext(milliseconds: number): void
  /** Hangs up on whoever connects, until told otherwise. */
  hangUp(yes: boolean): void
  reset(): void
}

/** A mail server that keeps what it gets, and a page to read it. */
export async function createMailbox(host: string) {
  const messages: ReceivedMail[] = []
  let refusals: number[] = []
  let delay = 0
  let hangsUp = false

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onConnect: (_session, callback) => callback(hangsUp ? refusal(421) : null),
    onRcptTo(_address, _session, callback) {
      const code = refusals.shift()
      callback(code === undefined ? null : refusal(code))
    },
    onData(stream, session, callback) {
      const wait = delay
      delay = 0
      setTimeout(() => {
        read(stream, session).then(
          (mail) => {
            messages.push(mail)
            callback(null)
          },
          (error) => callback(error),
        )
      }, wait)
    },
  })
  // Clients that hang up in the middle are the matter of a test, not of the process.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, host, () => resolve()))
  const { port } = server.server.address() as AddressInfo

  const app = new Hono()
  app.get('/', (c) => c.html(renderPage(MailboxPage({ messages }))))
  app.post('/', (c) => {
    messages.length = 0
    return c.redirect(MAILBOX_PATH, 303)
  })
  app.get('/:number', (c) => {
    const number = Number(c.req.param('number'))
    const mail = messages[number - 1]
    return mail ? c.html(renderPage(MailPage({ mail, number }))) : c.notFound()
  })
  app.get('/:number/html', (c) => {
    const mail = messages[Number(c.req.param('number')) - 1]
    return mail ? c.html(mail.html) : c.notFound()
  })

  const controls: MailboxControls = {
    messages,
    clear: () => {
      messages.length = 0
    },
    refuseNext: (code, times = 1) => refusals.push(...Array.from({ length: times }, () => code)),
    delayNext: (milliseconds) => {
      delay = milliseconds
    },
    hangUp: (yes) => {
      hangsUp = yes
    },
    reset: () => {
      messages.length = 0
      refusals = []
      delay = 0
      hangsUp = false
    },
  }
  return {
    app,
    controls,
    url: `smtp://${host}:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function refusal(responseCode: number): Error {
  return Object.assign(new Error('Refused by the sandbox'), { responseCode })
}

async function read(stream: AsyncIterable<Buffer>, session: SMTPServerSession): Promise<ReceivedMail> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const raw = Buffer.concat(chunks)
  const { from, replyTo, subject = '', text = '', html, headers } = await simpleParser(raw)
  return {
    from: from?.text ?? '',
    replyTo: replyTo?.text ?? '',
    to: session.envelope.rcptTo.map(({ address }) => address),
    subject,
    text,
    html: html || '',
    headers,
    receivedAt: new Date(),
    raw: raw.toString(),
  }
}

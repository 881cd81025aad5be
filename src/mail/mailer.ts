import { Readable } from 'node:stream'
import type { Transporter } from 'nodemailer'

export type MailConfig = {
  /** `smtp(s)://user:pass@host:port` */
  url: URL
  from: string
  replyTo: string
  dkim: { domainName: string; keySelector: string; privateKey: string } | null
  /** Only for a simulator: elsewhere a password goes over TLS or not at all. */
  allowInsecure: boolean
  /** Who vouches for the mail server, in PEM; the system's authorities when left out. */
  certificateAuthority?: string | undefined
  /** Told how each attempt ended, and after how many milliseconds. */
  watch?: (outcome: 'ok' | 'refused' | 'failed' | 'no-answer', milliseconds: number) => void
}
export type Attachment = { filename: string; contentType: string; content: string }
export type Mail = {
  to: string
  subject: string
  text: string
  html: string
  /** The same at each attempt, so that a mail that comes twice is seen to be one. */
  messageId: string
  attachment?: Attachment
  /** Leaves over verified TLS, or not at all. */
  confidential?: boolean
  /** Asked again once the server is there, before the attachment is handed over. */
  mayLeave?: () => Promise<boolean>
}
/**
 * `recipient-refused`: its server will have nothing for this address; `refused`: not this mail; `later`: it may pass.
 * The code is the server's answer (`550`), `TLS` when the connection is not protected, or the library's word.
 */
export type MailOutcome = { kind: 'sent' } | { kind: 'recipient-refused' | 'refused' | 'later'; code: string }
export type Mailer = ReturnType<typeof createMailer>

const SECONDS = 1000
const PORTS: Record<string, number> = { 'smtp:': 587, 'smtps:': 465 }

/** Hands mails to the mail server, one connection each. The one place from which a mail leaves. */
export function createMailer(config: MailConfig) {
  const { from, replyTo, allowInsecure, url, watch } = config
  let opened: ReturnType<typeof openTransports> | null = null
  const openTransports = async () => {
    // 15 MB that a process which only serves pages does without.
    const { createTransport } = await import('nodemailer')
    const open = (requireTls: boolean): Transporter => createTransport(optionsOf(config, requireTls))
    return { ordinary: open(url.username !== '' && !allowInsecure), protectedOnly: open(true) }
  }
  const hand = async ({ to, subject, text, html, messageId, ...mail }: Mail): Promise<MailOutcome> => {
    try {
      opened ??= openTransports()
      const { ordinary, protectedOnly } = await opened
      await (mail.confidential ? protectedOnly : ordinary).sendMail({
        from,
        replyTo,
        to: { name: '', address: to },
        subject,
        text,
        html,
        messageId,
        ...(mail.attachment ? { attachments: [lazily(mail.attachment, mail.mayLeave)] } : {}),
        // Out-of-office machines do not answer these. https://www.rfc-editor.org/rfc/rfc3834
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      return { kind: 'sent' }
    } catch (error) {
      return outcomeOf(error)
    }
  }
  return {
    /** Never throws; what it answers holds no address. */
    async send(mail: Mail): Promise<MailOutcome> {
      const started = performance.now()
      const outcome = await hand(mail)
      watch?.(inShort(outcome), performance.now() - started)
      return outcome
    },
  }
}

function inShort(outcome: MailOutcome): 'ok' | 'refused' | 'failed' | 'no-answer' {
  if (outcome.kind === 'sent') return 'ok'
  if (outcome.kind !== 'later') return 'refused'
  // The server's own number, or the word of the library for one that did not answer.
  return /^\d+$/.test(outcome.code) ? 'failed' : 'no-answer'
}

// The server may have taken long to come; what is not wanted any more breaks the mail off.
function lazily({ content, ...attachment }: Attachment, mayLeave?: () => Promise<boolean>) {
  async function* read() {
    if (mayLeave && !(await mayLeave())) throw new Error('The mail is not wanted any more')
    yield content
  }
  return { ...attachment, content: Readable.from(read(), { objectMode: false }) }
}

function optionsOf({ url, dkim, certificateAuthority }: MailConfig, requireTls: boolean) {
  const user = decodeURIComponent(url.username)
  const secure = url.protocol === 'smtps:'
  return {
    host: url.hostname,
    port: Number(url.port) || PORTS[url.protocol],
    secure,
    requireTLS: requireTls && !secure,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    ...(certificateAuthority ? { tls: { ca: certificateAuthority } } : {}),
    ...(dkim ? { dkim } : {}),
    dnsTimeout: 5 * SECONDS,
    connectionTimeout: 10 * SECONDS,
    greetingTimeout: 10 * SECONDS,
    // Who hangs up on a slow server sends twice what it takes. https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.2.6
    socketTimeout: 60 * SECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

type SmtpError = Partial<Record<'code' | 'originalCode' | 'responseCode' | 'command' | 'response', unknown>>

// A server's 5xx is an answer about this address or this mail; 4xx, silence and what it says of us are about the moment.
function outcomeOf(error: unknown): MailOutcome {
  const { code, originalCode, responseCode, command, response } = error as SmtpError
  const answer = typeof responseCode === 'number' ? String(responseCode) : null
  if (code === 'ETLS' || isAboutCertificates(originalCode)) return { kind: 'later', code: 'TLS' }
  if (answer?.startsWith('5') && command === 'RCPT TO' && isAboutTheAddress(response))
    return { kind: 'recipient-refused', code: answer }
  if (answer?.startsWith('5') && command === 'DATA') return { kind: 'refused', code: answer }
  const word = typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : 'UNKNOWN'
  return { kind: 'later', code: answer ?? word }
}

// 5.1 and 5.2 speak of the address and its mailbox; 5.7 and others of us. https://www.rfc-editor.org/rfc/rfc3463
function isAboutTheAddress(response: unknown): boolean {
  const subject = /^5\d\d[ -]5\.(\d+)\./.exec(String(response))?.[1]
  return subject === undefined || subject === '1' || subject === '2'
}

// https://nodejs.org/api/tls.html#x509-certificate-error-codes
function isAboutCertificates(code: unknown): boolean {
  return typeof code === 'string' && /CERT|UNABLE_TO_|SELF_SIGNED/.test(code)
}

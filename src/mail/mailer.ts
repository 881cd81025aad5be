import { createTransport } from 'nodemailer'

export type MailConfig = {
  /** `smtp(s)://user:pass@host:port` */
  url: URL
  from: string
  replyTo: string
  dkim: { domainName: string; keySelector: string; privateKey: string } | null
  /** Only for a simulator: elsewhere a password goes over TLS or not at all. */
  allowInsecure: boolean
}
export type Mail = { to: string; subject: string; text: string; html: string }
/** `refused` will be refused again; `unreachable` may pass later. */
export type MailOutcome = { kind: 'sent' } | { kind: 'refused' | 'unreachable'; code: string }
export type Mailer = ReturnType<typeof createMailer>

const SECONDS = 1000
const PORTS: Record<string, number> = { 'smtp:': 587, 'smtps:': 465 }

/** Hands mails to the mail server, one connection each. The one place from which a mail leaves. */
export function createMailer({ url, from, replyTo, dkim, allowInsecure }: MailConfig) {
  const user = decodeURIComponent(url.username)
  const secure = url.protocol === 'smtps:'
  const transport = createTransport({
    host: url.hostname,
    port: Number(url.port) || PORTS[url.protocol],
    secure,
    requireTLS: user !== '' && !secure && !allowInsecure,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    ...(dkim ? { dkim } : {}),
    dnsTimeout: 5 * SECONDS,
    connectionTimeout: 5 * SECONDS,
    greetingTimeout: 5 * SECONDS,
    socketTimeout: 10 * SECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    /** Never throws; what it answers holds no address. */
    async send({ to, subject, text, html }: Mail): Promise<MailOutcome> {
      try {
        await transport.sendMail({
          from,
          replyTo,
          to: { name: '', address: to },
          subject,
          text,
          html,
          // Out-of-office machines do not answer these. https://www.rfc-editor.org/rfc/rfc3834
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return { kind: 'sent' }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

// A server's 5xx is an answer about this mail; 4xx and silence are about the moment.
function outcomeOf(error: unknown): MailOutcome {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  const refused = aboutTheMail && typeof responseCode === 'number' && responseCode >= 500
  return {
    kind: refused ? 'refused' : 'unreachable',
    code: typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : 'UNKNOWN',
  }
}

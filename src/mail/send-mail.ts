import type { Log } from '#src/log.js'
import type { Mailer, MailOutcome } from '#src/mail/mailer.js'
import { type MailContent, type MailSender, renderMail } from '#templates/mail/mail.js'

export type Post = { mailer: Mailer; log: Log; config: { operator: { name: string; supportEmail: string } } }

/** Sends one mail to one address now; every mail of the service leaves through here. The log learns how, not to whom. */
export async function sendMail(
  { mailer, log, config: { operator } }: Post,
  to: string,
  content: MailContent,
): Promise<MailOutcome> {
  const sender: MailSender = { operatorName: operator.name, supportEmail: operator.supportEmail }
  const outcome = await mailer.send({ to, ...renderMail(content, sender) })
  if (outcome.kind === 'sent') log.info('mail sent')
  else log.warn('mail not sent', { outcome: outcome.kind, errorCode: outcome.code })
  return outcome
}

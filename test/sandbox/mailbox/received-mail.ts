import { simpleParser } from 'mailparser'
import type { SMTPServerSession } from 'smtp-server'

export type ReceivedMail = {
  from: string
  replyTo: string
  to: string[]
  subject: string
  text: string
  html: string
  /** With its angle brackets. */
  messageId: string
  attachments: ReceivedAttachment[]
  /** By name in small letters. */
  headers: Map<string, unknown>
  receivedAt: Date
  /** Whether it came over TLS. */
  secure: boolean
  /** As it came over the wire. */
  raw: string
}
export type ReceivedAttachment = { filename: string; contentType: string; content: Buffer }

/** Reads a mail to its end, with a library that is not the sender's. */
export async function readMail(
  stream: AsyncIterable<Buffer>,
  { envelope, secure }: SMTPServerSession,
): Promise<ReceivedMail> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const raw = Buffer.concat(chunks)
  const { from, replyTo, subject, text, html, messageId, attachments, headers } = await simpleParser(raw)
  return {
    from: from?.text ?? '',
    replyTo: replyTo?.text ?? '',
    to: envelope.rcptTo.map(({ address }) => address),
    subject: subject ?? '',
    text: text ?? '',
    html: html || '',
    messageId: messageId ?? '',
    attachments: attachments.map(({ filename = '', contentType, content }) => ({
      filename,
      contentType,
      content,
    })),
    headers,
    receivedAt: new Date(),
    secure,
    raw: raw.toString(),
  }
}

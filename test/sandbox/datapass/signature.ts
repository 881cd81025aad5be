import { createHmac } from 'node:crypto'

/** The value of `X-Hub-Signature-256` for these very bytes. */
export function signatureOf(text: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(text, 'utf8').digest('hex')}`
}

import { seal, unseal } from '#src/seal.js'
import type { MailContent } from '#templates/mail/mail.js'

/** Address and content of a mail that waits: a link in it is a secret, and may name somebody. */
export type SealedMail = { to: string; content: MailContent }

export function sealMail(dataKey: Buffer, siret: string, id: string, mail: SealedMail): Buffer {
  return seal(dataKey, Buffer.from(JSON.stringify(mail)), boundTo(siret, id))
}

/** @throws {SealBrokenError} when the envelope belongs to another mail, collectivité or key */
export function openMail(dataKey: Buffer, siret: string, id: string, envelope: Buffer): SealedMail {
  return JSON.parse(unseal(dataKey, envelope, boundTo(siret, id)).toString())
}

function boundTo(siret: string, id: string): string {
  return `mail:${siret}:${id}`
}

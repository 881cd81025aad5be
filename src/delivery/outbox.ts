import { randomUUID } from 'node:crypto'
import type { Db } from '#src/db/database.js'
import { mails } from '#src/db/schema.js'
import { sealMail } from '#src/delivery/sealed-mail.js'
import type { Jobs } from '#src/jobs/jobs.js'
import { readDataKey } from '#src/submission/data-key.js'
import type { Keyring } from '#src/submission/keyring.js'
import type { MailContent } from '#templates/mail/mail.js'

export type OutgoingMail = {
  to: string
  content: MailContent
  /** The member or invitation that it is about. */
  about?: string
  /** The transmission of which a resident wants the receipt; a second one is an exception of the database. */
  receiptOf?: string
  recipientId?: string
  /** Not before; mails of a long list leave one after the other, so that others are not held up. */
  inSeconds?: number
}
export type Outbox = {
  /** Keeps a mail in the transaction that needs it; it leaves once that is committed. Inside `asCollectivite`. */
  put(tx: Db, siret: string, mail: OutgoingMail): Promise<void>
}

export function createOutbox(keyring: Keyring, jobs: Jobs, now: () => Date): Outbox {
  return {
    async put(tx, siret, { to, content, receiptOf, about = receiptOf, recipientId, inSeconds = 0 }) {
      const id = receiptOf ?? randomUUID()
      const envelope = sealMail(await readDataKey(tx, keyring, siret), siret, id, { to, content })
      await Promise.all([
        tx.insert(mails).values({ id, siret, about, recipientId, envelope, createdAt: now() }),
        jobs.send(tx, 'mails', { siret, id }, inSeconds),
      ])
    },
  }
}

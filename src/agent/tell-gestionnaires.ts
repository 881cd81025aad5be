import { gestionnairesOf } from '#src/collectivite/access/list-access.js'
import type { Db } from '#src/db/database.js'
import { type Post, sendMail } from '#src/mail/send-mail.js'
import type { MailContent } from '#templates/mail/mail.js'

export type Telling = Post & { db: Db }

/** Sends one mail to each gestionnaire. `nobody` has accepted yet; `unsent` when not one mail left. */
export async function tellGestionnaires(
  services: Telling,
  siret: string,
  content: MailContent,
): Promise<'told' | 'nobody' | 'unsent'> {
  const gestionnaires = await gestionnairesOf(services.db, siret)
  if (gestionnaires.length === 0) return 'nobody'
  const outcomes = await Promise.all(gestionnaires.map(({ email }) => sendMail(services, email, content)))
  return outcomes.some(({ kind }) => kind === 'sent') ? 'told' : 'unsent'
}

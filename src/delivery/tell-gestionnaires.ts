import { gestionnairesIn } from '#src/collectivite/access/list-access.js'
import type { Db } from '#src/db/database.js'
import type { Outbox } from '#src/delivery/outbox.js'
import type { MailContent } from '#templates/mail/mail.js'

/** One mail to each gestionnaire, in the transaction that needs it; none while nobody has accepted. */
export async function tellGestionnaires(
  outbox: Outbox,
  tx: Db,
  siret: string,
  content: MailContent,
): Promise<void> {
  const gestionnaires = await gestionnairesIn(tx)
  await Promise.all(gestionnaires.map(({ email }) => outbox.put(tx, siret, { to: email, content })))
}

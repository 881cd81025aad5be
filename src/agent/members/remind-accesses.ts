import { membersPath } from '#src/agent/addresses.js'
import {
  type AccessReminder,
  giveReminderBack,
  siretsPerhapsDue,
  takeReminder,
} from '#src/collectivite/access/confirm-access.js'
import { gestionnairesOf } from '#src/collectivite/access/list-access.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { localDay } from '#src/collectivite/local-time.js'
import type { Db } from '#src/db/database.js'
import { type Post, sendMail } from '#src/mail/send-mail.js'
import { formatDay } from '#templates/format.js'
import { accessReminderMail } from '#templates/mail/access-reminder.js'

type Services = Post & { db: Db; now: () => Date; config: { publicUrl: URL } }

/** Reminds gestionnaires 30, 7 and 0 days before accesses must be confirmed; each once, whichever process comes first. */
export async function remindAccesses(services: Services): Promise<void> {
  const { db, now } = services
  for (const siret of await siretsPerhapsDue(db, now())) {
    const reminder = await takeReminder(db, siret, now())
    if (reminder && !(await tellGestionnaires(services, reminder))) await giveReminderBack(db, reminder)
  }
}

/** Whether somebody was told, or there was nobody to tell. */
async function tellGestionnaires(
  services: Services,
  { siret, days, dueAt }: AccessReminder,
): Promise<boolean> {
  const collectivite = await findCollectivite(services.db, siret)
  const gestionnaires = await gestionnairesOf(services.db, siret)
  if (!collectivite || gestionnaires.length === 0) return true
  const content = accessReminderMail({
    collectivite: collectivite.name,
    days,
    day: formatDay(localDay(dueAt, collectivite.timeZone)),
    link: new URL(membersPath(siret), services.config.publicUrl).href,
  })
  const outcomes = await Promise.all(gestionnaires.map(({ email }) => sendMail(services, email, content)))
  return outcomes.some(({ kind }) => kind === 'sent')
}

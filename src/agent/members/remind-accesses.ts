import { membersPath } from '#src/agent/addresses.js'
import { type Telling, tellGestionnaires } from '#src/agent/tell-gestionnaires.js'
import {
  type AccessReminder,
  giveReminderBack,
  siretsPerhapsDue,
  takeReminder,
} from '#src/collectivite/access/confirm-access.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { localDay } from '#src/collectivite/local-time.js'
import { formatDay } from '#templates/format.js'
import { accessReminderMail } from '#templates/mail/access-reminder.js'

type Services = Telling & { now: () => Date; config: { publicUrl: URL } }

/** Reminds gestionnaires 30, 7 and 0 days before accesses must be confirmed; each once, whichever process comes first. */
export async function remindAccesses(services: Services): Promise<void> {
  const { db, now } = services
  for (const siret of await siretsPerhapsDue(db, now())) {
    const reminder = await takeReminder(db, siret, now())
    if (reminder && !(await remind(services, reminder))) await giveReminderBack(db, reminder)
  }
}

async function remind(services: Services, { siret, days, dueAt }: AccessReminder): Promise<boolean> {
  const collectivite = await findCollectivite(services.db, siret)
  if (!collectivite) return true
  const content = accessReminderMail({
    collectivite: collectivite.name,
    days,
    day: formatDay(localDay(dueAt, collectivite.timeZone)),
    link: new URL(membersPath(siret), services.config.publicUrl).href,
  })
  return (await tellGestionnaires(services, siret, content)) === 'told'
}

import { membersPath } from '#src/agent/addresses.js'
import {
  type AccessReminder,
  siretsPerhapsDue,
  takeReminder,
} from '#src/collectivite/access/confirm-access.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { localDay } from '#src/collectivite/local-time.js'
import { tellGestionnaires } from '#src/delivery/tell-gestionnaires.js'
import { describeError } from '#src/log.js'
import type { Services } from '#src/services.js'
import { formatDay } from '#templates/format.js'
import { accessReminderMail } from '#templates/mail/access-reminder.js'

/** Reminds gestionnaires 30, 7 and 0 days before accesses must be confirmed; each once, whichever process comes first. */
export async function remindAccesses(
  services: Pick<Services, 'db' | 'log' | 'now' | 'outbox' | 'config'>,
): Promise<void> {
  const { db, log, now, outbox, config } = services
  for (const siret of await siretsPerhapsDue(db, now())) {
    const collectivite = await findCollectivite(db, siret)
    if (!collectivite) continue
    await takeReminder(db, siret, now(), (tx, { days, dueAt }: AccessReminder) => {
      const content = accessReminderMail({
        collectivite: collectivite.name,
        days,
        day: formatDay(localDay(dueAt, collectivite.timeZone)),
        link: new URL(membersPath(siret), config.publicUrl).href,
      })
      return tellGestionnaires(outbox, tx, siret, content)
    }).catch((error) => log.error('access not reminded', { siret, ...describeError(error) }))
  }
}

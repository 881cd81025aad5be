import { aboutToGoPath } from '#src/agent/transmissions/list-query.js'
import { gestionnairesOf } from '#src/collectivite/access/list-access.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { listCollectivites } from '#src/collectivite/directory.js'
import { localDay } from '#src/collectivite/local-time.js'
import { tellGestionnaires } from '#src/delivery/tell-gestionnaires.js'
import { describeError } from '#src/log.js'
import type { Services as AllServices } from '#src/services.js'
import { type AboutToGo, takeUnwarned, WARNING_DAYS, type WarningDays } from '#src/submission/before-purge.js'
import { formatDay } from '#templates/format.js'
import { beforePurgeMail } from '#templates/mail/before-purge.js'

type Services = Pick<AllServices, 'db' | 'log' | 'now' | 'outbox' | 'config'>

const DAY = 86_400_000
// Should the first hour be missed, the next ones find what it left.
const FIRST_HOUR = 6
const LAST_HOUR = 8

/**
 * Warns gestionnaires of what is erased within 15 and within 3 days though nobody treated it nor took it away: one
 * mail a day at most, since all that comes due that day (UTC) is counted at once. One failure does not stop the rest.
 */
export async function warnGestionnairesBeforePurge(services: Services): Promise<void> {
  const now = services.now()
  if (now.getUTCHours() < FIRST_HOUR || now.getUTCHours() > LAST_HOUR) return
  const moment = new Date((Math.floor(now.getTime() / DAY) + 1) * DAY)
  for (const collectivite of await listCollectivites(services.db))
    await warnOf(services, collectivite, moment).catch((error) =>
      services.log.error('purge not announced', { siret: collectivite.siret, ...describeError(error) }),
    )
}

async function warnOf(services: Services, collectivite: Collectivite, moment: Date): Promise<void> {
  const { db, outbox } = services
  const { siret } = collectivite
  if ((await gestionnairesOf(db, siret)).length === 0) return
  // What goes within 3 days is not told of again as going within 15.
  for (const days of WARNING_DAYS.toReversed())
    await takeUnwarned(db, collectivite, { days, moment }, (tx, about) =>
      tellGestionnaires(outbox, tx, siret, mailOf(services, collectivite, days, about)),
    )
}

function mailOf({ config }: Services, collectivite: Collectivite, days: WarningDays, about: AboutToGo) {
  const { siret, name, timeZone } = collectivite
  const link = new URL(aboutToGoPath(siret, about, timeZone), config.publicUrl).href
  const firstDay = formatDay(localDay(about.firstErasedAt, timeZone))
  return beforePurgeMail({ collectivite: name, count: about.count, firstDay, days, link })
}

import { lowerRetentions } from '#src/collectivite/lower-retentions.js'
import { onTime } from '#src/db/clock.js'
import { forgetEnded } from '#src/ends/forget-ended.js'
import { removeExpiredCounts } from '#src/limits/limiter.js'
import { erasePayloads } from '#src/onboarding/datapass/erase-payloads.js'
import { eraseClosed } from '#src/onboarding/erase-closed.js'
import type { Services } from '#src/services.js'
import { eraseOldAttachments } from '#src/submission/erase-attachments.js'
import { type PurgeReport, purge } from '#src/submission/purge.js'
import { removeForgotten } from '#src/submission/sent-transmissions.js'

type Works = Record<string, () => Promise<unknown>>

/** What erases each hour what has reached its end, by what is logged when it fails; nothing while clocks disagree. */
export function endingsByHour(services: Services, tell: (report: PurgeReport) => void = () => {}): Works {
  const { db, safe, residentSessions, now, config } = services
  return onTime(db, {
    'retentions not lowered': () => lowerRetentions(safe, config.retentionDays),
    'transmissions not purged': async () => tell(await purge(services)),
    'sessions not cleaned': () => residentSessions.removeExpired(),
    'limits not cleaned': () => removeExpiredCounts(db, new Date()),
    'sent transmissions not cleaned': () => removeForgotten(db, now()),
    'attachments not erased': () => eraseOldAttachments(services),
    'closed not erased': () => eraseClosed(services),
  })
}

/** The same for each night. */
export function endingsByNight(services: Services): Works {
  return onTime(services.db, {
    'datapass payloads not erased': () => erasePayloads(services.safe),
    'ends not kept': () => forgetEnded(services),
  })
}

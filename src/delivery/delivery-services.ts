import type { Outbox } from '#src/delivery/outbox.js'
import type { Hubee } from '#src/external/hubee/client.js'
import type { Jobs } from '#src/jobs/jobs.js'
import type { LinkLimit } from '#src/limits/link-limit.js'
import type { Log } from '#src/log.js'
import type { Mailer } from '#src/mail/mailer.js'
import type { Metrics } from '#src/metrics/metrics.js'
import type { Safe } from '#src/submission/safe.js'

/** What deliveries take of the services. */
export type DeliveryServices = {
  safe: Safe
  jobs: Jobs
  outbox: Outbox
  linkLimit: LinkLimit
  mailer: Mailer
  /** Null where it is not configured. */
  hubee: Hubee | null
  log: Log
  metrics: Pick<Metrics, 'count'>
  now: () => Date
  config: {
    publicUrl: URL
    mail: { from: string }
    operator: { name: string; supportEmail: string }
  }
}

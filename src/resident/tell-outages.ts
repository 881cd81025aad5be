import type { Outage } from '#src/outages/outages.js'
import type { ResidentServices } from '#src/resident/visit.js'
import type { OutagesShown } from '#templates/components/outage-banner.js'
import { formatUntil, timeZoneName } from '#templates/format.js'

/**
 * What is down, for a page before the sign-in.
 * @param timeZone of the collectivité; where there is none yet, the hour is that of Paris and says so
 */
export function tellOutages(
  { outages, now }: Pick<ResidentServices, 'outages' | 'now'>,
  timeZone?: string,
): OutagesShown {
  const { quotientFamilial, franceConnect } = outages.current()
  const show = (outage: Outage | null) => outage && { until: format(outage.until) }
  const format = (until: Date | null) => {
    if (!until) return null
    if (timeZone) return formatUntil(until, now(), timeZone)
    return `${formatUntil(until, now(), 'Europe/Paris')} (${timeZoneName('Europe/Paris')})`
  }
  return { quotientFamilial: show(quotientFamilial), franceConnect: show(franceConnect) }
}

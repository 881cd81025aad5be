import type { TraceEvent } from '#src/audit/trace.js'
import { localDay } from '#src/collectivite/local-time.js'
import { actionWords } from '#templates/agent/action-words.js'
import type { TimelineStep } from '#templates/agent/timeline.js'
import { formatInstant } from '#templates/format.js'

/** What became of a transmission, step by step; one person's same gesture on one day stands once. */
export function timelineOf(
  events: TraceEvent[],
  nameOf: (actor: string) => string,
  timeZone: string,
): TimelineStep[] {
  const seen = new Set<string>()
  return events.flatMap(({ at, actor, action }) => {
    const step = `${actor} ${action} ${localDay(at, timeZone)}`
    if (seen.has(step) && !action.includes('trait')) return []
    seen.add(step)
    return [{ at: formatInstant(at, timeZone), what: actionWords(action), by: nameOf(actor) }]
  })
}

import { demandePath, eventPath } from '#src/dinum/datapass/addresses.js'
import type { EventLine } from '#src/onboarding/datapass/list-events.js'
import type { EventRow } from '#templates/dinum/datapass-events.js'
import { formatInstant } from '#templates/format.js'

/** An event as a line of a table. */
export function toEventRow(line: EventLine): EventRow {
  const { arrival, event, receivedAt, modelId, organizationSiret, concerned, processedAt, source } = line
  return {
    event,
    url: eventPath(arrival),
    receivedAt: formatInstant(receivedAt, 'Europe/Paris'),
    demande: modelId,
    demandeUrl: demandePath(modelId),
    siret: organizationSiret,
    isConcerned: concerned,
    isProcessed: processedAt !== null,
    isFromComparison: source === 'rapprochement',
  }
}

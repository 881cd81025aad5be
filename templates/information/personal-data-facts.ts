import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Retention } from '#templates/personal-data/endings.js'
import type { Site } from '#templates/site.js'

/** One collectivité, with the address of its data protection officer where it is known. */
export type Controller = { collectivite: Collectivite; officerEmail: string | null }

export type DataFacts = {
  site: Site
  /** The longest that the service allows. */
  retentionDays: number
  hostingProvider: string | null
  subprocessors: string[]
  /** How long the host keeps backups; null where the operator does not say. */
  backupDays: number | null
  /** Null for the page of all. */
  controller: Controller | null
}

/** How long transmissions are kept, here or at most. */
export function retentionOf({ retentionDays, controller }: DataFacts): Retention {
  const days = Math.min(controller?.collectivite.retentionDays ?? retentionDays, retentionDays)
  return { days, chosen: controller !== null }
}

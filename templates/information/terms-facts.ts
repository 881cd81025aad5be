import type { Site } from '#templates/site.js'

/** What the terms for collectivités are about. */
export type TermsFacts = {
  site: Site
  retentionDays: number
  subprocessors: string[]
  securityEmail: string
  /** How long the host keeps backups; null where the operator does not say. */
  backupDays: number | null
}

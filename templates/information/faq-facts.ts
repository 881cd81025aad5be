import type { Site } from '#templates/site.js'

/** What the answers are about. */
export type FaqFacts = {
  site: Site
  /** With which every address of this service begins: `https://quotient-familial.example.fr`. */
  origin: string
  retentionDays: number
}

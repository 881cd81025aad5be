import type { Child } from 'hono/jsx'
import type { Area, Site } from '#templates/site.js'
import { agentPages } from './gallery-agent.js'
import { attestationPages } from './gallery-attestation.js'
import { dataPages } from './gallery-data.js'
import { datapassPages } from './gallery-datapass.js'
import { dinumPages } from './gallery-dinum.js'
import { informationPages } from './gallery-information.js'
import { mailsPages } from './gallery-mails.js'
import { membersPages } from './gallery-members.js'
import { openingPages } from './gallery-opening.js'
import { residentPages } from './gallery-resident.js'
import { settingsPages } from './gallery-settings.js'

/** A page in one of its states, as a route would render it. */
export type GalleryPage = {
  path: string
  title: string
  area?: Area
  signedIn?: boolean
  scripts?: string[]
  page: Child
}

/** Every page of the templates, in every state that changes what it says. */
export function galleryPages(site: Site): GalleryPage[] {
  return [
    ...residentPages(),
    ...attestationPages(),
    ...agentPages(),
    ...membersPages(),
    ...settingsPages(),
    ...mailsPages(),
    ...dinumPages(),
    ...datapassPages(),
    ...openingPages(),
    ...informationPages(site),
    ...dataPages(site),
  ]
}

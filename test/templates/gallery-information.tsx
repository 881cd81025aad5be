import { Accessibility } from '#templates/information/accessibility.js'
import { Administrations } from '#templates/information/administrations.js'
import { LegalNotice } from '#templates/information/legal-notice.js'
import { PersonalData } from '#templates/information/personal-data.js'
import type { Site } from '#templates/site.js'
import type { GalleryPage } from './gallery-pages.js'

export function informationPages(site: Site): GalleryPage[] {
  return [
    { path: '/administrations', title: 'Administrations', page: <Administrations site={site} /> },
    {
      path: '/donnees_personnelles',
      title: 'Données personnelles',
      page: <PersonalData site={site} retentionDays={90} />,
    },
    { path: '/mentions_legales', title: 'Mentions légales', page: <LegalNotice site={site} /> },
    { path: '/accessibilite', title: 'Accessibilité', page: <Accessibility site={site} /> },
  ]
}

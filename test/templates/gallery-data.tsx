import { PersonalData } from '#templates/information/personal-data.js'
import type { DataFacts } from '#templates/information/personal-data-facts.js'
import type { Site } from '#templates/site.js'
import { commune, longNamed } from './fixtures.js'
import type { GalleryPage } from './gallery-pages.js'

const HOSTING = {
  hostingProvider: 'Exemple Hébergement, 1 rue de l’Exemple, 75000 Paris',
  subprocessors: ['Exemple Hébergement, hébergement, France', 'Exemple Courriel, courriels, France'],
  backupDays: 30,
}
const SILENT = { hostingProvider: null, subprocessors: [], backupDays: null }

/** What is kept of persons, for residents and for a collectivité's officer. */
export function dataPages(site: Site): GalleryPage[] {
  const page = (
    path: string,
    title: string,
    facts: Omit<DataFacts, 'site' | 'retentionDays'>,
  ): GalleryPage => ({
    path: `/donnees_personnelles${path}`,
    title: `Données personnelles${title}`,
    page: <PersonalData site={site} retentionDays={90} {...facts} />,
  })
  const officerEmail = 'dpo@fay-aux-loges.example'
  const chosen = { ...commune, retentionDays: 30, mailFrequency: 'jour', mailContent: 'csv' } as const
  const bare = { ...longNamed, contact: null, services: null, counter: { address: null, hours: null } }
  return [
    page('', '', { ...HOSTING, controller: null }),
    page('/sur-demande', ' : sans hébergeur nommé', { ...SILENT, controller: null }),
    page('/collectivite', ' d’une collectivité', {
      ...HOSTING,
      controller: { collectivite: chosen, officerEmail },
    }),
    page('/inconnu', ' d’une collectivité : délégué inconnu', {
      ...SILENT,
      controller: { collectivite: bare, officerEmail: null },
    }),
  ]
}

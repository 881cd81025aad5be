import { MAILED_COLUMNS } from '#src/delivery/compose.js'
import { DataProtection } from '#templates/agent/data-protection.js'
import { DataProtectionDocument } from '#templates/agent/data-protection-document.js'
import { impactAssessment } from '#templates/documents/impact-assessment.js'
import { informationNotice } from '#templates/documents/information-notice.js'
import type { ProtectionFacts } from '#templates/documents/protection-facts.js'
import { registerEntry } from '#templates/documents/register-entry.js'
import type { TextDocument } from '#templates/documents/text-document.js'
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
    ...officerPages(),
  ]
}

const NAV = { collectivite: commune, items: [{ label: 'Réglages', href: '/reglages', current: true }] }
/** What a collectivité that takes every way would have told. */
export const FACTS: ProtectionFacts = {
  ...HOSTING,
  collectivite: { ...commune, mailFrequency: 'semaine', mailContent: 'csv', freeMailAllowed: true },
  officer: { email: 'dpo@fay-aux-loges.example', name: 'Camille Essai' },
  operatorName: 'Direction interministérielle du numérique',
  supportEmail: 'aide@quotient-familial.example.fr',
  retentionDays: 90,
  mailedColumns: MAILED_COLUMNS,
  pageUrl: 'https://quotient-familial.example.fr/collectivites/21450146100012',
  personalDataUrl: 'https://quotient-familial.example.fr/collectivites/21450146100012/donnees_personnelles',
  today: '27 novembre 2026',
}

function officerPages(): GalleryPage[] {
  const page = (path: string, title: string, content: GalleryPage['page']): GalleryPage => ({
    path: `/protection-des-donnees${path}`,
    title: `Protection des données${title}`,
    area: 'agent',
    signedIn: true,
    page: content,
  })
  const urls = { documents: '/protection', settings: '/reglages', personalData: '/donnees' }
  const index = { nav: NAV, urls, supportEmail: FACTS.supportEmail }
  const read = (path: string, document: TextDocument, isShort = false) =>
    page(
      path,
      ` : ${path.slice(1)}`,
      <DataProtectionDocument
        nav={NAV}
        document={document}
        isShort={isShort}
        urls={{ download: '/fichier.odt', all: '/protection' }}
      />,
    )
  const bare: ProtectionFacts = {
    ...FACTS,
    ...SILENT,
    officer: null,
    collectivite: { ...longNamed, contact: null, services: null, counter: { address: null, hours: null } },
  }
  return [
    page('', '', <DataProtection {...index} officerEmail={FACTS.officer?.email ?? null} />),
    page('/sans-delegue', ' : délégué inconnu', <DataProtection {...index} officerEmail={null} />),
    read('/registre', registerEntry(FACTS)),
    read('/registre-a-completer', registerEntry(bare)),
    read('/mention', informationNotice(FACTS), true),
    read('/analyse-impact', impactAssessment(FACTS)),
  ]
}

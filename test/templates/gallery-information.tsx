import { CSV_HEADER, csvRows } from '#src/spreadsheet/csv.js'
import type { Figures } from '#src/statistics/figures.js'
import { Accessibility } from '#templates/information/accessibility.js'
import { Administrations } from '#templates/information/administrations.js'
import { Cookies } from '#templates/information/cookies.js'
import { Faq } from '#templates/information/faq.js'
import { LegalNotice } from '#templates/information/legal-notice.js'
import { SiteMap } from '#templates/information/site-map.js'
import { Statistics } from '#templates/information/statistics.js'
import { TermsForAdministrations } from '#templates/information/terms-administrations.js'
import { TermsForResidents } from '#templates/information/terms-residents.js'
import { TrialDesk, TrialFile } from '#templates/information/trial-desk.js'
import { trialTransmission } from '#templates/information/trial-family.js'
import {
  TrialConfirmation,
  TrialFollowed,
  TrialOtherWay,
  TrialReview,
  TrialStart,
} from '#templates/information/trial-resident.js'
import type { Site } from '#templates/site.js'
import type { GalleryPage } from './gallery-pages.js'

export function informationPages(site: Site): GalleryPage[] {
  return [
    {
      path: '/administrations',
      title: 'Administrations',
      page: <Administrations site={site} trialUrl="#" statisticsUrl="#" retentionDays={90} />,
    },
    { path: '/accessibilite', title: 'Accessibilité', page: <Accessibility site={site} /> },
    ...termsAndHelp(site),
    ...statistics(),
    ...trial(),
  ]
}

function termsAndHelp(site: Site): GalleryPage[] {
  const origin = 'https://quotient-familial.example.fr'
  const securityEmail = 'securite@quotient-familial.example.fr'
  const silent = { publicationDirector: null, hostingProvider: null, subprocessors: [] }
  const told = {
    publicationDirector: 'Camille Exemple, directrice',
    hostingProvider: 'Exemple Hébergement, 1 rue de l’Exemple, 75000 Paris',
    subprocessors: ['Exemple Hébergement, hébergement, France', 'Exemple Courriel, courriels, France'],
  }
  const faq = <Faq site={site} origin={origin} retentionDays={90} />
  const terms = { site, retentionDays: 90, securityEmail }
  return [
    { path: '/faq', title: 'Questions fréquentes', page: faq },
    {
      path: '/faq/sans-avis',
      title: 'Questions fréquentes : sans adresse d’avis',
      page: <Faq site={{ ...site, feedbackUrl: null }} origin={origin} retentionDays={30} />,
    },
    {
      path: '/cgu_usagers',
      title: 'Conditions d’utilisation',
      page: <TermsForResidents site={site} retentionDays={90} />,
    },
    {
      path: '/cgu_administrations',
      title: 'Conditions : sous-traitants nommés',
      page: <TermsForAdministrations {...terms} subprocessors={told.subprocessors} backupDays={30} />,
    },
    {
      path: '/cgu_administrations/sur-demande',
      title: 'Conditions : sous-traitants sur demande',
      page: <TermsForAdministrations {...terms} subprocessors={[]} backupDays={null} />,
    },
    { path: '/cookies', title: 'Cookies', page: <Cookies secure={true} /> },
    {
      path: '/mentions_legales',
      title: 'Mentions légales',
      page: <LegalNotice site={site} securityEmail={securityEmail} {...told} />,
    },
    {
      path: '/mentions_legales/sur-demande',
      title: 'Mentions légales : sur demande',
      page: <LegalNotice site={site} securityEmail={securityEmail} {...silent} />,
    },
    { path: '/plan_du_site', title: 'Plan du site', page: <SiteMap /> },
  ]
}

function statistics(): GalleryPage[] {
  const urls = { months: '/mois.csv', rates: '/taux.csv', departements: '/departements.csv' }
  const page = (path: string, figures: Figures): GalleryPage => ({
    path: `/statistiques/${path}`,
    title: `Statistiques : ${path}`,
    page: <Statistics figures={figures} urls={urls} />,
  })
  const none: Figures = {
    from: '2025-12',
    until: '2026-11',
    openCollectivites: 0,
    transmissions: null,
    months: [],
    departements: [],
    elsewhere: null,
    rates: { connection: null, completion: null, reading: null },
  }
  const counts = [null, 31, 48, 27, 30, 64, 212, 348, 1_934, 812, 402, 218]
  return [
    page('vides', none),
    page('debut', {
      ...none,
      openCollectivites: 2,
      months: [{ month: '2026-11', transmissions: null }],
      departements: [{ code: '45', name: 'Loiret', open: 2, transmissions: null }],
    }),
    page('pleines', {
      ...none,
      openCollectivites: 4_812,
      transmissions: 4_139,
      months: counts.map((transmissions, at) => ({
        month: at === 0 ? '2025-12' : `2026-${String(at).padStart(2, '0')}`,
        transmissions,
      })),
      departements: [
        { code: '04', name: 'Alpes-de-Haute-Provence', open: 4_210, transmissions: 3_402 },
        { code: '2B', name: 'Haute-Corse', open: 1, transmissions: null },
        { code: '45', name: 'Loiret', open: 600, transmissions: 702 },
        { code: '975', name: 'Saint-Pierre-et-Miquelon', open: 1, transmissions: null },
      ],
      elsewhere: 35,
      rates: { connection: 0.914, completion: 0.837, reading: 1 },
    }),
  ]
}

function trial(): GalleryPage[] {
  const moment = { now: new Date('2026-11-26T08:05:00Z'), today: '2026-11-26' }
  const page = (
    path: string,
    content: GalleryPage['page'],
    area: GalleryPage['area'] = 'usager',
  ): GalleryPage => ({
    path: `/essai/${path}`,
    title: `Essai : ${path}`,
    area,
    page: content,
  })
  const csv = CSV_HEADER + csvRows([trialTransmission(moment.now, moment.today)], 'Europe/Paris')
  return [
    page('accueil', <TrialStart />),
    page('autrement', <TrialOtherWay />),
    page('relire', <TrialReview today={moment.today} refreshed={false} />),
    page('confirmation', <TrialConfirmation {...moment} />),
    page('suivi', <TrialFollowed {...moment} />),
    page('bureau', <TrialDesk {...moment} />, 'agent'),
    page('fichier', <TrialFile csv={csv} />, 'agent'),
  ]
}

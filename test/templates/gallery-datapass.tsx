import { DatapassDemande, type DatapassDemandeProps } from '#templates/dinum/datapass-demande.js'
import { DatapassEvent } from '#templates/dinum/datapass-event.js'
import { DatapassEvents, type EventRow } from '#templates/dinum/datapass-events.js'
import { DeadLetters } from '#templates/dinum/dead-letters.js'
import { Differences } from '#templates/dinum/differences.js'
import { Editors } from '#templates/dinum/editors.js'
import { commune, longNamed } from './fixtures.js'
import type { GalleryPage } from './gallery-pages.js'

/** The rooms of the console about DataPass, editors and what was given up. */
export function datapassPages(): GalleryPage[] {
  return [
    page('datapass', <DatapassEvents {...EVENTS} />),
    page('datapass-vide', <DatapassEvents {...EVENTS} waiting={[]} events={[]} olderUrl={null} />),
    page(
      'datapass-filtre',
      <DatapassEvents {...EVENTS} waiting={[]} events={[]} parameters={{ siret: 'x', etat: 'attente' }} />,
    ),
    ...(['kept', 'never', 'erased', 'lost'] as const).map((content) =>
      page(`evenement-${content}`, event(content)),
    ),
    page('evenement-ouvert', event(CONTENT)),
    page('demande', demande({})),
    page('demande-nouvelle', demande({ demande: null })),
    page('demande-transfert', demande({ demande: { ...GRANTED, waitsFor: 'transfert', transfer: OTHER } })),
    page(
      'demande-transfert-ferme',
      demande({
        demande: {
          ...GRANTED,
          organization: null,
          waitsFor: 'transfert',
          transfer: { ...OTHER, state: 'fermée' },
        },
      }),
    ),
    page(
      'demande-commune',
      demande({ demande: { ...GRANTED, waitsFor: 'code COG', organization: UNKNOWN } }),
    ),
    page(
      'demande-commune-refusee',
      demande({
        demande: { ...GRANTED, waitsFor: 'code COG', organization: UNKNOWN },
        typed: { cog: '45450 Fay', nom: '' },
        errors: { cog: 'Écrivez le code COG de la commune, 5 signes comme 45142.', nom: 'Écrivez son nom.' },
      }),
    ),
    page('demande-sans-siret', demande({ demande: { ...GRANTED, waitsFor: 'SIRET', organization: null } })),
    page(
      'demande-decidee',
      demande({
        said: 'transfert',
        demande: { ...GRANTED, waitsFor: 'transfert', transfer: OTHER, isUnderWay: true },
      }),
    ),
    page('ecarts', <Differences {...DIFFERENCES} />),
    page('ecarts-aucun', <Differences {...DIFFERENCES} groups={[]} failed={null} said="fini" />),
    page(
      'ecarts-jamais',
      <Differences {...DIFFERENCES} groups={[]} lastGood={null} runningSince={AT} said="encours" />,
    ),
    page('ecarts-pas-installe', <Differences {...DIFFERENCES} isConfigured={false} groups={[]} />),
    page('editeurs', <Editors {...EDITORS} />),
    page('editeurs-vide', <Editors {...EDITORS} editors={[]} said="retire" />),
    page(
      'editeurs-refuse',
      <Editors
        {...EDITORS}
        typed={{ site: 'portail', editeur: '' }}
        errors={{
          site: '« portail » n’est pas une adresse complète.',
          editeur: 'Écrivez le nom de l’éditeur.',
        }}
      />,
    ),
    page('pannes', <DeadLetters {...FAILURES} />),
    page('pannes-reprises', <DeadLetters {...FAILURES} {...NOTHING} said="reprise" count={12} />),
    page('pannes-aucune', <DeadLetters {...FAILURES} {...NOTHING} everywhere />),
  ]
}

const AT = '26 novembre 2026 à 9 h 05'
const nav = navOf('DataPass')

function navOf(room: string) {
  const rooms = ['Collectivités', 'Ouvertures', 'DataPass', 'Écarts', 'Éditeurs', 'Pannes', 'Journal']
  return { items: rooms.map((label) => ({ label, href: `/dinum/${label}`, current: label === room })) }
}

function page(path: string, content: GalleryPage['page']): GalleryPage {
  return { path: `/dinum/${path}`, title: `Console : ${path}`, area: 'dinum', signedIn: true, page: content }
}

const ROW: EventRow = {
  event: 'approve',
  url: '#',
  receivedAt: AT,
  demande: 104812,
  demandeUrl: '#',
  siret: commune.siret,
  isConcerned: true,
  isProcessed: true,
  isFromComparison: false,
}
const ROWS: EventRow[] = [
  { ...ROW, event: 'transfer', isProcessed: false },
  { ...ROW, isFromComparison: true },
  { ...ROW, event: 'un_evenement_que_personne_ne_connait_encore_ici', siret: null, isConcerned: false },
]
const EVENTS: Parameters<typeof DatapassEvents>[0] = {
  nav,
  waiting: [
    {
      demande: 104812,
      url: '#',
      waitsFor: 'transfert',
      organization: longNamed.name,
      since: AT,
      isUnderWay: false,
    },
    {
      demande: 104813,
      url: '#',
      waitsFor: 'code COG',
      organization: 'SIRET 25450142200011',
      since: AT,
      isUnderWay: true,
    },
    {
      demande: 104814,
      url: '#',
      waitsFor: 'SIRET',
      organization: 'organisation sans SIRET',
      since: AT,
      isUnderWay: false,
    },
  ],
  events: ROWS,
  parameters: {},
  eventsUrl: '#',
  newestUrl: null,
  olderUrl: '#',
}

function event(content: Parameters<typeof DatapassEvent>[0]['content']) {
  return (
    <DatapassEvent
      nav={nav}
      said={content === 'kept' ? 'rejeu' : ''}
      event={{
        event: 'approve',
        demande: 104812,
        demandeUrl: '#',
        firedAt: AT,
        receivedAt: AT,
        processedAt: content === 'kept' ? null : AT,
        isFromComparison: content === 'erased',
        definition: 'formulaire_qf',
        isConcerned: content !== 'never',
        siret: commune.siret,
        collectivite: content === 'never' ? null : { name: longNamed.name, url: '#' },
        requestState: 'validated',
        isAuthorized: content === 'never' ? null : true,
      }}
      content={content}
      urls={{ open: '#', replay: '#' }}
    />
  )
}
const CONTENT = {
  organization: 'COMMUNE DE FAY AUX LOGES',
  codeCog: '45142',
  postalCode: '45450',
  editor: '3d_ouest',
  applicant: { name: 'Hélène CHARBONNET', email: 'helene.charbonnet@vitry-aux-loges.example' },
  businessContact: { name: null, email: `${'periscolaire-'.repeat(6)}@vitry-aux-loges.example` },
  dataProtectionOfficer: null,
  text: JSON.stringify({ event: 'approve', data: { public_id: 'x'.repeat(120) } }, null, 2),
}

const GRANTED: NonNullable<DatapassDemandeProps['demande']> = {
  definition: 'formulaire_qf',
  requestState: 'validated',
  active: true,
  changedAt: AT,
  waitsFor: null,
  isUnderWay: false,
  organization: { siret: commune.siret, name: commune.name, state: 'ouverte', url: '#' },
  transfer: null,
}
const UNKNOWN = { siret: '25450142200011', name: null, state: null, url: null }
const OTHER = { siret: longNamed.siret, name: longNamed.name, state: 'en attente' as const, url: '#' }

function demande(change: Partial<DatapassDemandeProps>) {
  return (
    <DatapassDemande
      nav={nav}
      said=""
      id={104812}
      demande={GRANTED}
      events={ROWS}
      typed={{ cog: '', nom: '' }}
      errors={{}}
      urls={{ transfer: '#', place: '#', replay: '#' }}
      {...change}
    />
  )
}

const LINES = [
  {
    demande: 104812,
    demandeUrl: '#',
    siret: commune.siret,
    collectivite: { name: longNamed.name, url: '#' },
  },
  { demande: 104813, demandeUrl: '#', siret: null, collectivite: null },
]
const DIFFERENCES: Parameters<typeof Differences>[0] = {
  nav: navOf('Écarts'),
  said: '',
  isConfigured: true,
  lastGood: { at: AT, seen: 4812, opened: 1 },
  failed: { at: AT, code: 'DATAPASS_FORBIDDEN' },
  runningSince: null,
  groups: [
    { kind: 'terminée chez DataPass', total: 312, lines: LINES },
    { kind: 'inconnue de DataPass', total: 2, lines: LINES },
    { kind: 'terminée ici', total: 2, lines: LINES },
    { kind: 'autre SIRET', total: 2, lines: LINES },
    { kind: 'événements arrêtés', total: 2, lines: LINES },
    { kind: 'SIRET invalide', total: 2, lines: LINES },
  ],
  reconcileUrl: '#',
}

const EDITORS: Parameters<typeof Editors>[0] = {
  nav: navOf('Éditeurs'),
  said: 'ajoute',
  editors: [
    { origin: 'https://familles.editeur.example', editor: 'Un éditeur', since: AT },
    { origin: `https://${'un-nom-sans-fin.'.repeat(10)}example`, editor: 'U'.repeat(80), since: AT },
  ],
  typed: { site: '', editeur: '' },
  errors: {},
  urls: { add: '#', remove: '#' },
}

const FAILURES: Parameters<typeof DeadLetters>[0] = {
  nav: navOf('Pannes'),
  said: '',
  count: 0,
  sendings: [
    {
      collectivite: { name: longNamed.name, url: '#' },
      siret: longNamed.siret,
      id: '1',
      at: AT,
      code: 'ECONNREFUSED',
      what: 'delivery',
    },
    {
      collectivite: { name: commune.name, url: '#' },
      siret: commune.siret,
      id: '2',
      at: '25 novembre 2026 à 18 h 40',
      code: '550',
      what: 'other mail',
    },
    {
      collectivite: { name: commune.name, url: '#' },
      siret: commune.siret,
      id: '5',
      at: '24 novembre 2026 à 9 h 12',
      code: 'HUBEE_UNAVAILABLE',
      what: 'HubEE folder',
    },
  ],
  sendingsTotal: 1312,
  jobs: [
    { id: '3', code: 'XX000', what: 'Demande de DataPass', about: { name: 'D104812', url: '#' } },
    { id: '4', code: 'TIMEOUT', what: 'Envoi à préparer', about: null },
  ],
  jobsTotal: 2,
  everywhere: false,
  urls: { retryAll: '#', retrySending: '#', retryJob: '#', everywhere: '#' },
}
const NOTHING = { sendings: [], sendingsTotal: 0, jobs: [], jobsTotal: 0 }

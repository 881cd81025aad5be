import type { Channel } from '#src/delivery/hubee/read-channel.js'
import type { ConsoleLine } from '#src/dinum/collectivites/find-collectivites.js'
import type { Health } from '#src/dinum/collectivites/read-health.js'
import { ConsoleCollectivite, type ConsoleCollectiviteProps } from '#templates/dinum/collectivite.js'
import { Collectivites, type CollectivitesProps } from '#templates/dinum/collectivites.js'
import { ContactForm } from '#templates/dinum/contact-form.js'
import { ConsoleDecision } from '#templates/dinum/decision.js'
import { ConsoleEntrance } from '#templates/dinum/entrance.js'
import { ConsoleJournal } from '#templates/dinum/journal.js'
import { Opening, type OpeningProps } from '#templates/dinum/opening.js'
import { ConsoleRefused } from '#templates/dinum/refused.js'
import { commune, longNamed } from './fixtures.js'
import type { GalleryPage } from './gallery-pages.js'

const LONG_EMAIL = 'secretariat.general.de.la.mairie@saint-remy-en-bouzemont-saint-genest-et-isson.example'
const ROOMS = ['Collectivités', 'Ouvertures', 'DataPass', 'Écarts', 'Éditeurs', 'Pannes', 'Journal']
const nav = {
  items: ROOMS.map((label) => ({ label, href: `/dinum/${label}`, current: label === 'Collectivités' })),
}
const at = new Date('2026-11-26T09:05:00Z')

/** The operator's console. */
export function dinumPages(): GalleryPage[] {
  return [
    page('entree', <ConsoleEntrance signInUrl="#" />, false),
    page(
      'refus',
      <ConsoleRefused
        agentName="Yann KERGUELIN"
        organisation={{ siret: commune.siret, name: null }}
        isOfAnOperator={false}
      />,
    ),
    page(
      'refus-autre-organisation',
      <ConsoleRefused
        agentName="Claire FONTENAILLE"
        organisation={{ siret: commune.siret, name: null }}
        isOfAnOperator={true}
      />,
    ),
    page('liste', list({})),
    page('liste-vide', list({ lines: [], total: 0, waiting: { count: 0, url: '#' } })),
    page(
      'liste-rien',
      list({
        lines: [],
        total: 0,
        filters: { ...FILTERS, parameters: { q: 'nulle part', etat: 'ouverte' } },
      }),
    ),
    page('collectivite', collectivite({})),
    page('collectivite-nouvelle', collectivite({ ...NEW, said: 'ouverte' })),
    page('collectivite-ennuis', collectivite({ ...TROUBLED, said: 'rien' })),
    page('collectivite-suspendue', collectivite({ ...stateOf('suspendue'), said: 'suspension' })),
    page('collectivite-fermee', collectivite({ ...CLOSED, said: 'fermeture' })),
    page('collectivite-effacee', collectivite({ ...CLOSED, erased: '26 décembre 2026 à 10 h 05' })),
    page('suspension', decision('suspension')),
    page('fermeture', decision('fermeture')),
    page('contact', contact({})),
    page('contact-refuse', contact({ courriel: 'Écrivez une adresse complète, comme mairie@exemple.fr.' })),
    page('ouvrir', <Opening {...OPENING} />),
    page('ouvrir-trouve', <Opening {...OPENING} {...FOUND} />),
    page('ouvrir-rien', <Opening {...OPENING} search="nulle part" />),
    page('ouvrir-refuse', <Opening {...OPENING} {...REFUSED} />),
    page('journal', <ConsoleJournal {...JOURNAL} />),
    page('journal-vide', <ConsoleJournal {...JOURNAL} acts={[]} newestUrl={null} olderUrl={null} />),
  ]
}

function page(path: string, content: GalleryPage['page'], signedIn = true): GalleryPage {
  return { path: `/dinum/${path}`, title: `Console : ${path}`, area: 'dinum', signedIn, page: content }
}

const LINE: ConsoleLine & { url: string } = {
  ...commune,
  url: '#',
  recent: 1180,
  accepted: true,
  seen: true,
  transmitted: true,
  mailsFail: false,
  waits: false,
}
const FILTERS: CollectivitesProps['filters'] = {
  action: '/dinum',
  parameters: {},
  departements: [commune.departement, longNamed.departement],
}
function list(change: Partial<CollectivitesProps>) {
  const lines = [
    LINE,
    { ...LINE, ...longNamed, recent: 0, transmitted: false, mailsFail: true, waits: true },
    { ...LINE, state: 'en attente' as const, recent: 1, accepted: false, seen: false },
    { ...LINE, state: 'suspendue' as const, seen: false },
    { ...LINE, state: 'fermée' as const, accepted: false },
  ]
  const pager = { shown: '51 à 100 sur 4 812', previousUrl: '#', nextUrl: '#' }
  const waiting = { count: 2, url: '#' }
  return (
    <Collectivites
      {...{ nav, lines, pager, waiting }}
      filters={FILTERS}
      total={4812}
      openingUrl="#"
      {...change}
    />
  )
}

const CHANNEL: Channel = {
  subscription: {
    siret: commune.siret,
    subscriptionId: 'aab0',
    status: 'Actif',
    readAt: at,
    lastCode: null,
  },
  completed: 1204,
  lastCompletedAt: at,
  waiting: 0,
  leaving: 2,
  failed: 0,
}
const NO_CHANNEL: Channel = {
  subscription: null,
  completed: 0,
  lastCompletedAt: null,
  waiting: 0,
  leaving: 0,
  failed: 0,
}
const LOST_CHANNEL: Channel = {
  ...NO_CHANNEL,
  subscription: {
    siret: commune.siret,
    subscriptionId: null,
    status: null,
    readAt: at,
    lastCode: 'HUBEE_NOT_ASKED',
  },
  waiting: 12,
  failed: 3,
}
const HUBEE_URLS = { change: '/hubee', read: '/hubee/lecture' }
const HEALTH: Health = {
  habilitations: [{ id: 4812, active: true, changedAt: at, waitsFor: null }],
  approvedAt: at,
  openedAt: at,
  invitedAt: at,
  acceptedAt: at,
  firstView: '2026-11-27',
  firstTransmission: '2026-12-01',
  recipients: { active: 2, refused: 0, unconfirmed: 0, confirmedAt: at },
  lastDeliveryAt: at,
  mailFailedAt: null,
  hubee: CHANNEL,
  hubeeFailedAt: null,
  editor: null,
  erasedAt: null,
}
const WHOLE: ConsoleCollectiviteProps = {
  nav,
  said: '',
  collectivite: { ...commune, mailFrequency: 'jour', accessConfirmedAt: at, deliversToHubee: true },
  health: HEALTH,
  hubee: { channel: CHANNEL, urls: HUBEE_URLS },
  editor: 'Berger-Levrault',
  demandes: [4812, 4813].map((id) => ({ id, url: '#' })),
  erased: null,
  gestionnaires: {
    lines: [
      {
        name: 'Martine LEGENDRE',
        email: 'martine.legendre@fay-aux-loges.example',
        since: '26 novembre 2026',
        link: null,
      },
      {
        name: null,
        email: LONG_EMAIL,
        since: null,
        link: { until: '26 décembre 2026', expired: false, faultCode: null },
      },
    ],
    agents: 2,
    inviteUrl: '/invitations',
  },
  contacts: [
    {
      kind: 'demandeur',
      name: 'Solveig MARQUÉE',
      email: LONG_EMAIL,
      since: '26 novembre 2026',
      changeUrl: '#',
    },
    {
      kind: 'contact métier',
      name: null,
      email: 'cantine@fay.example',
      since: '1er octobre 2026',
      changeUrl: '#',
    },
    { kind: 'délégué à la protection des données', name: null, email: null, since: null, changeUrl: '#' },
  ],
  organisations: {
    sirens: [{ siren: '264501420', endUrl: '/retrait' }],
    action: '/organisations',
    typed: '',
    error: null,
  },
  urls: {
    page: '#',
    journal: '#',
    suspension: '#',
    resumption: null,
    closing: '#',
    freeMail: '/messageries',
  },
}
const NEW: Partial<ConsoleCollectiviteProps> = {
  collectivite: { ...longNamed, state: 'en attente' },
  health: {
    ...HEALTH,
    habilitations: [],
    approvedAt: null,
    invitedAt: null,
    acceptedAt: null,
    firstView: null,
    firstTransmission: null,
    recipients: { active: 0, refused: 0, unconfirmed: 0, confirmedAt: null },
    lastDeliveryAt: null,
    hubee: NO_CHANNEL,
  },
  hubee: { channel: NO_CHANNEL, urls: HUBEE_URLS },
  editor: null,
  gestionnaires: { lines: [], agents: 0, inviteUrl: '/invitations' },
  organisations: {
    sirens: [],
    action: '/organisations',
    typed: '264 501',
    error: 'Ce n’est pas un SIREN\u00a0: il a 9 chiffres, dont le dernier vérifie les autres.',
  },
}
const TROUBLED: Partial<ConsoleCollectiviteProps> = {
  collectivite: {
    ...longNamed,
    freeMailAllowed: true,
    mailFrequency: 'transmission',
    accessConfirmedAt: at,
    deliversToHubee: true,
  },
  health: {
    ...HEALTH,
    habilitations: [
      { id: 4812, active: false, changedAt: at, waitsFor: null },
      { id: 4813, active: false, changedAt: null, waitsFor: 'transfert' },
    ],
    acceptedAt: null,
    firstTransmission: null,
    recipients: { active: 1, refused: 2, unconfirmed: 1, confirmedAt: at },
    mailFailedAt: at,
    hubee: LOST_CHANNEL,
    hubeeFailedAt: at,
  },
  hubee: { channel: LOST_CHANNEL, urls: HUBEE_URLS },
  gestionnaires: {
    lines: [
      {
        name: null,
        email: LONG_EMAIL,
        since: null,
        link: { until: '1er novembre 2026', expired: true, faultCode: '550' },
      },
      { name: null, email: 'maire@fay.example', since: null, link: null },
    ],
    agents: 1,
    inviteUrl: '/invitations',
  },
}
const CLOSED: Partial<ConsoleCollectiviteProps> = {
  collectivite: { ...commune, state: 'fermée', deskUntil: new Date('2026-12-26T09:05:00Z') },
  gestionnaires: { lines: [], agents: 0, inviteUrl: null },
  contacts: WHOLE.contacts.map((line) => ({ ...line, changeUrl: null })),
  hubee: null,
  organisations: null,
  urls: { ...WHOLE.urls, suspension: null, resumption: '/reprise', closing: null, freeMail: null },
}

function stateOf(state: 'suspendue'): Partial<ConsoleCollectiviteProps> {
  const urls = { ...WHOLE.urls, suspension: null, resumption: '/reprise' }
  return { collectivite: { ...commune, state }, urls }
}

function collectivite(change: Partial<ConsoleCollectiviteProps>) {
  return <ConsoleCollectivite {...WHOLE} {...change} />
}

function decision(word: 'suspension' | 'fermeture') {
  return (
    <ConsoleDecision
      nav={nav}
      collectivite={longNamed}
      decision={word}
      days={30}
      until="26 décembre 2026"
      action={`/${word}`}
      backUrl="#"
    />
  )
}

function contact(errors: { courriel?: string }) {
  return (
    <ContactForm
      nav={nav}
      collectivite={{ ...longNamed, state: errors.courriel ? 'suspendue' : 'ouverte' }}
      kind={errors.courriel ? 'demandeur' : 'délégué à la protection des données'}
      typed={{ nom: 'Solveig MARQUÉE', courriel: LONG_EMAIL }}
      errors={errors}
      action="/contact"
      backUrl="#"
    />
  )
}

const OPENING: OpeningProps = {
  nav,
  action: '/dinum/ouverture',
  search: '',
  communes: [],
  more: false,
  typed: { siret: '', nom: '', cog: '', gestionnaire: '', autre_gestionnaire: '', delegue: '' },
  errors: {},
  listsUrl: '#',
}
const FOUND: Partial<OpeningProps> = {
  search: 'Saint-Rémy',
  communes: [
    { ...commune, siren: '214501421', opened: { siret: commune.siret, state: 'ouverte' }, url: '#' },
    { ...longNamed, siren: null, opened: null, url: null },
  ],
  more: true,
}
const REFUSED: Partial<OpeningProps> = {
  typed: { ...OPENING.typed, siret: '264 501 420 00014', gestionnaire: 'mairie', delegue: LONG_EMAIL },
  errors: {
    nom: 'Écrivez son nom.',
    cog: 'Ce SIRET n’est pas celui d’une commune\u00a0: écrivez le code COG de la commune où elle est.',
    gestionnaire: 'Écrivez une adresse complète, comme mairie@exemple.fr.',
  },
}
const ACT = {
  at: '26 novembre 2026 à 9 h 05',
  by: 'Claire FONTENAILLE',
  act: 'organisation acceptée',
  concerned: '264501420',
  collectivite: { siret: commune.siret, name: commune.name, url: '#' },
}
const JOURNAL = {
  nav,
  typed: commune.siret,
  acts: [
    ACT,
    {
      ...ACT,
      act: 'fermeture',
      concerned: null,
      collectivite: { ...ACT.collectivite, name: longNamed.name },
    },
    { ...ACT, act: 'ouverture', collectivite: { siret: commune.siret, name: null, url: null } },
    { ...ACT, act: 'éditeur ajouté', concerned: 'https://portail.exemple.example', collectivite: null },
  ],
  journalUrl: '/dinum/journal',
  newestUrl: '#',
  olderUrl: '#',
}

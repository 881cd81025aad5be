import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { FolderLife } from '#src/delivery/hubee/folder-life.js'
import { Counter } from '#templates/agent/counter.js'
import { DeleteTransmission } from '#templates/agent/delete-transmission.js'
import { DeskClosed } from '#templates/agent/desk-closed.js'
import { Desks } from '#templates/agent/desks.js'
import { Files } from '#templates/agent/files.js'
import { Inbox } from '#templates/agent/inbox.js'
import type { InboxRow } from '#templates/agent/inbox-table.js'
import { Record } from '#templates/agent/record.js'
import type { AttachmentView } from '#templates/agent/record-attachments.js'
import { Refused, type RefusedDesk } from '#templates/agent/refused.js'
import { AgentSignIn } from '#templates/agent/sign-in.js'
import { SignInFailed } from '#templates/agent/sign-in-failed.js'
import { Trace } from '#templates/agent/trace.js'
import { SignedOut } from '#templates/signed-out.js'
import { commune, identity, longNamed, record, rows } from './fixtures.js'
import type { GalleryPage } from './gallery-pages.js'

export function agentPages(): GalleryPage[] {
  return [
    page('entree', <AgentSignIn signInUrl="/agent/connexion" />, false),
    page('abandon', <SignInFailed gaveUp={true} signInUrl="/agent/connexion" />, false),
    {
      ...page('echec', <SignInFailed gaveUp={false} signInUrl="/agent/connexion" />, false),
    },
    page('refus-organisation', refused([])),
    page('refus-agent', refused(['may-ask'])),
    page('refus-ferme', refused([], true)),
    page('ferme', <DeskClosed collectivite={longNamed} day="26 décembre 2026" />),
    page('nav-ferme', deskOf({ ...commune, state: 'fermée', deskUntil: new Date('2026-12-26T09:05:00Z') })),
    page('nav-suspendue', deskOf({ ...longNamed, state: 'suspendue' })),
    page('refus-partenaire', refused(['asked', 'refused', 'address-taken', 'may-ask'])),
    page(
      'bureaux',
      <Desks desks={[commune, longNamed].map((collectivite) => ({ collectivite, url: '#' }))} />,
    ),
    { ...page('vide', inbox([])), scripts: ['copy.js'] },
    { ...page('liste', inbox(rows)), scripts: ['copy.js', 'tick-all.js'] },
    page(
      'longue-liste',
      inbox(
        Array.from({ length: 10 }, () => rows)
          .flat()
          .map(numbered),
        LONG,
      ),
    ),
    page('liste-a-traiter-vide', inbox([], EMPTY_FILTER)),
    page('recherche', inbox(rows, SEARCH)),
    page(
      'exemples',
      inbox(rows, { counts: { ...NOTHING, examples: 3 }, done: { what: 'exemples', rows: 3, gone: 0 } }),
    ),
    {
      ...page(
        'fiche',
        <Record
          nav={{ ...nav, collectivite: longNamed }}
          record={{ ...record, origin: 'Attestation', dispute: DISPUTE }}
          {...RECORD}
          attachments={ATTACHMENTS}
          timeline={TIMELINE}
          urls={RECORD_URLS}
        />,
      ),
      scripts: ['copy.js', 'print.js'],
    },
    page(
      'fiche-simple',
      <Record
        nav={nav}
        record={PLAIN}
        {...RECORD}
        birthplace="Paris 7e arrondissement (75)"
        hubee={{ kind: 'waiting', nextAt: new Date('2026-11-27T14:20:00Z'), code: 'HUBEE_UNAVAILABLE' }}
        timeline={TIMELINE.slice(0, 1)}
        urls={RECORD_URLS}
      />,
    ),
    page(
      'fiche-traitee',
      <Record
        nav={nav}
        record={{ ...PLAIN, treatedAt: new Date('2026-11-27T08:00:00Z') }}
        {...RECORD}
        done={{ treated: true, nextUrl: '/agent/fiche', toTreatUrl: '/liste?1' }}
        hubee={AT_HUBEE}
        attachments={ATTACHMENTS.slice(0, 1)}
        attachmentsErasedOn="12 décembre 2026"
        timeline={TIMELINE}
        urls={RECORD_URLS}
      />,
    ),
    page(
      'fiche-derniere',
      <Record
        nav={nav}
        record={{ ...PLAIN, treatedAt: new Date('2026-11-27T08:00:00Z') }}
        {...RECORD}
        done={{ treated: true, nextUrl: null, toTreatUrl: '/liste?1' }}
        timeline={TIMELINE}
        urls={RECORD_URLS}
      />,
    ),
    page('suppression', <DeleteTransmission nav={nav} record={record} action="/suppression" backUrl="#" />),
    page(
      'guichet',
      <Counter
        nav={nav}
        typed={TYPED}
        errors={{}}
        warning="Cette page avait déjà servi."
        action="/guichet"
        backUrl="#"
      />,
    ),
    page(
      'guichet-refuse',
      <Counter
        nav={nav}
        typed={{ ...TYPED, nom: '', qf: 'sept cents' }}
        errors={{
          nom: 'Écrivez le nom de naissance.',
          qf: 'Écrivez le quotient familial en euros.',
          regime: 'Choisissez.',
        }}
        warning={null}
        action="/guichet"
        backUrl="#"
      />,
    ),
    page('fichiers-aucun', <Files {...NO_FILES} nav={nav} done={{ what: 'vide', rows: 0 }} />),
    page(
      'fichiers',
      <Files
        nav={nav}
        counts={LONG.counts}
        done={{ what: 'traite', rows: 12 }}
        olderUrl="#"
        today="2026-11-26"
        csvUrl="/c"
        xlsxUrl="/x"
        files={FILES}
      />,
    ),
    page(
      'journal-vide',
      <Trace
        nav={nav}
        kind="fichiers"
        searched="Q7K3MBXW9T"
        events={[]}
        traceUrl="/agent/journal"
        olderUrl={null}
      />,
    ),
    page(
      'journal',
      <Trace nav={nav} kind="" searched="" events={TRACE} traceUrl="/agent/journal" olderUrl="#" />,
    ),
    page('deconnecte', <SignedOut area="agent" continueUrl={null} />, false),
  ]
}

const PLAIN = {
  ...record,
  identity,
  externalId: null,
  declared: { knownName: '', childrenOrServices: '' },
  reasons: [],
  previous: null,
}

function page(path: string, content: GalleryPage['page'], signedIn = true): GalleryPage {
  return { path: `/agent/${path}`, title: `Agent : ${path}`, area: 'agent', signedIn, page: content }
}

function refused(states: RefusedDesk['state'][], closed = false) {
  return (
    <Refused
      agentName="Dominique Martin"
      organisation={{ siret: commune.siret, name: states.length > 0 ? 'Fay-aux-Loges' : null }}
      desks={states.map((state, index) => ({
        collectivite: { ...(index % 2 ? longNamed : commune), siret: `2145014610001${index}` },
        state,
        requestUrl: '/demande',
      }))}
      closed={closed ? [{ collectivite: longNamed, day: '26 décembre 2026' }] : []}
    />
  )
}

function deskOf(collectivite: Collectivite) {
  return <Files {...NO_FILES} nav={{ ...nav, collectivite }} />
}

const ROOMS = ['Transmissions', 'Fichiers', 'Faire connaître', 'Agents', 'Réglages', 'Journal']
const nav = {
  collectivite: commune,
  items: ROOMS.map((label, index) => ({ label, href: `/agent/${label}`, current: index === 0 })),
}
const RECORD = {
  birthplace: null,
  done: null,
  printedAt: '27 novembre 2026 à 14 h 05',
  attachments: [],
  attachmentsErasedOn: null,
  hubee: null,
}
const AT_HUBEE: FolderLife = {
  kind: 'completed',
  at: new Date('2026-11-26T09:05:00Z'),
  status: 'SI_INTG_ERROR',
  statusAt: new Date('2026-11-27T07:30:00Z'),
}
const RECORD_URLS = { list: '#', treat: '/traitement', remove: '#', counter: '/guichet' }
const DISPUTE = `Mon attestation de novembre dit 612.\nVoir la seconde page, ${'x'.repeat(120)}`
const ATTACHMENTS: AttachmentView[] = [
  { kind: 'pdf', size: 84_000, url: '/piece' },
  { kind: 'jpeg', size: 1_400_000, url: null },
]
const TIMELINE = [
  { at: '25 novembre 2026 à 18 h 40', what: 'Transmise', by: 'l’usager' },
  { at: '26 novembre 2026 à 9 h 10', what: 'Ouverte', by: 'Martine LEGENDRE' },
]
const TYPED = {
  cle: '7f1d7a52-52d3-4a0e-9d3e-0a6c3f7f9b11',
  nom: 'LEFÈVRE-ŒILLET',
  prenoms: 'Angela Claire',
  sexe: 'female',
  naissance: '01/02/1990',
  qf: '742',
  mois: '11/2026',
  regime: '',
  nom_connu: '',
  enfants_ou_services: 'Mila, cantine',
}
const FILES = [
  {
    leftAt: '26 novembre 2026 à 9 h 12',
    takenBy: 'Martine LEGENDRE',
    format: 'xlsx' as const,
    selection: 'jamais exportées',
    count: 1234,
    rows: { kept: 1230, toTreat: 12, notTaken: 3 },
    csvUrl: '/f.csv',
    xlsxUrl: '/f.xlsx',
    treatUrl: '/f/traitement',
    countUrl: '/f?compter',
  },
  {
    leftAt: '1er novembre 2026 à 8 h',
    takenBy: 'Martine LEGENDRE',
    format: 'csv' as const,
    selection: 'toutes',
    count: 51_234,
    rows: null,
    csvUrl: '/g.csv',
    xlsxUrl: '/g.xlsx',
    treatUrl: '/g/traitement',
    countUrl: '/g?compter',
  },
]
const TRACE = [
  {
    at: '26 novembre 2026 à 9 h 12',
    by: 'Martine LEGENDRE',
    what: 'Mise dans un fichier Excel',
    about: [],
    count: 1234,
    references: [{ reference: 'Q7K3MBXW9T', url: '/agent/fiche' }],
  },
  {
    at: '26 novembre 2026 à 9 h 05',
    by: 'mairie@exemple.example',
    what: 'Rôle changé',
    about: ['Nadia BERTHILLON'],
    count: 0,
    references: [],
  },
]
const NOTHING = { total: 0, toTreat: 0, neverExported: 0, examples: 0, shown: 0 }
const NO_FILES = {
  counts: NOTHING,
  done: { what: '', rows: 0 },
  olderUrl: null,
  today: '2026-11-26',
  csvUrl: '/c',
  xlsxUrl: '/x',
  files: [],
}
const LONG = { counts: { total: 2_001, toTreat: 700, neverExported: 12, examples: 0, shown: 2_001 } }
const EMPTY_FILTER = {
  counts: { total: 3, toTreat: 0, neverExported: 0, examples: 0, shown: 0 },
  selection: { search: '', words: 'à traiter', parameters: { etat: 'a-traiter' }, wrongPeriod: true },
}
const SEARCH = {
  selection: {
    search: 'lefevre',
    words: 'toutes',
    parameters: { recherche: 'oui', verifier: 'qf-modifie' },
    wrongPeriod: false,
  },
  searched: { rows: 2000, all: false },
  done: { what: 'traite', rows: 3, gone: 2 },
}

function numbered(row: InboxRow, index: number): InboxRow {
  return {
    ...row,
    reference: `${row.reference.slice(0, 8)}${String(index).padStart(2, '0')}`,
    sentAt: `${row.sentAt} (${index})`,
  }
}

function inbox(transmissions: InboxRow[], change: Partial<Parameters<typeof Inbox>[0]> = {}) {
  const total = transmissions.length
  return (
    <Inbox
      nav={nav}
      rows={transmissions}
      counts={{ total, toTreat: Math.floor(total / 2), neverExported: total, examples: 0, shown: total }}
      selection={{ search: '', words: 'toutes', parameters: {}, wrongPeriod: false }}
      origins={['FranceConnect', 'Guichet']}
      searched={null}
      done={{ what: '', rows: 0, gone: 0 }}
      accessDue={total > 2 ? { day: '1er décembre 2026', overdue: false, membersUrl: '/agents' } : null}
      troubles={
        total > 2
          ? { refused: ['mairie@fay-aux-loges.example'], failed: 2, waiting: 1, unprotected: false }
          : null
      }
      manages={total !== 3}
      aboutToGo={total > 2 ? { count: 4, first: '2 décembre 2026', url: '/liste?au=1' } : null}
      lastFile={
        total > 2 ? { leftAt: '25 novembre 2026 à 9 h', count: 12, toTreat: 5, treatUrl: '/t' } : null
      }
      urls={{
        list: '/liste',
        everything: '/liste',
        states: { all: '/liste', toTreat: '/liste?1', treated: '/liste?2', neverExported: '/liste?3' },
        search: '/recherche',
        csv: '/export.csv',
        xlsx: '/export.xlsx',
        selection: '/selection',
        next: total > 2 ? '/liste?apres=1' : null,
        newest: null,
        counter: '/guichet',
        examples: '/exemples',
        files: '/fichiers',
        mails: '/courriels',
        publicity: '/faire-connaitre',
        members: '/agents',
      }}
      publicUrl={`https://quotient-familial.example.fr/collectivites/${commune.siret}`}
      {...change}
    />
  )
}

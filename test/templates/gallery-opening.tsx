import { FAULTS, RESULTS, type Result } from '#src/onboarding/openings/faults.js'
import type { ListCounts } from '#src/onboarding/openings/find-list.js'
import { OpeningLists, type OpeningListsProps } from '#templates/dinum/opening-lists.js'
import { OpeningPreview, type OpeningPreviewProps } from '#templates/dinum/opening-preview.js'
import { OpeningProgress } from '#templates/dinum/opening-progress.js'
import { OpeningResults } from '#templates/dinum/opening-results.js'
import { longNamed } from './fixtures.js'
import type { GalleryPage } from './gallery-pages.js'

const LONG_EMAIL = 'secretariat-general.de-la-mairie@saint-remy-en-bouzemont-saint-genest-et-isson.example'
const nav = {
  items: ['Collectivités', 'Ouvertures'].map((label) => ({
    label,
    href: '#',
    current: label === 'Ouvertures',
  })),
}
const results = Object.fromEntries(RESULTS.map((result, at) => [result, at * 17])) as Record<Result, number>
const counts: ListCounts = {
  lines: 5012,
  faulty: 121,
  done: 0,
  results,
  toOpen: 4812,
  known: { 'en attente': 40, ouverte: 21, suspendue: 2, fermée: 1 },
}
const preview: OpeningPreviewProps = {
  nav,
  counts,
  ignoredColumns: ['Téléphone', 'population'],
  sample: [
    { line: 2, siret: '21450142100017', name: 'Fay-aux-Loges', emails: [LONG_EMAIL, 'mairie@fay.example'] },
    { line: 4, siret: '26450142000014', name: longNamed.name, emails: ['ccas@fay.example'] },
  ],
  faulty: [
    ...FAULTS.map((fault, at) => ({ line: at + 7, faults: [{ fault, value: '2,14E+13' }] })),
    {
      line: 40,
      faults: [
        { fault: 'siret-shortened', value: '2,14E+13' },
        { fault: 'email-wrong', value: `${'x'.repeat(90)}, mairie(at)fay.example` },
      ],
    },
  ],
  faultyUrl: '#',
  repeated: [
    { line: 12, first: 3, isDuplicate: true },
    { line: 14, first: 3, isDuplicate: false },
  ],
  confirmUrl: '/confirmation',
  dropUrl: '/abandon',
  listsUrl: '#',
}
const nothing = { ...counts, lines: 1, faulty: 1, toOpen: 0, known: none() }

/** A list of collectivités to open, from the file to its results. */
export function openingPages(): GalleryPage[] {
  return [
    page('depot', lists({})),
    page('depot-listes', lists({ lists: kept(), dropped: true })),
    page(
      'depot-refuse',
      lists({
        pasted: 'nom;ville\nFay;Fay',
        errors: { fichier: 'Ce fichier n’est pas un CSV.', lignes: 'Aucune colonne ne s’appelle « siret ».' },
      }),
    ),
    page('verifier', <OpeningPreview {...preview} />),
    page(
      'verifier-une',
      <OpeningPreview
        {...preview}
        counts={{ ...counts, lines: 1, faulty: 0, toOpen: 1, known: none() }}
        sample={preview.sample.slice(0, 1)}
        faulty={[]}
        repeated={[]}
        ignoredColumns={[]}
      />,
    ),
    page(
      'verifier-liens',
      <OpeningPreview {...preview} counts={{ ...counts, toOpen: 0, faulty: 0 }} faulty={[]} />,
    ),
    page(
      'verifier-rien',
      <OpeningPreview
        {...preview}
        counts={nothing}
        sample={[]}
        repeated={[]}
        faulty={preview.faulty.slice(0, 1)}
      />,
    ),
    page('avancement', progress(1234)),
    page('avancement-debut', progress(0)),
    page('resultats', resultsOf('Page 2')),
    page('resultats-sans-faute', resultsOf(null)),
  ]
}

function page(path: string, content: GalleryPage['page']): GalleryPage {
  return {
    path: `/dinum/liste/${path}`,
    title: `Liste : ${path}`,
    area: 'dinum',
    signedIn: true,
    page: content,
  }
}

function none(): ListCounts['known'] {
  return { 'en attente': 0, ouverte: 0, suspendue: 0, fermée: 0 }
}

function lists(change: Partial<OpeningListsProps>) {
  return (
    <OpeningLists
      nav={nav}
      action="/liste"
      pasted=""
      errors={{}}
      dropped={false}
      lists={[]}
      oneUrl="#"
      {...change}
    />
  )
}

function kept(): OpeningListsProps['lists'] {
  return (['draft', 'under-way', 'ended'] as const).map((state) => ({
    url: '#',
    readAt: '26 novembre 2026 à 14 h 05',
    state,
  }))
}

// The page that follows by itself is not for a gallery: axe takes any refresh for a fault, though this one is stopped
// by a link.
function progress(done: number) {
  return (
    <OpeningProgress
      nav={nav}
      done={done}
      total={4891}
      refreshSeconds={null}
      otherUrl="#"
      listsUrl="#"
      deadLettersUrl="#"
    />
  )
}

function resultsOf(next: string | null) {
  const lines = [
    ...RESULTS.map((outcome, at) => ({
      line: at + 2,
      siret: '21450142100017',
      collectivite: { name: longNamed.name, url: '#' },
      outcome,
    })),
    { line: 30, siret: '', collectivite: null, outcome: ['siret-missing' as const, 'email-wrong' as const] },
    { line: 31, siret: 'x'.repeat(80), collectivite: null, outcome: ['siret-wrong' as const] },
  ]
  return (
    <OpeningResults
      nav={nav}
      counts={next ? { ...counts, results } : { ...nothing, faulty: 0, results: { ...results, opened: 1 } }}
      lines={next ? lines : lines.slice(0, 1)}
      pager={{ shown: next && '1 à 100 sur 5 012', previousUrl: null, nextUrl: next && '#' }}
      resultsUrl="#"
      faultyUrl={next && '#'}
      listsUrl="#"
    />
  )
}

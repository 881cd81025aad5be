import { networkRule } from './network-rule.js'
import {
  findCycle,
  type Import,
  importsOf,
  readSources,
  type Source,
  withoutComments,
} from './source-tree.js'

export type ImportRule = { rule: string; findBreaches(sources: Source[]): string[]; broken: Source[] }

/** What imports, or says, something it should not. */
export function checkImports(): string[] {
  const sources = readOurs()
  return importRules.flatMap(({ rule, findBreaches }) =>
    findBreaches(sources).map((breach) => `${breach} (rule: ${rule})`),
  )
}

/** What the rules are about: the program and its pages, without their tests. */
export function readOurs(): Source[] {
  const all = [...readSources('src'), ...readSources('templates')]
  return all.filter(({ path }) => !/\.test\.tsx?$/.test(path))
}

// What each folder of src may know. A new folder says here what it knows.
const MAY_KNOW: Record<string, string[]> = {
  resident: [
    'attachments',
    'submission',
    'outages',
    'statistics',
    'collectivite',
    'external',
    'jobs',
    'audit',
    'http',
    'db',
  ],
  submission: ['attachments', 'statistics', 'collectivite', 'external', 'jobs', 'audit', 'db'],
  agent: [
    'attachments',
    'delivery',
    'spreadsheet',
    'submission',
    'collectivite',
    'external',
    'limits',
    'audit',
    'http',
    'db',
  ],
  delivery: [
    'spreadsheet',
    'submission',
    'collectivite',
    'external',
    'mail',
    'metrics',
    'jobs',
    'limits',
    'audit',
    'db',
  ],
  spreadsheet: ['submission', 'collectivite'],
  onboarding: ['delivery', 'submission', 'collectivite', 'external', 'jobs', 'audit', 'http', 'db'],
  // Operators read nothing of a resident: the safe is no neighbour.
  dinum: [
    'agent',
    'onboarding',
    'delivery',
    'spreadsheet',
    'collectivite',
    'statistics',
    'jobs',
    'audit',
    'http',
    'db',
  ],
  // What all master keys seal, wherever it is.
  keys: ['onboarding', 'submission', 'audit', 'db'],
  api: ['onboarding', 'collectivite', 'metrics', 'http', 'db'],
  information: ['statistics', 'spreadsheet', 'collectivite', 'external', 'http', 'db'],
  outages: ['external'],
  // What was kept for all, once it has ended.
  ends: ['db'],
  statistics: ['db'],
  // Counts for all, and knows nobody.
  metrics: ['db'],
  collectivite: ['external', 'audit', 'http', 'db'],
  attachments: [],
  external: [],
  mail: [],
  jobs: ['db'],
  limits: ['external', 'db'],
  audit: ['db'],
  http: ['limits', 'db'],
  db: [],
}
const FEATURES = [
  'resident',
  'submission',
  'agent',
  'delivery',
  'spreadsheet',
  'onboarding',
  'dinum',
  'keys',
  'api',
  'information',
  'outages',
  'ends',
  'statistics',
  'collectivite',
]
// These put the whole house together, so they know every feature.
const ASSEMBLY = [
  'app',
  'worker-app',
  'services',
  'start',
  'work-hourly',
  'work-nightly',
  'work-endings',
  'purge-command',
  'admin',
  'main',
].map((name) => `src/${name}`)

// The role is entered once; whoever could leave it again would see the rows of every tenant.
const ENTERS_THE_ROLE = 'src/db/connect.ts'
const CHANGES_ROLE =
  /\b(set|reset)\s+(local\s+|session\s+)?(role|session\s+authorization)\b|set_config\(\s*'(role|session_authorization)'|\bdiscard\s+all\b/gi
const READS_ENVIRONMENT = /\bprocess\s*(\?\.|\.|\[\s*['"`])\s*env\b|['"](node:)?process['"]/

/** The map of the house as rules; `broken` is a made-up source that each must catch. */
export const importRules: ImportRule[] = [
  {
    rule: 'each folder of src knows only what its line of the map allows',
    findBreaches: (sources) =>
      betweenFolders(sources)
        .filter(({ from, to }) => !MAY_KNOW[folderOf(from)]?.includes(folderOf(to)))
        .map(describeImport),
    broken: [source('src/submission/submit.ts', "import { review } from '#src/resident/review.js'")],
  },
  {
    rule: 'every folder of src stands on the map',
    findBreaches: (sources) =>
      sources.map(({ path }) => folderOf(path)).filter((folder) => folder && !MAY_KNOW[folder]),
    broken: [source('src/utils/dates.ts', '')],
  },
  {
    rule: 'db, http, audit, mail, jobs, limits, metrics and external know no feature, nor the files that assemble them',
    findBreaches: (sources) =>
      importsOf(sources)
        .filter(({ from }) =>
          ['db', 'http', 'audit', 'mail', 'jobs', 'external', 'limits', 'metrics'].includes(folderOf(from)),
        )
        .filter(({ to }) => FEATURES.includes(folderOf(to)) || ASSEMBLY.includes(to))
        .map(describeImport),
    broken: [source('src/http/health.ts', "import type { Services } from '#src/services.js'")],
  },
  {
    rule: 'a client in external/ imports its own folder and the files straight in external/, none other of ours',
    findBreaches: (sources) =>
      importsOf(sources)
        .filter(({ from }) => folderOf(from) === 'external')
        .filter(({ from, to }) => parent(to) !== parent(from) && parent(to) !== 'src/external')
        .map(describeImport),
    broken: [source('src/external/hubee/client.ts', "import { oidc } from '../datapass/client.js'")],
  },
  {
    rule: 'templates import types only from src',
    findBreaches: (sources) =>
      importsOf(sources)
        .filter(({ from, to, typeOnly }) => /^templates\//.test(from) && /^src\//.test(to) && !typeOnly)
        .map(describeImport),
    broken: [
      source(
        'templates/agent/inbox.tsx',
        "import { type Row, open } from '#src/agent/transmissions/inbox.js'",
      ),
    ],
  },
  {
    rule: 'src and templates import nothing from test, demo, scripts or bench',
    findBreaches: (sources) =>
      importsOf(sources)
        .filter(({ from }) => /^(src|templates)\//.test(from))
        .filter(({ to }) => !/^(src|templates)\//.test(to))
        .map(describeImport),
    broken: [source('src/agent/inbox.ts', "const { fake } = await import('../../test/sandbox/people.js')")],
  },
  {
    rule: 'folders of src import one another in no circle',
    findBreaches: (sources) =>
      describeCycle(betweenFolders(sources).map(({ from, to }) => [folderOf(from), folderOf(to)])),
    broken: [
      source('src/audit/audit.ts', "export type { Db } from '#src/db/connect.js'"),
      source('src/db/connect.ts', "import { audit } from '#src/audit/audit.js'"),
    ],
  },
  {
    rule: 'files import one another in no circle, types aside',
    findBreaches: (sources) =>
      describeCycle(
        importsOf(sources)
          .filter(({ typeOnly }) => !typeOnly)
          .map(({ from, to }) => [from, to]),
      ),
    broken: [
      source('src/agent/inbox.ts', "import { record } from './record.js'"),
      source('src/agent/record.ts', "import {\n  inbox,\n} from '#src/agent/inbox.js'"),
    ],
  },
  {
    rule: 'nothing lies deeper than two folders below src',
    findBreaches: (sources) => sources.map(({ path }) => path).filter((path) => path.split('/').length > 4),
    broken: [source('src/external/hubee/cases/create.ts', '')],
  },
  {
    rule: `the role of the database is entered once, in ${ENTERS_THE_ROLE}, and changed nowhere else`,
    findBreaches: (sources) =>
      sources.flatMap(({ path, text }) =>
        (withoutComments(text).match(CHANGES_ROLE) ?? [])
          .filter((words, index) => path !== ENTERS_THE_ROLE || index > 0 || !/^set role$/i.test(words))
          .map((words) => `${path}: ${words}`),
      ),
    broken: [source('src/agent/figures.ts', 'await tx.execute(sql`RESET  ROLE`)')],
  },
  networkRule,
  {
    rule: 'the environment is read in src/main.ts only',
    findBreaches: (sources) =>
      sources
        .filter(({ path }) => path !== 'src/main.ts')
        .filter(({ text }) => READS_ENVIRONMENT.test(withoutComments(text)))
        .map(({ path }) => path),
    broken: [source('src/http/factory.ts', "const { NODE_ENV } = process['env']")],
  },
]

function source(path: string, text: string): Source {
  return { path, text }
}

function betweenFolders(sources: Source[]): Import[] {
  return importsOf(sources).filter(({ from, to }) => {
    const [of, other] = [folderOf(from), folderOf(to)]
    return of && other && of !== other
  })
}

// The folder straight below src in which a file lies, or nothing.
function folderOf(path: string): string {
  const [root, folder, ...rest] = path.split('/')
  return root === 'src' && folder && rest.length > 0 ? folder : ''
}

function parent(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

function describeImport({ from, to }: Import): string {
  return `${from} imports ${to}`
}

function describeCycle(edges: [string, string][]): string[] {
  return findCycle(edges) ?? []
}

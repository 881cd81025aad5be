import type { Context } from 'hono'
import { withQuery } from '#src/agent/addresses.js'
import { identifyAll } from '#src/collectivite/identify.js'
import type { Db } from '#src/db/database.js'
import { consoleCollectivitePath, deadLettersPath, openingListsPath } from '#src/dinum/addresses.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import {
  confirmListPath,
  dropListPath,
  faultyLinesPath,
  openingListPath,
  resultsPath,
} from '#src/dinum/opening-lists/addresses.js'
import { faultsOf } from '#src/dinum/opening-lists/line-faults.js'
import { readOutcome } from '#src/onboarding/openings/faults.js'
import { countLines, type OpeningList } from '#src/onboarding/openings/find-list.js'
import { listLines, listRepeated, type OpeningLine } from '#src/onboarding/openings/list-lines.js'
import { OpeningPreview } from '#templates/dinum/opening-preview.js'
import { OpeningProgress } from '#templates/dinum/opening-progress.js'
import { OpeningResults, type ResultLine } from '#templates/dinum/opening-results.js'
import { formatNumber } from '#templates/format.js'

const SAMPLE = 5
const FAULTY_AT_MOST = 100
const REPEATED_AT_MOST = 20
const PAGE = 100
const REFRESH_SECONDS = 5
const nav = consoleNav('ouverture')
const CONSOLE = { area: 'dinum', signedIn: true } as const

/** What was understood of a draft. */
export async function previewPage(c: Context, db: Db, { id, ignoredColumns }: OpeningList) {
  const sample = await listLines(db, id, { which: 'sound', limit: SAMPLE })
  const identities = await identifyAll(
    db,
    sample.map(({ organizationSiret: siret, codeCog, name }) => ({ siret, codeCog, name })),
  )
  const faulty = await listLines(db, id, { which: 'faulty', limit: FAULTY_AT_MOST })
  const page = (
    <OpeningPreview
      nav={nav}
      counts={await countLines(db, id)}
      ignoredColumns={ignoredColumns}
      sample={sample.map(({ line, organizationSiret: siret, emails }, at) => ({
        line,
        siret,
        name: identities[at]?.name ?? null,
        emails,
      }))}
      faulty={faulty.map((line) => ({ line: line.line, faults: faultsOf(line) }))}
      faultyUrl={faultyLinesPath(id)}
      repeated={await listRepeated(db, id, REPEATED_AT_MOST)}
      confirmUrl={confirmListPath(id)}
      dropUrl={dropListPath(id)}
      listsUrl={openingListsPath}
    />
  )
  return c.render(page, { title: 'Vérifier la liste', ...CONSOLE })
}

/** How far the worker is. */
export async function progressPage(c: Context, db: Db, { id }: OpeningList) {
  const { lines, faulty, done } = await countLines(db, id)
  const stays = c.req.query('suivre') === 'non'
  const page = (
    <OpeningProgress
      nav={nav}
      done={done}
      total={lines - faulty}
      refreshSeconds={stays ? null : REFRESH_SECONDS}
      otherUrl={stays ? openingListPath(id) : withQuery(openingListPath(id), { suivre: 'non' })}
      listsUrl={openingListsPath}
      deadLettersUrl={deadLettersPath}
    />
  )
  return c.render(page, { title: 'La liste s’ouvre', ...CONSOLE })
}

/** What came of each line. */
export async function resultsPage(c: Context, db: Db, { id }: OpeningList) {
  const counts = await countLines(db, id)
  const pages = Math.max(1, Math.ceil(counts.lines / PAGE))
  const asked = Number(/^\d{1,4}$/.exec(c.req.query('page') ?? '')?.[0] ?? 1)
  const number = Math.min(Math.max(asked, 1), pages)
  const first = (number - 1) * PAGE
  const lines = await listLines(db, id, { which: 'all', offset: first, limit: PAGE })
  const pageUrl = (to: number) => withQuery(openingListPath(id), { page: String(to) })
  const shown = `${formatNumber(first + 1)} à ${formatNumber(first + lines.length)} sur ${formatNumber(counts.lines)}`
  const page = (
    <OpeningResults
      nav={nav}
      counts={counts}
      lines={lines.map(resultOf)}
      pager={{
        shown,
        previousUrl: number > 1 ? pageUrl(number - 1) : null,
        nextUrl: number < pages ? pageUrl(number + 1) : null,
      }}
      resultsUrl={resultsPath(id)}
      faultyUrl={counts.faulty > 0 ? faultyLinesPath(id) : null}
      listsUrl={openingListsPath}
    />
  )
  const title = number > 1 ? `La liste est ouverte, page ${number}` : 'La liste est ouverte'
  return c.render(page, { title, ...CONSOLE })
}

function resultOf({ line, organizationSiret: siret, knownAs, outcome }: OpeningLine): ResultLine {
  const read = readOutcome(outcome)
  return {
    line,
    siret,
    collectivite: knownAs === null ? null : { name: knownAs, url: consoleCollectivitePath(siret) },
    outcome: read.kind === 'faulty' ? read.faults : read.kind === 'waits' ? 'unchanged' : read.kind,
  }
}

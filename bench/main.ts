import { writeFileSync } from 'node:fs'
import { cpus, release } from 'node:os'
import { parseArgs } from 'node:util'
import { benchCallback } from './callback.js'
import { benchConsole } from './console.js'
import { benchCsv } from './csv.js'
import { benchDataPass } from './datapass.js'
import { benchDesk } from './desk.js'
import { benchFirstVisit } from './first-visit.js'
import { benchInbox } from './inbox.js'
import type { Result } from './measure.js'
import { benchNotices } from './notices.js'
import { benchOpening } from './opening.js'
import { benchOutage } from './outage.js'
import { benchOutagePages } from './outage-pages.js'
import { benchOverload } from './overload.js'
import { benchPage } from './page.js'
import { benchProcesses } from './processes.js'
import { benchPurge } from './purge.js'
import { benchSending } from './sending.js'
import { benchStart } from './start.js'
import { benchStatistics } from './statistics.js'

// Each benchmark runs beside its baseline, in the same process and in turns.
const all = {
  callback: benchCallback,
  console: benchConsole,
  csv: benchCsv,
  datapass: benchDataPass,
  desk: benchDesk,
  'first-visit': benchFirstVisit,
  inbox: benchInbox,
  outage: async () => [...(await benchOutage()), ...(await benchOutagePages())],
  notices: benchNotices,
  opening: benchOpening,
  overload: benchOverload,
  page: benchPage,
  processes: benchProcesses,
  purge: benchPurge,
  sending: benchSending,
  start: benchStart,
  statistics: benchStatistics,
}

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } })
const benchmarks = Object.entries(all).flatMap(([name, run]) =>
  values.only && values.only !== name ? [] : [run],
)
const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model, system: release() }
const results: Result[] = []
for (const benchmark of benchmarks) {
  const found = await benchmark()
  results.push(...found)
  console.table(
    Object.fromEntries(
      found.map(({ name, median, p95, unit, count }) => [name, { median, p95, unit, count }]),
    ),
  )
}
if (values.json) writeFileSync(values.json, JSON.stringify({ at: new Date(), machine, results }, null, 2))

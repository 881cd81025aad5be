import { openService } from '#src/onboarding/open-service.js'
import { fillSafe } from '../test/support/fill.js'
import { CALVI, FAY_AUX_LOGES } from '../test/support/named.js'
import { agentCookie } from './agent-cookie.js'
import { inTurns, quantile, type Result, rounded } from './measure.js'
import { setStage } from './stage.js'

const PAGES_PER_ROUND = 20
const DOWNLOADS = 3
const SMALL = 1_000
const LARGE = 100_000
const NEWLINE = 10
const MEGABYTE = 1024 * 1024

/**
 * The desk of a collectivité that keeps 100 000 transmissions beside one that keeps 1 000: its first page, and the
 * memory that the process takes more while the CSV of all of them streams out.
 */
export async function benchDesk(): Promise<Result[]> {
  const stage = await setStage()
  const { safe, now } = stage.services
  const start = now().getTime()
  try {
    await openService(safe, { siret: CALVI, state: 'ouverte', retentionDays: 90 })
    for (const [siret, rows] of [
      [FAY_AUX_LOGES, SMALL],
      [CALVI, LARGE],
    ] as const) {
      await fillSafe(safe, siret, rows, (index) => ({ createdAt: new Date(start - rows * 10 + index * 10) }))
    }
    await stage.tidy()
    const page = async (siret: string) => {
      const headers = { Cookie: await agentCookie(stage.services, siret) }
      return async () => {
        const before = performance.now()
        const response = await fetch(`${stage.url}/agent/collectivites/${siret}`, { headers })
        const html = await response.text()
        if (!html.includes('name="reference"')) throw new Error(`The desk answered ${response.status}`)
        return performance.now() - before
      }
    }
    const subjects = [
      { name: `first page of the desk, ${LARGE} rows`, run: await page(CALVI) },
      { name: `first page of the desk, ${SMALL} rows`, run: await page(FAY_AUX_LOGES) },
    ] as const
    for (let warming = 0; warming < 10; warming++) for (const { run } of subjects) await run()
    const pages = await inTurns([...subjects], PAGES_PER_ROUND)
    const files = []
    for (const [siret, rows] of [
      [CALVI, LARGE],
      [FAY_AUX_LOGES, SMALL],
    ] as const)
      files.push(await memoryOfCsv(`CSV of ${rows} rows`, siret, rows))
    // The rows are in files now, and the last file proposes them as treated.
    const after = subjects.map(({ name, run }) => ({ name: `${name}, all in files`, run }))
    return [...pages, ...files.flat(), ...(await inTurns(after, PAGES_PER_ROUND))]
  } finally {
    await stage.close()
  }

  async function memoryOfCsv(name: string, siret: string, rows: number): Promise<Result[]> {
    const headers = { Cookie: await agentCookie(stage.services, siret) }
    const more: number[] = []
    const took: number[] = []
    for (let download = 0; download < DOWNLOADS; download++) {
      globalThis.gc?.()
      const before = process.memoryUsage().rss
      let peak = before
      const begun = performance.now()
      const response = await fetch(`${stage.url}/agent/collectivites/${siret}/export.csv`, { headers })
      let lines = 0
      for await (const chunk of response.body ?? []) {
        for (const byte of chunk) if (byte === NEWLINE) lines++
        peak = Math.max(peak, process.memoryUsage().rss)
      }
      if (lines !== rows + 1) throw new Error(`${lines} lines instead of ${rows + 1}`)
      took.push(performance.now() - begun)
      more.push((peak - before) / MEGABYTE)
    }
    return [
      summary(`${name}, memory more than before`, more, 'MB'),
      summary(`${name}, whole download`, took, 'ms'),
    ]
  }
}

function summary(name: string, values: number[], unit: Result['unit']): Result {
  return {
    name,
    median: rounded(quantile(values, 0.5)),
    p95: rounded(Math.max(...values)),
    unit,
    count: values.length,
  }
}

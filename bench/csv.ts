import postgres from 'postgres'
import { fillSafe } from '../test/support/fill.js'
import { FAY_AUX_LOGES } from '../test/support/named.js'
import { agentCookie } from './agent-cookie.js'
import { inTurns, type Result, ratio } from './measure.js'
import { setStage } from './stage.js'

const ROWS = 100_000
const NEWLINE = 10

/**
 * The CSV of 100 000 transmissions as it leaves, opened, traced and written; beside it PostgreSQL's own `COPY` of the
 * same rows, sealed as they are.
 */
export async function benchCsv(): Promise<Result[]> {
  const stage = await setStage()
  const { safe, now, config } = stage.services
  const start = now().getTime()
  const url = 'url' in config.database ? config.database.url : ''
  try {
    await fillSafe(safe, FAY_AUX_LOGES, ROWS, (index) => ({
      createdAt: new Date(start - ROWS * 10 + index * 10),
    }))
    await stage.tidy()
    const headers = {
      Cookie: await agentCookie(stage.services, FAY_AUX_LOGES),
      'Accept-Encoding': 'identity',
    }
    const download = async () => {
      const begun = performance.now()
      const response = await fetch(`${stage.url}/agent/collectivites/${FAY_AUX_LOGES}/export.csv`, {
        headers,
      })
      let lines = 0
      for await (const chunk of response.body ?? []) lines += countLines(chunk)
      if (lines !== ROWS + 1) throw new Error(`${lines} lines instead of ${ROWS + 1}`)
      return performance.now() - begun
    }
    const copy = async () => {
      // One for each: a reader that is slow at the end leaves the driver's connection hung.
      const owner = postgres(url, { max: 1 })
      const begun = performance.now()
      const rows =
        await owner`copy (select reference, created_at, envelope from submissions order by created_at, id) to stdout`.readable()
      let bytes = 0
      for await (const chunk of rows) bytes += chunk.length
      const took = performance.now() - begun
      if (bytes < ROWS * 100) throw new Error(`${bytes} bytes`)
      await owner.end({ timeout: 0 })
      return took
    }
    // The first download marks each row as taken away.
    const first = await download()
    await stage.tidy()
    await copy()
    const results = await inTurns(
      [
        { name: `CSV of ${ROWS} rows`, run: download },
        { name: 'the same rows by COPY, sealed', run: copy },
      ],
      1,
    )
    const [ours, theirs] = results
    return [
      ...results,
      { name: 'the first time', median: Math.round(first), p95: Math.round(first), unit: 'ms', count: 1 },
      ratio('COPY against CSV', theirs, ours),
    ]
  } finally {
    await stage.close()
  }
}

function countLines(chunk: Uint8Array): number {
  let lines = 0
  for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines++
  return lines
}

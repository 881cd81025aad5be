import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { FAY_AUX_LOGES } from '../test/support/named.js'
import type { BareOrder } from './load/bare-process.js'
import type { LoadOrder, LoadReport } from './load/generator-process.js'
import { startProcess } from './load/start-process.js'
import { quantile, type Result, ratio } from './measure.js'
import { setStage } from './stage.js'

const ROUNDS = 5
const CONNECTIONS = 16
const MILLISECONDS = 3_000
const path = `/collectivites/${FAY_AUX_LOGES}`

/**
 * How many times in a second the page of a collectivité leaves, with all its headers, from a process of its own; beside
 * it the same bytes under the same headers from bare `node:http` and from Express, each in its own. Sixteen connections
 * that ask again as soon as they are answered, compressed, as a browser that comes for the first time.
 */
export async function benchPage(): Promise<Result[]> {
  const stage = await setStage({}, { web: false, worker: false })
  const started: Awaited<ReturnType<typeof startProcess>>[] = []
  const start = async (file: string, order?: object) => {
    const process = await startProcess(file, order)
    started.push(process)
    return process
  }
  try {
    const { environment, mailAuthority } = stage
    await start('../service-process.ts', { environment, mailAuthority })
    const generator = await start('generator-process.ts')
    const order = await readKeptPage(stage.url + path)
    const portOf = async (by: BareOrder['by']) =>
      (await start('bare-process.ts', { ...order, by })).first as number
    const subjects = [
      { name: 'page of a collectivité', port: Number(new URL(stage.url).port) },
      { name: 'the same bytes by node:http', port: await portOf('node:http') },
      { name: 'the same bytes by Express', port: await portOf('express') },
    ]
    const measure = async (port: number, milliseconds: number): Promise<number> => {
      const load: LoadOrder = { port, path, connections: CONNECTIONS, milliseconds }
      const { answered, otherStatus } = await generator.ask<LoadReport>(load)
      if (otherStatus > 0) throw new Error(`${otherStatus} answers were no page`)
      return answered / (milliseconds / 1000)
    }
    for (const { port } of subjects) await measure(port, MILLISECONDS)
    const rounds = subjects.map(() => [] as number[])
    for (let round = 0; round < ROUNDS; round++)
      for (const [at, { port }] of subjects.entries()) rounds[at]?.push(await measure(port, MILLISECONDS))
    const results: Result[] = subjects.map(({ name }, at) => ({
      name,
      median: Math.round(quantile(rounds[at] ?? [], 0.5)),
      p95: Math.round(quantile(rounds[at] ?? [], 0.05)),
      unit: '/s',
      count: ROUNDS,
    }))
    const [ours, ...others] = results
    const ratios = others.map((other) => ratio(`page against ${other.name}`, ours, other))
    return [...results, ...ratios]
  } finally {
    for (const process of started) process.end()
    await stage.close()
  }
}

const OF_THE_SERVER = ['date', 'connection', 'keep-alive', 'transfer-encoding']

/** As it leaves, compressed, once it is kept: then it says how long it is. */
async function readKeptPage(url: string): Promise<Omit<BareOrder, 'by'>> {
  for (;;) {
    const asked = get(url, { headers: { 'Accept-Encoding': 'gzip' } })
    const [page] = (await once(asked, 'response')) as [IncomingMessage]
    const bytes = await buffer(page)
    const headers = Object.entries(page.headers) as [string, string][]
    if (page.headers['content-length'])
      return {
        headers: headers.filter(([name]) => !OF_THE_SERVER.includes(name)),
        body: bytes.toString('base64'),
      }
  }
}

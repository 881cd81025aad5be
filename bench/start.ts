import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { compileService } from '../test/support/compiled.js'
import { freePort } from '../test/support/free-port.js'
import { FAY_AUX_LOGES } from '../test/support/named.js'
import { startTlsFront } from '../test/support/tls-front.js'
import type { LoadOrder, LoadReport } from './load/generator-process.js'
import { inTurns, quantile, type Result, rounded } from './measure.js'
import { setStage } from './stage.js'

const STARTS_PER_ROUND = 2
const ROUNDS_AT_REST = 3
const REST_MILLISECONDS = 10_000
const REQUESTS = 10_000
const GIVES_UP_MILLISECONDS = 30_000
const page = `/collectivites/${FAY_AUX_LOGES}`
// As a browser asks, behind a front that ends TLS.
const HEADERS = { 'X-Forwarded-Proto': 'https', 'Accept-Encoding': 'gzip' }
const BARE = `require('node:http').createServer((_, r) => r.end('')).listen(process.env.PORT, '127.0.0.1')`

/**
 * The compiled program as `npm start` runs it, on a PostgreSQL that is migrated: from the start of its process to the
 * first page of a collectivité; its memory at rest, for web and worker together and alone, and after 10 000 requests.
 * Beside it a process that does nothing but answer.
 */
export async function benchStart(): Promise<Result[]> {
  const stage = await setStage({}, { web: false, worker: false })
  const compiled = await compileService()
  const state = await byTls(stage.environment)
  const started: Started[] = []
  const start = async (args: string[], path: string): Promise<Started> => {
    const one = await launch(args, path, { ...stage.environment, ...state.production })
    started.push(one)
    return one
  }
  const startOnce = (args: string[], path: string) => async () => {
    const { milliseconds, end } = await start(args, path)
    await end()
    return milliseconds
  }
  try {
    const starts = [
      { name: 'start to the first page', run: startOnce([compiled.main], page) },
      { name: 'start of a bare node:http to its first answer', run: startOnce(['-e', BARE], '/') },
    ]
    for (const { run } of starts) await run()
    const took = await inTurns(starts, STARTS_PER_ROUND)
    const kinds: [name: string, args: string[], path: string][] = [
      ['web and worker', [compiled.main], page],
      ['web', [compiled.main, 'web'], page],
      ['worker', [compiled.main, 'worker'], '/healthz'],
      ['a bare node:http', ['-e', BARE], '/'],
    ]
    const atRest = kinds.map(() => [] as number[])
    const afterRequests: number[] = []
    for (let round = 0; round < ROUNDS_AT_REST; round++) {
      const all: Started[] = []
      for (const [, args, path] of kinds) all.push(await start(args, path))
      await wait(REST_MILLISECONDS)
      for (const [at, one] of all.entries()) atRest[at]?.push(memoryOf(one.process))
      const [both] = all
      if (both) {
        await askOften(both.port)
        await wait(REST_MILLISECONDS)
        afterRequests.push(memoryOf(both.process))
      }
      for (const { end } of all) await end()
    }
    return [
      ...took,
      ...kinds.map(([name], at) => inMegabytes(`memory at rest, ${name}`, atRest[at] ?? [])),
      inMegabytes(`memory after ${REQUESTS} pages and a rest, web and worker`, afterRequests),
    ]
  } finally {
    for (const { end } of started) await end()
    await state.close()
    await compiled.remove()
    await stage.close()
  }
}

/** Production takes no http: a front that ends TLS stands before what the sandbox plays. */
async function byTls(environment: Record<string, string>) {
  const front = await startTlsFront()
  const folder = await mkdtemp(join(tmpdir(), 'collecte-qf-start-'))
  const authority = join(folder, 'authority.pem')
  await writeFile(authority, front.authority)
  front.leadTo(Number(new URL(environment.API_PARTICULIER_URL ?? '').port))
  const reached = (address = '') => front.url + new URL(address).pathname
  return {
    production: {
      NODE_ENV: 'production',
      ALLOW_INSECURE_UPSTREAMS: 'false',
      NODE_EXTRA_CA_CERTS: authority,
      PUBLIC_URL: 'https://quotient-familial.example',
      FRANCECONNECT_ISSUER: reached(environment.FRANCECONNECT_ISSUER),
      PROCONNECT_ISSUER: reached(environment.PROCONNECT_ISSUER),
      API_PARTICULIER_URL: reached(environment.API_PARTICULIER_URL),
      DATAPASS_API_URL: reached(environment.DATAPASS_API_URL),
      DATAPASS_WEBHOOK_SECRETS: 'a-webhook-secret-of-bench',
    },
    async close() {
      await front.close()
      await rm(folder, { recursive: true })
    },
  }
}

type Started = { process: ChildProcess; port: number; milliseconds: number; end(): Promise<void> }

async function launch(args: string[], path: string, environment: Record<string, string>): Promise<Started> {
  const port = await freePort()
  const begun = performance.now()
  const child = spawn(process.execPath, args, {
    env: {
      PATH: process.env.PATH,
      ...environment,
      [args.includes('worker') ? 'WORKER_PORT' : 'PORT']: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000)
    })
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  while ((await statusOf(port, path)) !== 200) {
    if (child.exitCode !== null || performance.now() - begun > GIVES_UP_MILLISECONDS) {
      await end()
      throw new Error(`It did not answer: ${said}`)
    }
    await wait(2)
  }
  return { process: child, port, milliseconds: performance.now() - begun, end }
}

/** @returns null while nobody listens */
async function statusOf(port: number, path: string): Promise<number | null> {
  try {
    const request = get({ host: '127.0.0.1', port, path, headers: HEADERS, agent: false })
    const [answer] = (await once(request, 'response')) as [IncomingMessage]
    answer.resume()
    await once(answer, 'end')
    return answer.statusCode ?? null
  } catch {
    return null
  }
}

async function askOften(port: number): Promise<void> {
  // Kept from now on: the generator reads no other.
  await statusOf(port, page)
  const generator = fork(fileURLToPath(new URL('load/generator-process.ts', import.meta.url)))
  try {
    for (let answered = 0; answered < REQUESTS; ) {
      const order: LoadOrder = { port, path: page, headers: HEADERS, connections: 16, milliseconds: 1_000 }
      generator.send(order)
      const [report] = (await Promise.race([once(generator, 'message'), endOf(generator)])) as [LoadReport]
      if (report.otherStatus > 0) throw new Error(`${report.otherStatus} answers were no page`)
      answered += report.answered
    }
  } finally {
    generator.disconnect()
  }
}

async function endOf(child: ChildProcess): Promise<never> {
  await once(child, 'exit')
  throw new Error('The generator ended by itself')
}

function memoryOf({ pid }: ChildProcess): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

function inMegabytes(name: string, values: number[]): Result {
  return {
    name,
    median: rounded(quantile(values, 0.5)),
    p95: rounded(Math.max(...values)),
    unit: 'MB',
    count: values.length,
  }
}

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { collectivites, recipients } from '#src/db/schema.js'
import { fillSafe } from '../test/support/fill.js'
import { FAY_AUX_LOGES } from '../test/support/named.js'
import { sendAnnounced } from '../test/support/safe.js'
import { agentCookie } from './agent-cookie.js'
import { inTurns, type Result, rounded } from './measure.js'
import { setStage } from './stage.js'

const ROWS = 300
const MAILS = 20
// Short rounds: what else the machine does meets the three services alike.
const PER_ROUND = 5
const ROUNDS = 80
const DEPARTS_EVERY_MILLISECONDS = 500
const page = `/collectivites/${FAY_AUX_LOGES}`
const PAGES: [name: string, path: string][] = [
  ['home', '/'],
  ['information', '/donnees_personnelles'],
  ['collectivité', page],
  ['other way', `${page}/sans_france_connect`],
  ['desk', `/agent/collectivites/${FAY_AUX_LOGES}`],
]
const STATES = ['all is well', 'upstreams refuse', 'upstreams never answer'] as const

/**
 * Pages that need no upstream, of three services in processes of their own: one with its State; one whose upstreams
 * (both sign-ins, API Particulier, DataPass, mail) refuse every connection; one whose upstreams take every connection
 * and never answer. To each, residents depart for FranceConnect and mails wait meanwhile.
 */
export async function benchOutagePages(): Promise<Result[]> {
  const stages: Awaited<ReturnType<typeof setOutage>>[] = []
  try {
    for (const state of STATES) stages.push(await setOutage(state))
    const subjects = PAGES.flatMap(([name, path]) =>
      stages.map(({ state, read }) => ({ name: `${name}, ${state}`, run: () => read(path) })),
    )
    for (let warming = 0; warming < 30; warming++) for (const { run } of subjects) await run()
    const results = await inTurns(subjects, PER_ROUND, ROUNDS)
    return [...results, ...ratiosOf(results)]
  } finally {
    for (const { close } of stages) await close()
  }
}

async function setOutage(state: (typeof STATES)[number]) {
  const stage = await setStage({}, { web: false, worker: false })
  const { environment, mailAuthority } = stage
  const headers = { Cookie: await prepare(stage) }
  if (state !== 'all is well') await stage.stopState()
  const addresses = [environment.FRANCECONNECT_ISSUER, environment.SMTP_URL]
  const holes = state === 'upstreams never answer' ? await Promise.all(addresses.map(digHole)) : []
  const service = fork(fileURLToPath(new URL('service-process.ts', import.meta.url)))
  service.send({ environment, mailAuthority })
  await once(service, 'message')
  const departures = setInterval(() => {
    fetch(`${stage.url}${page}/connexion`, { redirect: 'manual' }).catch(() => {})
  }, DEPARTS_EVERY_MILLISECONDS)
  return {
    state,
    async read(path: string): Promise<number> {
      const from = performance.now()
      const response = await fetch(`${stage.url}${path}`, { headers, redirect: 'manual' })
      await response.text()
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
      return performance.now() - from
    },
    async close(): Promise<void> {
      clearInterval(departures)
      const gone = once(service, 'exit')
      service.disconnect()
      await gone
      for (const fill of holes) fill()
      await stage.close()
    },
  }
}

/** Transmissions, mails that wait to leave, and an agent who signed in before. @returns her cookie */
async function prepare({ services }: Awaited<ReturnType<typeof setStage>>): Promise<string> {
  const { db, safe } = services
  const siret = FAY_AUX_LOGES
  const cookie = await agentCookie(services, siret)
  await fillSafe(safe, siret, ROWS, (index) => ({ createdAt: new Date(Date.now() - index * 60_000) }))
  const recipient = { siret, email: 'mairie@fay-aux-loges.example', confirmedAt: new Date() }
  await asCollectivite(db, siret, (tx) => tx.insert(recipients).values(recipient))
  await db.update(collectivites).set({ mailFrequency: 'transmission', mailSince: new Date() })
  for (let mail = 0; mail < MAILS; mail++) await sendAnnounced(services, siret)
  return cookie
}

/** Takes every connection of this address and never says a word. */
async function digHole(address = ''): Promise<() => void> {
  const held = new Set<Socket>()
  const hole = createServer((socket) => held.add(socket.on('error', () => {})))
  hole.listen(Number(new URL(address).port), '127.0.0.1')
  await once(hole, 'listening')
  return () => {
    for (const socket of held) socket.destroy()
    hole.close()
  }
}

function ratiosOf(results: Result[]): Result[] {
  const of = (name: string) => results.find((result) => result.name === name)
  return STATES.slice(1).flatMap((state) =>
    PAGES.flatMap(([name]): Result[] => {
      const [down, well] = [of(`${name}, ${state}`), of(`${name}, ${STATES[0]}`)]
      if (!down || !well) return []
      const [median, p95] = [rounded(down.median / well.median), rounded(down.p95 / well.p95)]
      return [{ name: `${name}, ${state}, to all is well`, median, p95, unit: '×', count: down.count }]
    }),
  )
}

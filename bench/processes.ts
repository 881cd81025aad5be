import { freePort } from '../test/support/free-port.js'
import { FAY_AUX_LOGES } from '../test/support/named.js'
import { agentCookie } from './agent-cookie.js'
import { startProcess } from './load/start-process.js'
import { quantile, type Result, ratio } from './measure.js'
import { setStage } from './stage.js'

const AT_MOST = 3
const ROUNDS = 5
const MILLISECONDS = 4_000
const AT_ONCE = 4
const path = `/agent/collectivites/${FAY_AUX_LOGES}/faire-connaitre/affiche.pdf`

/**
 * One, two and three web processes on one database, for a page that costs the process much and the database little (the
 * poster, drawn anew each time), so that neither the database nor who asks is the limit. As many processes as cores is
 * the most that one machine can show.
 */
export async function benchProcesses(): Promise<Result[]> {
  const stage = await setStage({}, { web: false, worker: false })
  const { environment, mailAuthority } = stage
  const ports = await Promise.all(Array.from({ length: AT_MOST }, freePort))
  const services = await Promise.all(
    ports.map((port) =>
      startProcess('../service-process.ts', {
        environment: { ...environment, PORT: String(port) },
        mailAuthority,
      }),
    ),
  )
  const headers = { Cookie: await agentCookie(stage.services, FAY_AUX_LOGES) }

  const measure = async (processes: number, milliseconds: number): Promise<number> => {
    const until = performance.now() + milliseconds
    let answered = 0
    const ask = async (turn: number) => {
      const url = `http://127.0.0.1:${ports[turn % processes]}${path}`
      while (performance.now() < until) {
        const answer = await fetch(url, { headers })
        const { byteLength } = await answer.arrayBuffer()
        if (answer.status !== 200 || byteLength < 1_000) throw new Error(`Answered ${answer.status}`)
        answered++
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE * processes }, (_, turn) => ask(turn)))
    return answered / (milliseconds / 1000)
  }
  try {
    const counts = Array.from({ length: AT_MOST }, (_, index) => index + 1)
    await measure(AT_MOST, MILLISECONDS)
    const rounds = counts.map(() => [] as number[])
    for (let round = 0; round < ROUNDS; round++)
      for (const [at, count] of counts.entries()) rounds[at]?.push(await measure(count, MILLISECONDS))
    const results = counts.map((count, at): Result => {
      const values = rounds[at] ?? []
      const [median, p95] = [Math.round(quantile(values, 0.5)), Math.round(quantile(values, 0.05))]
      return {
        name: `posters by ${count} process${count > 1 ? 'es' : ''}`,
        median,
        p95,
        unit: '/s',
        count: ROUNDS,
      }
    })
    const [one, ...more] = results
    return [...results, ...more.map((other) => ratio(`${other.name}, against one`, other, one))]
  } finally {
    for (const service of services) service.end()
    await stage.close()
  }
}

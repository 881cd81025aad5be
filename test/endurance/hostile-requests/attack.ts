import { sendRaw } from '../../support/raw-http.js'
import { faultsOf, statusOf, TOO_SLOW_MILLISECONDS } from './faults-of.js'
import type { HostileRequest } from './request.js'

type Target = { port: number; origins: string[] }
export type Report = {
  statuses: Record<string, number>
  /** What was wrong with which answer, with the bytes that were sent. */
  faults: string[]
  /** The slowest, as they were in the crowd. */
  slowest: string[]
  sent: number
}

const AT_ONCE = 16
const WAITS_MILLISECONDS = 400
const ENDS_MILLISECONDS = 30_000
const SHOWN = 10

/**
 * Sends all of them, many at once, and looks at every answer.
 * @param between is told how many were sent
 */
export async function attack(
  target: Target,
  requests: Iterator<HostileRequest>,
  between: (sent: number) => void = () => {},
): Promise<Report> {
  const statuses: Record<string, number> = {}
  const faults: string[] = []
  const times: [number, HostileRequest][] = []
  let sent = 0
  const work = async () => {
    for (let next = requests.next(); !next.done; next = requests.next()) {
      const request = next.value
      const number = ++sent
      const answer = await ask(target, request)
      between(number)
      const status = statusOf(answer)
      statuses[status] = (statuses[status] ?? 0) + 1
      times.push([answer.milliseconds, request])
      faults.push(...faultsOf(answer, request, target.origins).map((fault) => tell(fault, number, request)))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  times.sort(([one], [other]) => other - one)
  faults.push(...(await stillTooSlow(target, times)))
  const slowest = times
    .slice(0, SHOWN)
    .map(([milliseconds, { kind }]) => `${Math.round(milliseconds)} ms: ${kind}`)
  return { statuses, faults, slowest, sent }
}

function ask({ port }: Target, { pieces, mayWait, toTheEnd = false }: HostileRequest) {
  return sendRaw({ port, pieces, toTheEnd, patience: mayWait ? WAITS_MILLISECONDS : ENDS_MILLISECONDS })
}

/** In a crowd on a busy machine anything may take long: only who is slow alone is slow. */
async function stillTooSlow(target: Target, times: [number, HostileRequest][]): Promise<string[]> {
  const faults: string[] = []
  for (const [before, request] of times.slice(0, SHOWN)) {
    if (before < TOO_SLOW_MILLISECONDS) break
    const { milliseconds } = await ask(target, request)
    if (milliseconds > TOO_SLOW_MILLISECONDS)
      faults.push(tell(`took ${Math.round(milliseconds)} ms`, 0, request))
  }
  return faults
}

function tell(fault: string, number: number, { kind, role, pieces }: HostileRequest): string {
  const bytes = JSON.stringify(Buffer.concat(pieces).toString('latin1'))
  return `${fault}: request ${number}, ${kind}, as ${role}: ${bytes}`
}

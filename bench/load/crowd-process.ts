import { Agent, request } from 'node:http'
import type { ReadyReview } from '../ready-reviews.js'

/** Who comes: visits of these pages, and residents who send; `perSecond` whatever becomes of those before. */
export type CrowdOrder = {
  port: number
  origin: string
  perSecond: number
  milliseconds: number
  /** Each with a query of its own, so that nothing is kept of it. */
  visited: string[]
  sendings: ReadyReview[]
}
/** What became of each. Times in milliseconds. */
export type CrowdReport = {
  visits: number
  sent: string[]
  sentAway: number[]
  served: number[]
  failed: Record<string, number>
}

const TURNS_IN_A_SECOND = 100

// A process of its own, which asks at its own pace: a crowd does not wait for those in front.
process.on('message', async (order: CrowdOrder) => process.send?.(await letCome(order)))
process.once('disconnect', () => process.exit())

async function letCome(order: CrowdOrder): Promise<CrowdReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: 2_000 })
  const report: CrowdReport = { visits: 0, sent: [], sentAway: [], served: [], failed: {} }
  const begun = performance.now()
  const answers: Promise<void>[] = []
  const all = Math.round((order.perSecond * order.milliseconds) / 1000)
  const everySending =
    order.sendings.length > 0 ? Math.floor(all / order.sendings.length) : Number.POSITIVE_INFINITY
  let asked = 0
  while (asked < all) {
    const due = Math.min(all, Math.floor(((performance.now() - begun) / 1000) * order.perSecond))
    for (; asked < due; asked++) {
      const sending = asked % everySending === 0 ? order.sendings[asked / everySending] : undefined
      answers.push(sending ? send(order, agent, sending, report) : visit(order, agent, asked, report))
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 / TURNS_IN_A_SECOND))
  }
  await Promise.all(answers)
  agent.destroy()
  return report
}

function visit(
  { port, visited }: CrowdOrder,
  agent: Agent,
  turn: number,
  report: CrowdReport,
): Promise<void> {
  const path = `${visited[turn % visited.length]}?external_id=${turn}`
  return ask({ port, agent, path }, '', report, () => report.visits++)
}

function send({ port, origin }: CrowdOrder, agent: Agent, sending: ReadyReview, report: CrowdReport) {
  const { path, form, cookie } = sending
  const headers = { Cookie: cookie, Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' }
  return ask({ port, agent, path, method: 'POST', headers }, form, report, (location) => {
    report.sent.push(location.split('/').at(-1) ?? '')
  })
}

function ask(
  options: object,
  body: string,
  report: CrowdReport,
  onServed: (location: string) => void,
): Promise<void> {
  const begun = performance.now()
  const fail = (what: string) => {
    report.failed[what] = (report.failed[what] ?? 0) + 1
  }
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', ...options }, (response) => {
      response.resume()
      response.on('close', resolve)
      response.on('end', () => {
        const took = performance.now() - begun
        const { statusCode = 0, headers } = response
        if (statusCode === 503 && headers['retry-after']) {
          report.sentAway.push(Math.round(took))
        } else if (statusCode === 200 || headers.location?.includes('/confirmation/')) {
          report.served.push(Math.round(took))
          onServed(headers.location ?? '')
        } else fail(String(statusCode))
      })
    })
    asked.setTimeout(30_000, () => asked.destroy(new Error('silent')))
    asked.on('error', (error: NodeJS.ErrnoException) => {
      fail(error.code ?? error.message)
      resolve()
    })
    asked.end(body)
  })
}

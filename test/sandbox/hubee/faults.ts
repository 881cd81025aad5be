import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { createRandom } from '../../support/seeded.js'
import { refuse } from './errors.js'

export const FAULTS = ['500', '401', 'slow', 'hang up before', 'hang up after', 'corrupt'] as const
export type Fault = (typeof FAULTS)[number]
export type HubeeCall = {
  method: string
  path: string
  query: string
  status: number | null
  fault: Fault | null
}
/** What a test may ask to go wrong. */
export type FaultControls = {
  /** Every call since the start or `reset`, those for a token too; `status` is null where the line was cut. */
  readonly calls: HubeeCall[]
  /**
   * The next calls fail so. `hang up after` does what was asked and does not say so; `corrupt` concerns the next
   * attachments alone: the antivirus finds fault with them.
   */
  failNext(fault: Fault, times?: number): void
  /** This share of calls fails, by lot; null ends it. */
  failAtRandom(how: { share: number; seed: number } | null): void
  /** What `slow` takes, 2 500 milliseconds at first. */
  slowTakes(milliseconds: number): void
}

type Env = { Bindings: HttpBindings; Variables: { isCorrupt: boolean } }

const SLOW_MILLISECONDS = 2_500

export function createFaults() {
  const calls: HubeeCall[] = []
  let next: Fault[] = []
  let random: (() => Fault | null) | null = null
  let slow = SLOW_MILLISECONDS

  const take = (isUpload: boolean): Fault | null => {
    const at = next.findIndex((fault) => isUpload || fault !== 'corrupt')
    if (at >= 0) return next.splice(at, 1)[0] ?? null
    const drawn = random?.() ?? null
    return drawn === 'corrupt' && !isUpload ? null : drawn
  }
  const middleware: MiddlewareHandler<Env> = async (c, goOn) => {
    const { pathname, search } = new URL(c.req.url)
    const fault = take(c.req.method === 'PUT' && pathname.includes('/attachments/'))
    c.set('isCorrupt', fault === 'corrupt')
    if (fault === 'slow') await sleep(slow)
    const refused =
      fault === '500'
        ? refuse(c, 500, 'Internal Server Error')
        : fault === '401'
          ? refuse(c, 401, 'Invalid Credentials', 900901)
          : null
    if (refused) c.res = refused
    else if (fault !== 'hang up before') await goOn()
    const isCut = fault === 'hang up before' || fault === 'hang up after'
    calls.push({
      method: c.req.method,
      path: pathname,
      query: search,
      status: isCut ? null : c.res.status,
      fault,
    })
    if (isCut) cut(c)
  }
  const controls: FaultControls = {
    calls,
    failNext: (fault, times = 1) => {
      next.push(...Array<Fault>(times).fill(fault))
    },
    failAtRandom: (how) => {
      random = how && lots(how)
    },
    slowTakes: (milliseconds) => {
      slow = milliseconds
    },
  }
  return {
    middleware,
    controls,
    reset(): void {
      calls.length = 0
      next = []
      random = null
      slow = SLOW_MILLISECONDS
    },
  }
}

function lots({ share, seed }: { share: number; seed: number }): () => Fault | null {
  const { below, pick } = createRandom(seed)
  return () => (below(1_000) < share * 1_000 ? pick(FAULTS) : null)
}

function cut(c: Context<Env>): void {
  c.env.incoming.socket.destroy()
  c.res = new Response(null)
}

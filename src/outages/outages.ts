import type { createApiParticulier } from '#src/external/api-particulier/client.js'
import type { Ping } from '#src/external/api-particulier/ping.js'
import type { createFranceConnect } from '#src/external/franceconnect/client.js'
import { describeError, type Log } from '#src/log.js'

/** `until` when it is announced to end. */
export type Outage = { until: Date | null }
export type Outages = { quotientFamilial: Outage | null; franceConnect: Outage | null }

type Options = {
  apiParticulier: Pick<ReturnType<typeof createApiParticulier>, 'ping' | 'outage' | 'answeredAt'>
  franceConnect: Pick<ReturnType<typeof createFranceConnect>, 'isLost'>
  log: Log
  now: () => Date
}

const LOOKS_EVERY_MILLISECONDS = 60_000
const UNKNOWN: Ping = { kind: 'unknown' }
const LOGGED = { quotientFamilial: 'quotient familial', franceConnect: 'franceconnect' } as const

/**
 * What is down, as API Particulier's pings say and as our own last requests ended, in the memory of this process. Its
 * pings are kept for up to half an hour there, so a good one does not outweigh our own failures.
 */
export function createOutages({ apiParticulier, franceConnect, log, now }: Options) {
  const pings = { quotientFamilial: UNKNOWN, franceConnect: UNKNOWN }
  const told = { quotientFamilial: false, franceConnect: false }
  let silences = 0
  let lookedAt: Date | null = null
  let timer: NodeJS.Timeout | null = null

  const said = (ping: Ping): Outage | null => {
    if (ping.kind === 'bad-gateway') return { until: null }
    if (ping.kind !== 'maintenance') return null
    return { until: ping.until && ping.until > now() ? ping.until : null }
  }
  const wasAnswered = () => isAfter(apiParticulier.answeredAt(), lookedAt)
  // One packet may be lost.
  const silence = (): Outage | null => (silences >= 2 && !wasAnswered() ? { until: null } : null)

  const current = (): Outages => ({
    quotientFamilial: firstKnown(said(pings.quotientFamilial), apiParticulier.outage(), silence()),
    franceConnect: firstKnown(said(pings.franceConnect), franceConnect.isLost() ? { until: null } : null),
  })

  async function look(): Promise<void> {
    try {
      const [quotientFamilial, franceConnect] = await Promise.all([
        apiParticulier.ping('cnaf_msa_quotient_familial'),
        apiParticulier.ping('franceconnect'),
      ])
      silences = quotientFamilial.kind === 'no-answer' ? (wasAnswered() ? 1 : silences + 1) : 0
      Object.assign(pings, { quotientFamilial, franceConnect })
    } catch (error) {
      log.error('pings not read', describeError(error))
    }
    lookedAt = now()
    tell()
  }

  function tell(): void {
    const found = current()
    for (const what of ['quotientFamilial', 'franceConnect'] as const) {
      const isDown = found[what] !== null
      if (isDown === told[what]) continue
      told[what] = isDown
      const fields = { outcome: pings[what].kind }
      if (isDown) log.warn(`${LOGGED[what]} down`, fields)
      else log.info(`${LOGGED[what]} up again`, fields)
    }
  }

  return {
    /** What is known now, without waiting. */
    current,
    /** Reads the pings; never throws. */
    look,
    /** Looks now and once a minute, until `close`. */
    watch(): void {
      void look()
      timer = setInterval(look, LOOKS_EVERY_MILLISECONDS).unref()
    },
    close(): void {
      if (timer) clearInterval(timer)
    },
  }
}

/** The one that says until when, before the others. */
function firstKnown(...outages: (Outage | null)[]): Outage | null {
  const known = outages.filter((outage) => outage !== null)
  return known.find(({ until }) => until) ?? known[0] ?? null
}

function isAfter(one: Date | null, other: Date | null): boolean {
  return one !== null && other !== null && one > other
}

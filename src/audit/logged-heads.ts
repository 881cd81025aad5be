import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Head } from '#src/audit/chain.js'
import type { Link } from '#src/audit/chains.js'
import type { Fault } from '#src/audit/faults.js'

/** The head of a chain as it was logged, its MAC in hex. */
export type LoggedHead = { seq: number; mac: string; at: Date }
/** By the name of the chain. */
export type LoggedHeads = Map<string, LoggedHead[]>

/** The event by which heads are logged. */
export const HEAD_LOGGED = 'audit head'
/** The longest that anything of a chain is kept. */
export const KEPT_MONTHS = 36

/**
 * Reads the heads out of a file of our log; lines that are none of ours, or hold no head, are left.
 * @param only of this chain
 */
export async function readLoggedHeads(file: string, only?: string): Promise<LoggedHeads> {
  const heads: LoggedHeads = new Map()
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const read = line.includes(HEAD_LOGGED) ? readLine(line) : null
    if (!read || (only !== undefined && read.name !== only)) continue
    const known = heads.get(read.name)
    if (known) known.push(read.head)
    else heads.set(read.name, [read.head])
  }
  return heads
}

// What collects logs may put words of its own before ours.
function readLine(line: string): { name: string; head: LoggedHead } | null {
  const { event, siret = 'operators', seq, mac, time } = parse(line.slice(line.indexOf('{')))
  if (event !== HEAD_LOGGED || typeof siret !== 'string' || !Number.isSafeInteger(seq)) return null
  if (typeof mac !== 'string' || !/^[0-9a-f]{64}$/.test(mac)) return null
  return { name: siret, head: { seq: seq as number, mac, at: new Date(String(time)) } }
}

function parse(text: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? { ...read } : {}
  } catch {
    return {}
  }
}

/** Compares a chain that is followed from behind `start` with the heads of it that were logged. */
export function compareWithLogged(logged: LoggedHead[], start: Head, now: Date) {
  const macs = new Map<number, string[]>()
  for (const { seq, mac } of logged) macs.set(seq, [...(macs.get(seq) ?? []), mac])
  const differs = ({ seq, mac }: Head) => macs.get(seq)?.some((one) => one !== mac.toString('hex')) ?? false
  return {
    /** What is wrong with this link, in words. */
    pass: (link: Link): string | null =>
      differs(link) ? `line ${link.seq} is not the one whose head was logged` : null,

    /** What is wrong with heads that no link was there for. */
    rest(lastSeq: number): Fault[] {
      const faults: Fault[] = []
      const highest = logged.reduce((seq, head) => Math.max(seq, head.seq), 0)
      if (highest > lastSeq)
        faults.push({
          code: 'SHORTER_THAN_LOGGED',
          words: `it ends with line ${lastSeq}, and a head at line ${highest} was logged`,
        })
      if (start.seq > 0 && differs(start))
        faults.push({
          code: 'NOT_AS_LOGGED',
          words: `it was cut behind another line ${start.seq} than was logged`,
        })
      const oldest = monthsBefore(now, KEPT_MONTHS)
      // Whatever followed was younger than the head, and is gone.
      if (logged.some((head) => head.seq < start.seq && head.at > oldest))
        faults.push({
          code: 'CUT_TOO_EARLY',
          words: `it was cut behind line ${start.seq}, and lines before that are younger than ${KEPT_MONTHS} months`,
        })
      return faults
    },
  }
}

function monthsBefore(at: Date, months: number): Date {
  const before = new Date(at)
  before.setUTCMonth(at.getUTCMonth() - months)
  return before
}

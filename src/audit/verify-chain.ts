import { type Head, macOf, NO_LINK } from '#src/audit/chain.js'
import type { Chain, Ends, Link } from '#src/audit/chains.js'
import { type FaultCounter, faultCounter, type Verdict } from '#src/audit/faults.js'
import { compareWithLogged, type LoggedHead } from '#src/audit/logged-heads.js'
import { type AuditKeys, startOf, walkFrom } from '#src/audit/walk.js'

const BATCH = 1000

/**
 * Reads a chain from its checkpoint to its head, by batches, and makes each MAC again. Lines may be written meanwhile.
 * @param logged heads of this chain that were logged
 * @param now tells which of them are too young to have been cut
 */
export async function verifyChain(
  chain: Chain,
  keys: AuditKeys,
  logged: LoggedHead[],
  now: Date,
): Promise<Verdict> {
  const { verdict, cutSeq } = await verifyOnce(chain, keys, logged, now)
  if (!verdict.first) return verdict
  // Cut while it was read, it is read again.
  const { cut } = await chain.open(({ readEnds }) => readEnds())
  return cut.seq === cutSeq ? verdict : verifyChain(chain, keys, logged, now)
}

async function verifyOnce(
  chain: Chain,
  keys: AuditKeys,
  logged: LoggedHead[],
  now: Date,
): Promise<{ verdict: Verdict; cutSeq: number | null }> {
  const found = faultCounter()
  const first = await readBatch(chain, 0, 1)
  const start = beginOf(first, keys, chain.name, found)
  const comparison = compareWithLogged(logged, start, now)
  const walk = walkFrom(keys, start)
  let lines = 0
  let head: Head | null = null
  for await (const { links, ends } of readBehind(chain, start.seq)) {
    for (const link of links) {
      const before = walk.place
      const fault = walk.pass(link)
      if (fault === 'REMOVED') noteMissing(found, before, link)
      if (fault === 'CHANGED') await noteChanged(found, chain, keys, before, link)
      const other = comparison.pass(link)
      if (other) found.add('NOT_AS_LOGGED', other)
    }
    lines += links.length
    head = ends.head
  }
  judge(found, { chain, lines, head, last: walk.place, logged })
  if (lines > 0 || head) for (const { code, words } of comparison.rest(walk.place.seq)) found.add(code, words)
  return { verdict: found.verdict(lines), cutSeq: first.ends.cut.seq }
}

type Read = { links: Link[]; ends: Ends }

/** All that stands behind a line, and what is written meanwhile; at least one batch. */
async function* readBehind(chain: Chain, seq: number): AsyncGenerator<Read, void> {
  for (let after = seq; ; ) {
    const read = await readBatch(chain, after, BATCH)
    yield read
    after = read.links.at(-1)?.seq ?? after
    if ((read.ends.lastSeq ?? 0) <= after) return
  }
}

function readBatch(chain: Chain, after: number, limit: number): Promise<Read> {
  return chain.open(async ({ readLinks, readEnds }) => {
    // The ends second: they may be ahead of the links, never behind.
    const [links, ends] = await Promise.all([readLinks(after, limit), readEnds()])
    return { links, ends }
  })
}

/** Where the chain begins; a checkpoint that is forged is taken at its word, so that what follows is looked at too. */
function beginOf({ links, ends }: Read, keys: AuditKeys, name: string, found: FaultCounter): Head {
  const start = startOf(keys, name, ends)
  const { seq, mac } = ends.cut
  if (start === 'forged') {
    const where = seq === null ? 'the checkpoint' : `the checkpoint at line ${seq}`
    found.add('CHECKPOINT_FORGED', `${where} was not written by who has the key`)
    return { seq: seq ?? 0, mac: mac ?? NO_LINK.mac }
  }
  const [link] = links
  if (link && link.seq <= start.seq)
    found.add('BEFORE_THE_CUT', `line ${link.seq} is there, and everything up to line ${start.seq} was cut`)
  return start
}

function noteMissing(found: FaultCounter, before: Head, { seq }: Link): void {
  if (before === NO_LINK)
    found.add('CUT_WITHOUT_PROOF', `it begins with line ${seq}, and no checkpoint says why`)
  else found.add('REMOVED', missing(before.seq + 1, seq - 1))
}

async function noteChanged(
  found: FaultCounter,
  chain: Chain,
  keys: AuditKeys,
  before: Head,
  { seq }: Link,
): Promise<void> {
  const place = await placeOf(chain, keys, before.mac, seq)
  if (place === null) found.add('CHANGED', `line ${seq} is not what was written`)
  else found.add('REORDERED', `what was written as line ${seq} is line ${place} now`)
}

/** Where the line stands now that was written as number `seq` behind this MAC; null when it is nowhere behind. */
async function placeOf(chain: Chain, keys: AuditKeys, mac: Buffer, seq: number): Promise<number | null> {
  for await (const { links } of readBehind(chain, seq)) {
    const found = links.find((link) =>
      keys.some((key) => macOf(key, mac, link.writtenAs(seq)).equals(link.mac)),
    )
    if (found) return found.seq
  }
  return null
}

type Followed = { chain: Chain; lines: number; head: Head | null; last: Head; logged: LoggedHead[] }

/** Whether the chain ends where its head says. */
function judge(found: FaultCounter, { chain, lines, head, last, logged }: Followed): void {
  if (!head && lines > 0) found.add('HEAD_MISSING', `it has lines up to ${last.seq}, and no head`)
  else if (!head && logged.length > 0) found.add('GONE', 'nothing is left of it, and heads of it were logged')
  // Every opening writes a line; operators may have done nothing yet.
  else if (!head && chain.siret) found.add('NO_CHAIN', 'nothing was ever written, or all of it is gone')
  else if (head && head.seq > last.seq) found.add('CUT_AT_THE_END', missing(last.seq + 1, head.seq))
  else if (head && !(head.seq === last.seq && head.mac.equals(last.mac)))
    found.add('HEAD_FORGED', `the head is not that of line ${last.seq}, the last one`)
}

function missing(first: number, last: number): string {
  return first === last ? `line ${first} is missing` : `lines ${first} to ${last} are missing`
}

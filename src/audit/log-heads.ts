import type { Chain, OpenChain } from '#src/audit/chains.js'
import { everyChain } from '#src/audit/chains.js'
import { HEAD_LOGGED } from '#src/audit/logged-heads.js'
import type { Db } from '#src/db/database.js'
import { describeError, type Log } from '#src/log.js'

const DAY = 86_400_000
// A worker that stood still for a night or two misses none.
const YOUNG = 3 * DAY

/**
 * Logs the last link of each chain that has grown in the last days, and on the first of the month (UTC) of all: who then
 * rewrites a chain, or cuts it at its end, would have to rewrite the logs too. One failure does not stop the rest.
 */
export async function logHeads({ db, log, now }: { db: Db; log: Log; now: () => Date }): Promise<void> {
  const isFirst = now().getUTCDate() === 1
  const since = isFirst ? null : new Date(now().getTime() - YOUNG)
  for (const chain of await everyChain(db))
    await logHead(chain, log, since).catch((error) =>
      log.error('audit head not logged', { ...siretOf(chain), ...describeError(error) }),
    )
}

async function logHead(chain: Chain, log: Log, since: Date | null): Promise<void> {
  const { head, last } = await chain.open(readHead)
  if (!head || head.seq === 0 || (since && last && last.at < since)) return
  log.info(HEAD_LOGGED, { ...siretOf(chain), seq: head.seq, mac: head.mac.toString('hex') })
}

async function readHead({ readEnds, readLinks }: OpenChain) {
  const { head } = await readEnds()
  const [last] = head ? await readLinks(head.seq - 1, 1) : []
  return { head, last }
}

/** Of a collectivité's chain; the operators' has none. */
export function siretOf({ siret }: Chain): { siret?: string } {
  return siret ? { siret } : {}
}

import { type Chain, chainOf, everyChain } from '#src/audit/chains.js'
import type { Verdict } from '#src/audit/faults.js'
import { type LoggedHeads, readLoggedHeads } from '#src/audit/logged-heads.js'
import { verifyChain } from '#src/audit/verify-chain.js'
import type { AuditKeys } from '#src/audit/walk.js'
import { CommandFailedError } from '#src/command-failed.js'
import type { Db } from '#src/db/database.js'
import { someAtOnce } from '#src/some-at-once.js'

type Services = { db: Db; now: () => Date; config: { keys: { audit: Buffer; formerAudit: Buffer[] } } }
type Print = (line: string) => void

const AT_ONCE = 4

/**
 * `audit:verify [SIRET] [--heads FILE]`: a line for each chain that is not what was written, and a last one that sums up.
 * @throws {CommandFailedError} when there is one, or the operands are not understood
 */
export async function verifyAudit(
  { db, now, config }: Services,
  print: Print,
  operands: string[],
): Promise<void> {
  const { siret, file } = understand(operands)
  const keys: AuditKeys = [config.keys.audit, ...config.keys.formerAudit]
  const heads: LoggedHeads = file ? await readHeads(file, siret) : new Map()
  const chains = siret ? [chainOf(db, siret)] : await chainsOf(db, heads)
  const found = { lines: 0, atFault: 0 }
  const verify = async (chain: Chain) => {
    const verdict = await verifyChain(chain, keys, heads.get(chain.name) ?? [], now())
    found.lines += verdict.lines
    if (!verdict.first) return
    found.atFault += 1
    print(describe(chain, verdict))
  }
  await someAtOnce(chains, AT_ONCE, verify)
  if (file) print(`${count([...heads.values()].flat().length, 'logged head')} compared`)
  const read = `${count(chains.length, 'chain')}, ${count(found.lines, 'line')}`
  if (found.atFault > 0) throw new CommandFailedError(`${read}: ${found.atFault} not as written`)
  print(`${read}: all as written`)
}

function readHeads(file: string, only?: string): Promise<LoggedHeads> {
  return readLoggedHeads(file, only).catch(() => {
    throw new CommandFailedError(`${file} cannot be read`)
  })
}

function understand(operands: string[]): { siret?: string; file?: string } {
  const at = operands.indexOf('--heads')
  const file = at < 0 ? undefined : operands[at + 1]
  const others = at < 0 ? operands : operands.toSpliced(at, 2)
  const [siret] = others
  if (others.length > 1 || (at >= 0 && !file) || (siret && !/^\d{14}$/.test(siret)))
    throw new CommandFailedError('audit:verify [SIRET] [--heads FILE]')
  return { ...(siret ? { siret } : {}), ...(file ? { file } : {}) }
}

/** Those of the directory, and those that only the log remembers. */
async function chainsOf(db: Db, heads: LoggedHeads): Promise<Chain[]> {
  const chains = await everyChain(db)
  const known = new Set(chains.map(({ name }) => name))
  const gone = [...heads.keys()].filter((name) => !known.has(name))
  return [...chains, ...gone.map((siret) => chainOf(db, siret))]
}

function describe({ name }: Chain, { first, faults }: Verdict): string {
  const more = faults > 1 ? `; ${faults} faults in this chain` : ''
  return [name, first?.code, `${first?.words}${more}`].join('\t')
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

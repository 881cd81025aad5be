import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writtenEvent } from '#src/audit/audit.js'
import { macOf } from '#src/audit/chain.js'
import { logHeads } from '#src/audit/log-heads.js'
import { verifyAudit } from '#src/audit/verify-command.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { auditEvents, auditHeads } from '#src/db/schema.js'
import { createLog } from '#src/log.js'
import type { Safe } from '#src/submission/safe.js'

/** Of the safes of tests. */
export const KEY: Buffer = Buffer.alloc(32, 9)
const INSERTED_AT_ONCE = 5000

export type TestChains = ReturnType<typeof openChains>

/** Chains with lines of any date, what verifies them, and the log of their heads. */
export function openChains(safe: Safe) {
  const { db, now } = safe
  const folder = mkdtemp(join(tmpdir(), 'heads-'))
  return {
    /** Writes a line a date, as `audit.append` does, many at once. */
    async write(siret: string, dates: string[], key: Buffer = KEY): Promise<void> {
      await asCollectivite(db, siret, async (tx) => {
        let head = await safe.audit.lockHead(tx, siret)
        const rows = dates.map((date) => {
          const seq = head.seq + 1
          const event = {
            actor: 'usager' as const,
            action: 'transmission' as const,
            references: [`Q${seq}`],
            at: new Date(date),
          }
          head = { seq, mac: macOf(key, head.mac, writtenEvent(siret, seq, event)) }
          return { siret, ...head, ...event }
        })
        for (let from = 0; from < rows.length; from += INSERTED_AT_ONCE)
          await tx.insert(auditEvents).values(rows.slice(from, from + INSERTED_AT_ONCE))
        await tx.update(auditHeads).set(head)
      })
    },

    /** An operator does something at each of these dates. */
    async act(dates: string[]): Promise<void> {
      const what = { operatorId: null, act: 'suspension', organizationSiret: null, concerned: null }
      for (const date of dates)
        await db.transaction((tx) => safe.audit.appendAct(tx as never, { at: new Date(date), ...what }))
    },

    /** What `audit:verify` prints, its failure last. */
    async verify(
      operands: string[] = [],
      keys = { audit: KEY, formerAudit: [] as Buffer[] },
    ): Promise<string[]> {
      const lines: string[] = []
      await verifyAudit({ db, now, config: { keys } }, (line) => lines.push(line), operands).catch((error) =>
        lines.push(`${error.code}: ${error.message}`),
      )
      return lines
    },

    /** A file of our log with the heads that are logged now, among lines of others. */
    async loggedHeads(): Promise<string> {
      const written = ['not a line of ours\n', '{"event":"request","siret":1}\n']
      // What collects logs puts words before ours.
      const log = createLog('info', { write: (line) => written.push(`app-1 | ${line}`) })
      await logHeads({ db, log, now })
      const file = join(await folder, `${Math.random()}.log`)
      await writeFile(file, written.join(''))
      return file
    },

    close: async () => rm(await folder, { recursive: true, force: true }),
  }
}

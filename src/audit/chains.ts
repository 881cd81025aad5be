import { asc, gt, lte, max, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { type AuditEvent, writtenEvent } from '#src/audit/audit.js'
import type { Head } from '#src/audit/chain.js'
import { writtenAct } from '#src/audit/operator-acts.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { auditEvents, auditHeads, collectivites, operatorActHeads, operatorActs } from '#src/db/schema.js'
import { siretsWith } from '#src/db/sirets-with.js'

/** One line of a chain, as it stands in the database. */
export type Link = Head & {
  at: Date
  /** The bytes that its MAC covers, were this its number. */
  writtenAs(seq: number): string
}
type Checkpoint = Head & { proof: Buffer }
/** What a chain says of its two ends; `lastSeq` is the number of its last line, null when there is none. */
export type Ends = {
  head: Head | null
  cut: { [Part in keyof Checkpoint]: Checkpoint[Part] | null }
  lastSeq: number | null
}

/** A chain inside a transaction. */
export type OpenChain = {
  /** Its lines behind this number, in their order. */
  readLinks(after: number, limit: number): Promise<Link[]>
  readEnds(): Promise<Ends>
  /** Holds it to the end of the transaction: nobody else cuts it, and who would write a line waits. */
  hold(): Promise<void>
  /** Writes where it is cut. */
  keepCheckpoint(checkpoint: Checkpoint): Promise<void>
  /** Removes its lines up to this one; false when the database keeps one of them. */
  removeUpTo(seq: number): Promise<boolean>
}
export type Chain = {
  /** In the proofs of its checkpoints. */
  name: string
  /** Null for the operators' chain. */
  siret: string | null
  open<T>(work: (chain: OpenChain) => Promise<T>): Promise<T>
}

/** The trace of a collectivité. */
export function chainOf(db: Db, siret: string): Chain {
  const columns = columnsOf(auditEvents, auditHeads)
  const readLinks = (tx: Db) => async (after: number, limit: number) => {
    const rows = await tx
      .select()
      .from(auditEvents)
      .where(gt(auditEvents.seq, after))
      .orderBy(asc(auditEvents.seq))
      .limit(limit)
    return rows.map(({ seq, mac, ...event }) => ({
      seq,
      mac,
      at: event.at,
      // What it holds may be no word of ours: it is what was found.
      writtenAs: (as: number) => writtenEvent(event.siret, as, event as AuditEvent),
    }))
  }
  return {
    name: siret,
    siret,
    open: (work) => asCollectivite(db, siret, (tx) => work(openIn(tx, columns, readLinks(tx)))),
  }
}

/** What operators did. */
function operatorsChain(db: Db): Chain {
  const columns = columnsOf(operatorActs, operatorActHeads)
  const readLinks = (tx: Db) => async (after: number, limit: number) => {
    const rows = await tx
      .select()
      .from(operatorActs)
      .where(gt(operatorActs.seq, after))
      .orderBy(asc(operatorActs.seq))
      .limit(limit)
    return rows.map(({ seq, mac, ...act }) => ({
      seq,
      mac,
      at: act.at,
      writtenAs: (as: number) => writtenAct(as, act),
    }))
  }
  return {
    name: 'operators',
    siret: null,
    open: (work) => db.transaction((tx) => work(openIn(tx, columns, readLinks(tx)))),
  }
}

/** Every chain that the directory knows of, the operators' first. */
export async function everyChain(db: Db): Promise<Chain[]> {
  const rows = await db
    .select({ siret: collectivites.siret })
    .from(collectivites)
    .orderBy(collectivites.siret)
  return [operatorsChain(db), ...rows.map(({ siret }) => chainOf(db, siret))]
}

/** Those that have, or may have, a line from before. */
export async function chainsWithLinesBefore(db: Db, before: Date): Promise<Chain[]> {
  const at = sql`${before.toISOString()}::timestamptz`
  const sirets = await siretsWith(
    db,
    ({ first, last }) => sql`sirets_with_lines_before(${first}, ${last}, ${at})`,
  )
  return [operatorsChain(db), ...sirets.map((siret) => chainOf(db, siret))]
}

// Both chains have these columns, which the types of the tables do not say.
type Rows = PgTable & Pick<typeof auditEvents, 'seq'>
type Heads = PgTable & Pick<typeof auditHeads, 'seq' | 'mac' | 'cutSeq' | 'cutMac' | 'cutProof'>
type Columns = { rows: Rows; heads: Heads }

function columnsOf(rows: unknown, heads: unknown): Columns {
  return { rows: rows as Rows, heads: heads as Heads }
}

function openIn(tx: Db, { rows, heads }: Columns, readLinks: OpenChain['readLinks']): OpenChain {
  return {
    readLinks,
    async readEnds() {
      const last = tx.select({ seq: max(rows.seq).as('last') }).from(rows)
      // In one statement: what is written meanwhile is in both or in none.
      const [found] = await tx
        .select({
          seq: heads.seq,
          mac: heads.mac,
          cutSeq: heads.cutSeq,
          cutMac: heads.cutMac,
          cutProof: heads.cutProof,
          lastSeq: sql<number | null>`(${last})`.mapWith(rows.seq),
        })
        .from(sql`(select 1) as one`)
        .leftJoin(heads, sql`true`)
      if (!found) throw new Error('The ends of a chain were not read')
      const { seq, mac, cutSeq, cutMac, cutProof, lastSeq } = found
      return {
        head: seq === null || mac === null ? null : { seq, mac },
        cut: { seq: cutSeq, mac: cutMac, proof: cutProof },
        lastSeq,
      }
    },
    async hold() {
      await tx.select({ seq: heads.seq }).from(heads).for('update')
    },
    async keepCheckpoint({ seq, mac, proof }) {
      await tx.update(heads).set({ cutSeq: seq, cutMac: mac, cutProof: proof })
    },
    async removeUpTo(seq) {
      await tx.delete(rows).where(lte(rows.seq, seq))
      return (await tx.$count(rows, lte(rows.seq, seq))) === 0
    },
  }
}

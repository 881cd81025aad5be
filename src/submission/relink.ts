import { and, eq, inArray, notInArray } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { submissions } from '#src/db/schema.js'
import { REASONS } from '#src/submission/content.js'
import { readDataKey } from '#src/submission/data-key.js'
import { openContent, sealContent } from '#src/submission/envelope.js'
import type { Keyring } from '#src/submission/keyring.js'
import { reasonsOf } from '#src/submission/reasons.js'
import { stableCode } from '#src/submission/stable-code.js'

/** A transmission about to be erased. */
export type Leaving = { id: string; previousId: string | null }
type Sealed = Pick<typeof submissions.$inferSelect, 'id' | 'envelope'>
type Successor = Sealed & Pick<typeof submissions.$inferSelect, 'origin' | 'previousId'>

/**
 * Links what followed these rows to what preceded them, and says anew whether the quotient familial changed. Whatever
 * cannot be opened follows nothing once they are gone. Inside `asCollectivite`.
 * @returns why some could not be linked, as stable codes
 */
export async function relinkSuccessors(
  tx: Db,
  keyring: Keyring,
  siret: string,
  leaving: Leaving[],
): Promise<string[]> {
  const successors = await successorsOf(tx, leaving)
  if (successors.length === 0) return []
  const before = await rowsWith(
    tx,
    successors.flatMap(({ previousId }) => previousId ?? []),
  )
  const broken: string[] = []
  const reseal = await resealer(tx, keyring, siret, before)
  for (const successor of successors) {
    const change = reseal(successor)
    if ('code' in change) broken.push(change.code)
    else await tx.update(submissions).set(change).where(eq(submissions.id, successor.id))
  }
  return broken
}

/** What stays and follows one of these, with the first before it that stays too. */
async function successorsOf(tx: Db, leaving: Leaving[]): Promise<Successor[]> {
  const { id, origin, previousId, envelope } = submissions
  const previousOf = new Map(leaving.map((row) => [row.id, row.previousId]))
  const ids = [...previousOf.keys()]
  const firstThatStays = (of: string | null): string | null =>
    of !== null && previousOf.has(of) ? firstThatStays(previousOf.get(of) ?? null) : of
  const rows = await tx
    .select({ id, origin, previousId, envelope })
    .from(submissions)
    .where(and(inArray(previousId, ids), notInArray(id, ids)))
  return rows.map((row) => ({ ...row, previousId: firstThatStays(row.previousId) }))
}

async function rowsWith(tx: Db, ids: string[]): Promise<Sealed[]> {
  const { id, envelope } = submissions
  return ids.length > 0 ? tx.select({ id, envelope }).from(submissions).where(inArray(id, ids)) : []
}

type Change = Pick<Successor, 'previousId' | 'envelope'> & { toCheck: boolean }

async function resealer(tx: Db, keyring: Keyring, siret: string, before: Sealed[]) {
  const open = (dataKey: Buffer, { id, envelope }: Sealed) => openContent(dataKey, siret, id, envelope)
  const dataKey = await readDataKey(tx, keyring, siret).catch((error: unknown) => ({
    code: stableCode(error),
  }))
  return (successor: Successor): Change | { code: string } => {
    if ('code' in dataKey) return dataKey
    try {
      const { id, origin } = successor
      const previous = before.find((row) => row.id === successor.previousId) ?? null
      const content = open(dataKey, successor)
      const holds = reasonsOf(content, origin, previous && open(dataKey, previous))
      const reasons = REASONS.filter((reason) =>
        reason === 'QF modifié' ? holds.includes(reason) : content.reasons.includes(reason),
      )
      return {
        previousId: previous?.id ?? null,
        toCheck: reasons.length > 0,
        envelope: sealContent(dataKey, siret, id, { ...content, reasons }),
      }
    } catch (error) {
      return { code: stableCode(error) }
    }
  }
}

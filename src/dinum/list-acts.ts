import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { collectivites, operatorActs, operators } from '#src/db/schema.js'

export type ActLine = {
  seq: number
  at: Date
  /** Name of the operator; null for one that is known no more, and for a command. */
  by: string | null
  isCommand: boolean
  act: string
  siret: string | null
  /** Of the collectivité, when the directory has it. */
  name: string | null
  concerned: string | null
}
type ActsPage = {
  /** Of one collectivité; null for all. */
  siret: string | null
  /** Those that were written before this one. */
  before: number | null
  limit: number
}

/** What operators did, the newest first. */
export function listActs(db: Db, { siret, before, limit }: ActsPage): Promise<ActLine[]> {
  const { seq, at, act, organizationSiret, concerned, operatorId } = operatorActs
  return db
    .select({
      seq,
      at,
      by: operators.name,
      isCommand: sql<boolean>`${operatorId} is null`,
      act,
      siret: organizationSiret,
      name: collectivites.name,
      concerned,
    })
    .from(operatorActs)
    .leftJoin(operators, eq(operators.id, operatorId))
    .leftJoin(collectivites, eq(collectivites.siret, organizationSiret))
    .where(
      and(
        siret === null ? undefined : eq(organizationSiret, siret),
        before === null ? undefined : lt(seq, before),
      ),
    )
    .orderBy(desc(seq))
    .limit(limit)
}

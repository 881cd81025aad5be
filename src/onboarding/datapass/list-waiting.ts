import { asc, eq, isNotNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { CollectiviteState } from '#src/collectivite/collectivite.js'
import type { Db } from '#src/db/database.js'
import { collectivites, habilitations } from '#src/db/schema.js'
import type { WaitsFor } from '#src/onboarding/datapass/habilitation.js'

/** An organisation that a demande names; null where it is not in the directory. */
export type InDirectory = { name: string; state: CollectiviteState } | null
/** A demande as it stands here. */
export type DemandeLine = typeof habilitations.$inferSelect & {
  waitsFor: WaitsFor | null
  organization: InDirectory
  transfer: InDirectory
  /** The operator has said it; the job is about to act upon it. */
  isUnderWay: boolean
}

const own = alias(collectivites, 'own')
const other = alias(collectivites, 'other')

/** Demandes that wait for the operator, the first of them first. */
export async function listWaiting(db: Db): Promise<DemandeLine[]> {
  const rows = await select(db)
    .where(isNotNull(habilitations.waitsFor))
    .orderBy(asc(habilitations.updatedAt), asc(habilitations.id))
  return rows.map(toLine)
}

/** One demande; null when nothing of it was acted upon yet. */
export async function findDemande(db: Db, id: number): Promise<DemandeLine | null> {
  const [row] = await select(db).where(eq(habilitations.id, id))
  return row ? toLine(row) : null
}

function select(db: Db) {
  return db
    .select({
      row: habilitations,
      organization: { name: own.name, state: own.state },
      transfer: { name: other.name, state: other.state },
    })
    .from(habilitations)
    .leftJoin(own, eq(own.siret, habilitations.organizationSiret))
    .leftJoin(other, eq(other.siret, habilitations.transferSiret))
}

type Selected = Awaited<ReturnType<typeof select>>[number]

function toLine({ row, organization, transfer }: Selected): DemandeLine {
  const isUnderWay =
    (row.waitsFor === 'transfert' && row.acceptedSiret === row.transferSiret) ||
    (row.waitsFor === 'code COG' && organization !== null)
  return { ...row, organization, transfer, isUnderWay }
}

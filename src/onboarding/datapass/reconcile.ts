import { eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { datapassEvents, habilitations } from '#src/db/schema.js'
import type { Habilitation } from '#src/external/datapass/answers.js'
import type { DataPass } from '#src/external/datapass/client.js'
import { describeError } from '#src/log.js'
import { approvalOf } from '#src/onboarding/datapass/approval-of.js'
import { compare, type OwnDemande } from '#src/onboarding/datapass/compare.js'
import { type Difference, replaceDifferences } from '#src/onboarding/datapass/differences.js'
import { keepEvent } from '#src/onboarding/datapass/keep-event.js'
import { isForThisService, readEvent } from '#src/onboarding/datapass/read-event.js'
import { beginReconciliation, endReconciliation } from '#src/onboarding/datapass/reconciliations.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

export type ReconcileServices = Pick<OnboardingServices, 'safe' | 'jobs' | 'log'> & {
  dataPass: DataPass | null
}
export type ReconcileOutcome =
  | { kind: 'done'; seen: number; opened: number; differences: number }
  | { kind: 'failed'; code: string }
  | { kind: 'already-running' | 'not-configured' }

const ASKED_AT_ONCE = 4

/**
 * Compares with DataPass. An active habilitation of which nothing was ever heard opens as if its approval had arrived;
 * anything else that differs is noted for the operator, and nothing changes. One that fails leaves what the last one
 * found.
 */
export async function reconcile(services: ReconcileServices): Promise<ReconcileOutcome> {
  const { safe, log, dataPass } = services
  if (!dataPass) return { kind: 'not-configured' }
  const run = await beginReconciliation(safe.db, safe.now())
  if (!run) return { kind: 'already-running' }
  const count = { seen: 0, opened: 0 }
  try {
    const differences = await lookForDifferences(services, dataPass, run.startedAt, count)
    const endedAt = safe.now()
    await safe.db.transaction(async (tx) => {
      await replaceDifferences(tx, differences, endedAt)
      await endReconciliation(tx, run.id, { ...count, endedAt, failedCode: null })
    })
    log.info('datapass reconciled', { outcome: 'done' })
    return { kind: 'done', ...count, differences: differences.length }
  } catch (error) {
    const described = describeError(error)
    const code = described.errorCode ?? 'UNEXPECTED'
    log.error('datapass not reconciled', described)
    await endReconciliation(safe.db, run.id, { ...count, endedAt: safe.now(), failedCode: code })
    return { kind: 'failed', code }
  }
}

async function lookForDifferences(
  services: ReconcileServices,
  dataPass: DataPass,
  startedAt: Date,
  count: { seen: number; opened: number },
): Promise<Difference[]> {
  const listed = (await dataPass.listActive()).filter(isForUs)
  count.seen = listed.length
  const { missing, differences, notListed } = compare(listed, await listOwn(services.safe.db))
  for (const one of missing) {
    const kept = await keepMissing(services, dataPass, one)
    if (kept === true) count.opened += 1
    else if (kept) differences.push(kept)
  }
  // What arrived since the list was asked for is newer than the list.
  const suspected = notListed.filter(({ lastReceivedAt }) => lastReceivedAt < startedAt)
  return [...differences, ...(await confirm(dataPass, suspected))]
}

function isForUs({ definition, data }: Habilitation): boolean {
  return isForThisService(definition, data.modalities)
}

async function listOwn(db: Db): Promise<OwnDemande[]> {
  const { id, organizationSiret, active, changedAt } = habilitations
  const { modelId, firedAt, receivedAt } = datapassEvents
  return db
    .select({
      id,
      organizationSiret,
      active,
      lastFiredAt: sql`max(${firedAt})`.mapWith(firedAt),
      lastReceivedAt: sql`max(${receivedAt})`.mapWith(receivedAt),
    })
    .from(habilitations)
    .innerJoin(datapassEvents, eq(modelId, id))
    .where(isNotNull(changedAt))
    .groupBy(id)
}

/** Keeps its approval, as the webhook would; the job that this makes opens it. */
async function keepMissing(
  services: ReconcileServices,
  dataPass: DataPass,
  habilitation: Habilitation,
): Promise<boolean | Difference> {
  const body = approvalOf(habilitation, await dataPass.findDemande(habilitation.demandeId))
  const read = readEvent(body)
  if (read.kind === 'event') return keepEvent(services, read.event, body, 'rapprochement')
  return { habilitationId: habilitation.demandeId, kind: 'SIRET invalide', organizationSiret: null }
}

/** Asks for each demande itself: pages may move while they are read. */
async function confirm(dataPass: DataPass, suspected: OwnDemande[]): Promise<Difference[]> {
  const queue = [...suspected]
  const differences: Difference[] = []
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const demande = await dataPass.findDemande(next.id)
      if (demande?.habilitations.some((one) => one.isActive && isForUs(one))) continue
      const kind = demande ? 'terminée chez DataPass' : 'inconnue de DataPass'
      differences.push({ habilitationId: next.id, kind, organizationSiret: next.organizationSiret })
    }
  }
  await Promise.all(Array.from({ length: ASKED_AT_ONCE }, work))
  return differences
}

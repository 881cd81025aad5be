import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import { openService } from '#src/onboarding/open-service.js'
import { siretsOfCommunes } from '../test/support/communes.js'
import type { CrowdOrder, CrowdReport } from './load/crowd-process.js'
import { startProcess } from './load/start-process.js'
import { quantile, type Result } from './measure.js'
import { readyReviews } from './ready-reviews.js'
import { setStage } from './stage.js'

const COMMUNES = 50
const SENDINGS_IN_A_SECOND = 20
const PROBES_PER_SECOND = [100, 200, 300, 400, 500, 600, 800, 1000]
const PROBE_MILLISECONDS = 8_000
const OVERLOAD_MILLISECONDS = 60_000
// Who waits longer has gone.
const CARRIED_WITHIN_MILLISECONDS = 1_000

/**
 * Residents who open the page of their commune by a link that names them, which is never kept, among them some who send.
 * First as many as the service carries, found by letting more and more come; then twice as many for a minute.
 */
export async function benchOverload(): Promise<Result[]> {
  const stage = await setStage({}, { web: false, worker: false })
  const { services, environment, mailAuthority, url } = stage
  const { db, safe } = services
  const sirets = await siretsOfCommunes(db, COMMUNES)
  for (const siret of sirets) await openService(safe, { siret, state: 'ouverte', retentionDays: 90 })
  const service = await startProcess('../service-process.ts', { environment, mailAuthority })
  const crowd = await startProcess('crowd-process.ts')
  const acknowledged: string[] = []
  const letCome = async (perSecond: number, milliseconds: number): Promise<CrowdReport> => {
    const sendings = await readyReviews(services, sirets, (SENDINGS_IN_A_SECOND * milliseconds) / 1000)
    const visited = sirets.map((siret) => `/collectivites/${siret}`)
    const order: CrowdOrder = {
      port: Number(new URL(url).port),
      origin: url,
      perSecond,
      milliseconds,
      visited,
      sendings,
    }
    const report = await crowd.ask<CrowdReport>(order)
    acknowledged.push(...report.sent)
    return report
  }
  try {
    await letCome(50, 3_000)
    let carried = 0
    for (const perSecond of PROBES_PER_SECOND) {
      const { served } = await letCome(perSecond, PROBE_MILLISECONDS)
      const inTime =
        served.filter((took) => took <= CARRIED_WITHIN_MILLISECONDS).length / (PROBE_MILLISECONDS / 1000)
      if (inTime < carried) break
      carried = inTime
    }
    const report = await letCome(2 * carried, OVERLOAD_MILLISECONDS)
    const served = report.served.length / (OVERLOAD_MILLISECONDS / 1000)
    const kept = (await Promise.all(sirets.map((siret) => referencesOf(siret)))).flat()
    const lost = acknowledged.filter((reference) => !kept.includes(reference)).length
    if (lost > 0 || new Set(kept).size !== kept.length || kept.length < acknowledged.length)
      throw new Error(`${lost} of ${acknowledged.length} acknowledged transmissions are lost`)
    const figure = (name: string, median: number, unit: Result['unit']): Result => {
      const rounded = Math.round(median * 100) / 100
      return { name, median: rounded, p95: Number.NaN, unit, count: report.served.length }
    }
    return [
      figure('carried', carried, '/s'),
      figure('served while twice as many come', served, '/s'),
      figure('served against carried', served / carried, '×'),
      {
        ...figure('a served one waits', quantile(report.served, 0.5), 'ms'),
        p95: quantile(report.served, 0.95),
      },
      figure('sent away', report.sentAway.length / (OVERLOAD_MILLISECONDS / 1000), '/s'),
      {
        ...figure('who is sent away waits', quantile(report.sentAway, 0.5), 'ms'),
        p95: quantile(report.sentAway, 0.95),
      },
      figure(`neither (${JSON.stringify(report.failed)})`, sum(report.failed), '/s'),
      figure('acknowledged and there', acknowledged.length, '×'),
    ]
  } finally {
    crowd.end()
    service.end()
    await stage.close()
  }

  function referencesOf(siret: string): Promise<string[]> {
    return asCollectivite(db, siret, async (tx) => {
      const rows = await tx.select({ reference: submissions.reference }).from(submissions)
      return rows.map(({ reference }) => reference)
    })
  }
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

import { sql } from 'drizzle-orm'
import { addMember } from '#src/collectivite/members.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { collectivites, submissions } from '#src/db/schema.js'
import { siretsWith } from '#src/db/sirets-with.js'
import { purge } from '#src/submission/purge.js'
import { fillSafe } from '../test/support/fill.js'
import { FAY_AUX_LOGES } from '../test/support/named.js'
import { createVisitor } from '../test/support/visitor.js'
import { quantile, type Result, rounded } from './measure.js'
import { setStage } from './stage.js'

const DUE = 10_000
const LOOKS = 5
const DAY = 86_400_000

/**
 * The desk of a collectivité that has 10 000 transmissions to erase, while they are, beside the same desk after that.
 * And the look into all communes of France for what is due, beside a transaction for each of them.
 */
export async function benchPurge(): Promise<Result[]> {
  const stage = await setStage({}, { web: true, worker: false })
  try {
    const { services } = stage
    await addMember(services.db, FAY_AUX_LOGES, {
      email: 'martine.legendre@fay-aux-loges.example',
      role: 'agent',
    })
    const desk = await openDesk(stage.url)
    const after = (days: number) => new Date(Date.now() - days * DAY)
    await fillSafe(services.safe, FAY_AUX_LOGES, 200, (index) => ({ createdAt: after(1 + index / 10) }))
    await fillSafe(services.safe, FAY_AUX_LOGES, DUE, (index) => ({ createdAt: after(91 + index / 1_000) }))
    await stage.tidy()
    await pagesDuring(desk, quietFor(2_000))
    const started = performance.now()
    const whilePurged = await pagesDuring(desk, purge(services))
    const took = performance.now() - started
    const undisturbed = await pagesDuring(desk, quietFor(took))
    return [
      of('desk, while 10 000 transmissions are erased', whilePurged),
      of('desk, with nothing to erase', undisturbed),
      of('the purge of 10 000 transmissions', [took]),
      ...(await looks(stage)),
    ]
  } finally {
    await stage.close()
  }
}

type Stage = Awaited<ReturnType<typeof setStage>>

async function openDesk(url: string): Promise<() => Promise<number>> {
  const martine = createVisitor(url)
  await martine.signIn('/agent/connexion', { identity: 'martine' })
  return async () => {
    const before = performance.now()
    const { status } = await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}`)
    if (status !== 200) throw new Error(`The desk answered ${status}`)
    return performance.now() - before
  }
}

async function pagesDuring(page: () => Promise<number>, work: Promise<unknown>): Promise<number[]> {
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  const times: number[] = []
  while (!isOver) times.push(await page())
  await over
  return times
}

function quietFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

async function looks(stage: Stage): Promise<Result[]> {
  const { db } = stage.services
  await db.execute(sql`insert into collectivites (siret, name, code_cog, departement_code, departement_name,
      postal_codes, time_zone, state, search_key, retention_days)
    select siren || '99999', name, code_cog, departement_code, departement_name, postal_codes, 'Europe/Paris',
      'ouverte', search_key, 90 from communes where siren is not null`)
  await stage.tidy()
  const all = await db.select({ siret: collectivites.siret }).from(collectivites)
  const at = new Date().toISOString()
  const look = await timed(LOOKS, () =>
    siretsWith(db, ({ first, last }) => sql`sirets_to_purge(${first}, ${last}, ${at}::timestamptz, 90)`),
  )
  // Once: it is long.
  const each = await timed(1, async () => {
    for (const { siret } of all)
      await asCollectivite(db, siret, (tx) =>
        tx
          .select({ id: submissions.id })
          .from(submissions)
          .where(sql`${submissions.createdAt} <= ${at}::timestamptz - interval '90 days'`)
          .limit(1),
      )
  })
  return [
    of(`a look into ${all.length} collectivités for what is due`, look),
    of('the same, by a transaction for each', each),
  ]
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let run = 0; run < times; run++) {
    const before = performance.now()
    await work()
    taken.push(performance.now() - before)
  }
  return taken
}

function of(name: string, times: number[]): Result {
  return {
    name,
    median: rounded(quantile(times, 0.5)),
    p95: rounded(quantile(times, 0.95)),
    unit: 'ms',
    count: times.length,
  }
}

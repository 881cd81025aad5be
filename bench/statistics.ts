import { sql } from 'drizzle-orm'
import { createFigures } from '#src/statistics/figures.js'
import { inTurns, type Result } from './measure.js'
import { setStage } from './stage.js'

const READS_PER_ROUND = 4
const SMALL = 50
const LARGE = 5_000
const TODAY = '2026-11-30'

/**
 * The public figures of 5 000 collectivités of which each had something to count on each day of a year, beside those of
 * 50: read whole, as after a start; the present month alone, as every ten seconds at most; and as a page.
 */
export async function benchStatistics(): Promise<Result[]> {
  const stages = []
  try {
    for (const collectivites of [LARGE, SMALL]) {
      const stage = await setStage()
      stages.push({ stage, collectivites })
      await fill(stage.services.db, collectivites)
      await stage.tidy()
    }
    const subjects = await Promise.all(
      stages.map(async ({ stage, collectivites }) => {
        const { db } = stage.services
        let now = 0
        const kept = createFigures(db, () => new Date(now))
        await kept(TODAY)
        await page(`${stage.url}/statistiques`)
        const of = `${collectivites} collectivités`
        return [
          { name: `figures read whole, ${of}`, run: timed(() => createFigures(db, () => new Date())(TODAY)) },
          {
            name: `figures of the present month, ${of}`,
            run: timed(() => {
              now += 11_000
              return kept(TODAY)
            }),
          },
          { name: `the page from memory, ${of}`, run: timed(() => page(`${stage.url}/statistiques`)) },
        ]
      }),
    )
    return await inTurns(subjects.flat(), READS_PER_ROUND)
  } finally {
    for (const { stage } of stages) await stage.close()
  }
}

function fill(db: Awaited<ReturnType<typeof setStage>>['services']['db'], collectivites: number) {
  return db.execute(sql`
    with opened as (
      insert into collectivites (siret, name, code_cog, departement_code, departement_name, postal_codes, time_zone,
          state, search_key, retention_days)
        select siren || '99999', name, code_cog, departement_code, departement_name, postal_codes, 'Europe/Paris',
            'ouverte', search_key, 90
          from communes where siren is not null order by md5(code_cog) limit ${collectivites}
        returning siret)
    insert into daily_counts (siret, day, views, departures, arrivals, reviews, transmissions, reads)
      select siret, day::date, 20, 5, 4, 4, 3, 2
        from opened, generate_series('2025-12-01'::date, ${TODAY}::date, '1 day') day`)
}

function timed(work: () => Promise<unknown>): () => Promise<number> {
  return async () => {
    const before = performance.now()
    await work()
    return performance.now() - before
  }
}

async function page(address: string): Promise<void> {
  const response = await fetch(address)
  const html = await response.text()
  if (!html.includes('Transmissions par mois')) throw new Error(`The page answered ${response.status}`)
}

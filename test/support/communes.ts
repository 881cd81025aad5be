import { asc, isNotNull, sql } from 'drizzle-orm'
import { isSiret } from '#src/collectivite/siret.js'
import type { Db } from '#src/db/database.js'
import { communes } from '#src/db/schema.js'

/** SIRETs of so many communes of the reference, always the same ones. */
export async function siretsOfCommunes(db: Db, count: number): Promise<string[]> {
  const rows = await db
    .select({ siren: communes.siren })
    .from(communes)
    .where(isNotNull(communes.siren))
    .orderBy(asc(communes.codeCog))
    .limit(count)
  return rows.map(({ siren }) => headOfficeOf(siren ?? ''))
}

// One of ten numbers in a row has the right key.
/** The SIRET of an organisation’s head office. */
export function headOfficeOf(siren: string): string {
  const candidates = Array.from({ length: 10 }, (_, at) => `${siren}${String(10 + at).padStart(5, '0')}`)
  const siret = candidates.find(isSiret)
  if (!siret) throw new Error(`No SIRET for ${siren}`)
  return siret
}

/** Puts 5 000 communes into the directory, open, each with 60 days of counts: as many as a year may bring. */
export async function fillDirectory(db: Db): Promise<void> {
  await db.execute(sql`
    insert into collectivites (siret, name, code_cog, departement_code, departement_name, postal_codes, time_zone,
        state, search_key, retention_days)
      select siren || '00019', name, code_cog, departement_code, departement_name, postal_codes, 'Europe/Paris',
        'ouverte', search_key, 90 from communes where siren is not null order by code_cog limit 5000
      on conflict do nothing`)
  await db.execute(sql`
    insert into daily_counts (siret, day, views, transmissions)
      select siret, current_date - n, 3, n % 3 from collectivites, generate_series(1, 60) n on conflict do nothing`)
}

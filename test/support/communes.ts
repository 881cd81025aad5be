import { asc, isNotNull } from 'drizzle-orm'
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

import { sql } from 'drizzle-orm'
import { beginsWords } from '#src/collectivite/begins-words.js'
import type { CollectiviteState } from '#src/collectivite/collectivite.js'
import { searchWords } from '#src/collectivite/search-key.js'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { collectivites, communes } from '#src/db/schema.js'

const AT_MOST = 20

export type FoundCommune = {
  name: string
  codeCog: string
  /** Null for the few of which the reference does not tell it. */
  siren: string | null
  departement: { code: string; name: string }
  postalCodes: string[]
  /** The one that is in the directory, if there is. */
  opened: { siret: string; state: CollectiviteState } | null
}

/**
 * Communes by name, postal code or COG, with the SIREN against which a SIRET is checked.
 * @returns the best first; `more` says that there were others
 */
export async function findCommunes(
  db: Db,
  text: string,
): Promise<{ communes: FoundCommune[]; more: boolean }> {
  const words = searchWords(text)
  if (words === '') return { communes: [], more: false }
  const code = text.replace(/\s/g, '').toUpperCase()
  const rank = sql`case when code_cog = ${code} then 0 when search_key like ${` ${words} |%`} then 1
    when search_key like ${` ${words}%`} then 2 else 3 end`
  const rows = rowsOf<Row>(
    await db.execute(sql`
      with found as (
        select name, code_cog, siren, departement_code, departement_name, postal_codes, population, ${rank} as rank
          from ${communes} where code_cog = ${code} or ${beginsWords(communes.searchKey, words)}
          order by rank, population desc, code_cog limit ${AT_MOST + 1})
      select found.*, opened.siret, opened.state from found left join lateral (
          select siret, state from ${collectivites} where left(siret, 9) = found.siren order by siret limit 1
        ) opened on true
        order by rank, population desc, code_cog`),
  )
  return { communes: rows.slice(0, AT_MOST).map(toFound), more: rows.length > AT_MOST }
}

type Row = {
  name: string
  code_cog: string
  siren: string | null
  departement_code: string
  departement_name: string
  postal_codes: string[]
  siret: string | null
  state: CollectiviteState | null
}

function toFound({ name, code_cog, siren, siret, state, ...row }: Row): FoundCommune {
  return {
    name,
    codeCog: code_cog,
    siren,
    departement: { code: row.departement_code, name: row.departement_name },
    postalCodes: row.postal_codes,
    opened: siret && state ? { siret, state } : null,
  }
}

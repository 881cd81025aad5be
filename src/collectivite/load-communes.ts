import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { searchKey } from '#src/collectivite/search-key.js'
import type { Db } from '#src/db/database.js'
import { communes, references } from '#src/db/schema.js'

const PACKAGE = '@etalab/decoupage-administratif'
const BATCH = 2000

type Commune = {
  code: string
  nom: string
  type: string
  departement: string
  siren?: string
  codesPostaux?: string[]
  population?: number
}

/**
 * Loads the communes of France (names, COG, SIREN, postal codes) from Etalab's package, once a version.
 * https://github.com/etalab/decoupage-administratif
 */
export async function loadCommunes(db: Db): Promise<void> {
  const { folder, version } = findPackage()
  const [loaded] = await db.select().from(references).where(eq(references.name, PACKAGE))
  if (loaded?.version === version) return
  const rows = readCommunes(folder)
  await db.transaction(async (tx) => {
    await tx.delete(communes)
    for (let at = 0; at < rows.length; at += BATCH) await tx.execute(insertAll(rows.slice(at, at + BATCH)))
    const row = { name: PACKAGE, version }
    await tx.insert(references).values(row).onConflictDoUpdate({ target: references.name, set: row })
  })
}

// The package's own entry point reads its data from the working directory, so it cannot be imported.
function findPackage(): { folder: string; version: string } {
  const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`)
  return { folder: dirname(manifest), version: JSON.parse(readFileSync(manifest, 'utf8')).version }
}

function readCommunes(folder: string): (typeof communes.$inferInsert)[] {
  const read = <T>(file: string): T => JSON.parse(readFileSync(join(folder, 'data', file), 'utf8'))
  const names = new Map(
    read<{ code: string; nom: string }[]>('departements.json').map(({ code, nom }) => [code, nom]),
  )
  return read<Commune[]>('communes.json')
    .filter(({ type }) => type === 'commune-actuelle')
    .map((commune) => {
      const entry = {
        name: commune.nom,
        departementCode: commune.departement,
        departementName: names.get(commune.departement) ?? commune.departement,
        postalCodes: commune.codesPostaux ?? [],
      }
      const { code, siren = null, population = 0 } = commune
      return { ...entry, codeCog: code, siren, population, searchKey: searchKey(entry) }
    })
}

// One parameter a batch: 35 000 rows of eight parameters each take ten times as long.
function insertAll(rows: (typeof communes.$inferInsert)[]) {
  const json = JSON.stringify(
    rows.map((row) => ({
      code_cog: row.codeCog,
      siren: row.siren,
      name: row.name,
      departement_code: row.departementCode,
      departement_name: row.departementName,
      postal_codes: row.postalCodes,
      population: row.population,
      search_key: row.searchKey,
    })),
  )
  return sql`insert into communes select * from json_populate_recordset(null::communes, ${json}::text::json)`
}

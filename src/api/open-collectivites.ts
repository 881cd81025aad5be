import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { collectivites, communes } from '#src/db/schema.js'

/** What anybody may know of an open collectivité; the names are those of the State's form. */
export type OpenCollectivite = { siret: string; name: string; code_cog: string }

const { siret, name, codeCog, state, searchKey } = collectivites
const shown = { siret, name, code_cog: codeCog }
const isOpen = eq(state, 'ouverte')

/** Every open collectivité, in the order of their names whatever the capitals, accents and hyphens. */
export function listOpenCollectivites(db: Db): Promise<OpenCollectivite[]> {
  return db
    .select(shown)
    .from(collectivites)
    .where(isOpen)
    .orderBy(sql`split_part(${searchKey}, ' |', 1) collate "C"`, siret)
}

/** The open collectivité of a commune: the commune itself, by its SIREN or else its name, before a CCAS or an EPCI. */
export async function findOpenCollectivite(db: Db, code: string): Promise<OpenCollectivite | null> {
  const [found] = await db
    .select(shown)
    .from(collectivites)
    .leftJoin(communes, eq(communes.codeCog, codeCog))
    .where(and(isOpen, eq(codeCog, code)))
    .orderBy(
      sql`(left(${siret}, 9) = ${communes.siren}) is not true`,
      // Overseas the reference knows some communes without a SIREN.
      sql`(${name} = ${communes.name}) is not true`,
      siret,
    )
    .limit(1)
  return found ?? null
}

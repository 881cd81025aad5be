import { asc } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { collectivites } from '#src/db/schema.js'

// Of the ten connections of a process.
const AT_ONCE = 8

/**
 * Does this for each collectivité of the directory, several at a time. The first exception ends it.
 * @param onProgress how many are done, of how many
 */
export async function forEachCollectivite(
  db: Db,
  work: (siret: string) => Promise<void>,
  onProgress: (done: number, all: number) => void = () => {},
): Promise<void> {
  const { siret } = collectivites
  const all = await db.select({ siret }).from(collectivites).orderBy(asc(siret))
  const left = takenByLanes(all)
  let done = 0
  const lane = async () => {
    for (const { siret } of left) {
      await work(siret)
      done += 1
      onProgress(done, all.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

// A lane that throws ends the generator, and so the others.
function* takenByLanes<T>(all: T[]): Generator<T> {
  yield* all
}

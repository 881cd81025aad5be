import type { Collectivite } from '#src/collectivite/collectivite.js'
import { localDay } from '#src/collectivite/local-time.js'

/** Name of a file of transmissions without its ending, from the dates of its first and last row. */
export function fileName(
  { codeCog, timeZone }: Pick<Collectivite, 'codeCog' | 'timeZone'>,
  { firstAt, lastAt }: { firstAt: Date; lastAt: Date },
): string {
  return `quotients-familiaux_${codeCog}_${localDay(firstAt, timeZone)}--${localDay(lastAt, timeZone)}`
}

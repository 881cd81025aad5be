import type { collectivites } from '#src/db/schema.js'

/** How long agents of a closed collectivité may still take their files. */
export const EXPORT_DAYS = 30
const DAY = 86_400_000

type Row = Pick<typeof collectivites.$inferSelect, 'state' | 'decision' | 'decidedAt'>

/** When the desk of a closed collectivité ends and all it holds is erased; null for any other. */
export function deskUntilOf({ state, decision, decidedAt }: Row): Date | null {
  if (state !== 'fermée' || decision !== 'fermeture' || !decidedAt) return null
  return new Date(decidedAt.getTime() + EXPORT_DAYS * DAY)
}

/** Whether nobody reads its desk any more. */
export function isDeskOver({ deskUntil }: { deskUntil: Date | null }, now: Date): boolean {
  return deskUntil !== null && deskUntil <= now
}

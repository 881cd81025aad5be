import type { CollectiviteState } from '#src/collectivite/collectivite.js'
import { Badge } from '#templates/components/badge.js'

const KINDS = {
  'en attente': ['info', 'En attente'],
  ouverte: ['success', 'Ouverte'],
  suspendue: ['warning', 'Suspendue'],
  fermée: ['neutral', 'Fermée'],
} as const

/** Where a collectivité stands. */
export function StateBadge({ state }: { state: CollectiviteState }) {
  const [kind, word] = KINDS[state]
  return <Badge kind={kind}>{word}</Badge>
}

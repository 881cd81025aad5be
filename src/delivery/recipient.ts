import { and, gt, isNotNull, isNull, or, type SQL } from 'drizzle-orm'
import { recipients } from '#src/db/schema.js'

export type Recipient = {
  id: string
  email: string
  createdAt: Date
  confirmedAt: Date | null
  refusedAt: Date | null
  tokenExpiresAt: Date | null
}
/** `refused`: its mail server wanted none of it, since the last confirmation. */
export type RecipientState = 'active' | 'refused' | 'unconfirmed'

/** In SQL: data may go there. */
export const isActive: SQL | undefined = and(
  isNotNull(recipients.confirmedAt),
  isNull(recipients.removedAt),
  or(isNull(recipients.refusedAt), gt(recipients.confirmedAt, recipients.refusedAt)),
)

export function stateOf({
  confirmedAt,
  refusedAt,
}: Pick<Recipient, 'confirmedAt' | 'refusedAt'>): RecipientState {
  if (refusedAt && (!confirmedAt || confirmedAt <= refusedAt)) return 'refused'
  return confirmedAt ? 'active' : 'unconfirmed'
}

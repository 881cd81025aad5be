/** Where a mail stands; it follows from its dates and is stored nowhere. */
export type MailLife =
  | { kind: 'accepted'; at: Date }
  | { kind: 'failed'; at: Date; code: string }
  | { kind: 'waiting'; since: Date; attempts: number; nextAt: Date; code: string }
  | { kind: 'leaving' }

type Dates = {
  createdAt: Date
  attempts: number
  acceptedAt: Date | null
  failedAt: Date | null
  nextAttemptAt: Date | null
  lastCode: string | null
}

export function lifeOf(mail: Dates): MailLife {
  const { acceptedAt, failedAt, nextAttemptAt, attempts, createdAt } = mail
  const code = mail.lastCode ?? 'UNKNOWN'
  if (acceptedAt) return { kind: 'accepted', at: acceptedAt }
  if (failedAt) return { kind: 'failed', at: failedAt, code }
  if (nextAttemptAt) return { kind: 'waiting', since: createdAt, attempts, nextAt: nextAttemptAt, code }
  return { kind: 'leaving' }
}

import { createHmac } from 'node:crypto'
import type { Db } from '#src/db/database.js'
import { createLimiter } from '#src/limits/limiter.js'

const INVITATIONS = { name: 'invitation', points: 5, seconds: 24 * 3600 }

/** No address is sent more than five invitations a day, whoever invites it. */
export type InvitationLimit = { take(email: string): Promise<boolean> }

/** @param secret under which addresses are hashed: the table holds none */
export function createInvitationLimit(db: Db, secret: Buffer): InvitationLimit {
  const limiter = createLimiter(db, INVITATIONS)
  return {
    take: async (email) =>
      (await limiter.take(createHmac('sha256', secret).update(email).digest('hex'))) === 0,
  }
}

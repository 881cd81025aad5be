import { randomUUID } from 'node:crypto'
import type { AcceptedFile } from '#src/attachments/attachment.js'
import { createAudit } from '#src/audit/audit.js'
import { connect } from '#src/db/connect.js'
import type { Database, DatabaseConfig } from '#src/db/database.js'
import { openService } from '#src/onboarding/open-service.js'
import type { Services } from '#src/services.js'
import type { SubmissionContent } from '#src/submission/content.js'
import { createKeyring } from '#src/submission/keyring.js'
import type { Safe } from '#src/submission/safe.js'
import { submit } from '#src/submission/submit.js'
import { type Clock, fixedClock } from './clock.js'
import { contentOf } from './named.js'

export type TestSafe = Safe & { database: Database; now: Clock }

/** A safe on this database, with keys of its own, in which these collectivités are open. */
export async function openTestSafe(
  config: DatabaseConfig,
  sirets: string[],
  now: Clock = fixedClock('2026-11-26T10:00:00Z'),
): Promise<TestSafe> {
  const database = await connect(config)
  const keyring = createKeyring([{ id: 'test', key: Buffer.alloc(32, 7) }])
  const safe = { db: database.db, keyring, audit: createAudit(Buffer.alloc(32, 9)), now, database }
  for (const siret of sirets) {
    const { kind } = await openService(safe, { siret, state: 'ouverte', retentionDays: 90 })
    if (kind !== 'opened') throw new Error(`${siret} is ${kind}`)
  }
  return safe
}

/** Sends as a resident would, without a session. */
export function sendTo(
  safe: Safe,
  siret: string,
  content: SubmissionContent = contentOf(),
  sub?: string,
  files: AcceptedFile[] = [],
) {
  const sender = sub === undefined ? null : { sub, days: 90 }
  return submit(safe, siret, async () => ({ origin: 'FranceConnect', content, files, sender }))
}

/** Sends as a resident of a collectivité that wants a mail at each transmission. */
export function sendAnnounced({ safe, jobs }: Pick<Services, 'safe' | 'jobs'>, siret: string) {
  return submit(safe, siret, async () => ({
    origin: 'FranceConnect',
    content: contentOf(),
    sender: null,
    async consume(tx) {
      await jobs.send(tx, 'deliveries', { siret })
      return true
    },
  }))
}

/** Sends as a resident of a collectivité whose certified transmissions are handed over to HubEE. */
export function sendToHubee(
  { safe, jobs }: Pick<Services, 'safe' | 'jobs'>,
  siret: string,
  content: SubmissionContent = contentOf(),
) {
  const id = randomUUID()
  return submit(safe, siret, async () => ({
    id,
    origin: 'FranceConnect',
    content,
    toHubee: true,
    sender: null,
    async consume(tx) {
      await jobs.send(tx, 'folders', { siret, folder: id })
      return true
    },
  }))
}

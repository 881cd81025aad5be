import { parse } from 'csv-parse/sync'
import { eq, sql } from 'drizzle-orm'
import { verifyAudit } from '#src/audit/verify-command.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { rowsOf } from '#src/db/rows-of.js'
import {
  auditEvents,
  dailyCounts,
  deliveries,
  mails,
  sentTransmissions,
  submissions,
} from '#src/db/schema.js'
import type { ReceivedMail } from '../../sandbox/mailbox/received-mail.js'
import { createVisitor } from '../../support/visitor.js'
import type { Sending } from './residents.js'
import type { World } from './world.js'

/** Of a transmission: which collectivité has it, and what the resident's link said of it. */
type Entry = { siret: string; reference: string; externalId: string }

/** What agents find in their files, opened with the key, at the service itself. */
export async function entriesOfDesks({ service, sirets }: World): Promise<Entry[]> {
  const agent = createVisitor(service.url)
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  const entries: Entry[] = []
  for (const siret of sirets) {
    const file = await agent.request(`/agent/collectivites/${siret}/export.csv`)
    if (file.status !== 200) throw new Error(`No file: ${file.status}`)
    const rows: Record<string, string>[] = parse(await file.text(), {
      columns: true,
      delimiter: ';',
      bom: true,
    })
    for (const { Référence: reference = '', 'Identifiant externe': externalId = '' } of rows)
      entries.push({ siret, reference, externalId })
  }
  return entries
}

/** The same as residents remember it. */
export function entriesOf(sendings: Sending[]): Entry[] {
  return sendings.map(({ siret, reference, externalId }) => ({
    siret,
    reference: reference ?? 'none',
    externalId,
  }))
}

/** How often each thing stands that is written together with a transmission, over all collectivités. */
export async function countTraces({ checker, sirets }: World) {
  const { db } = checker
  const counts = { rows: 0, lines: 0, counted: 0, ofResidents: 0 }
  for (const siret of sirets)
    await asCollectivite(db, siret, async (tx) => {
      counts.rows += await tx.$count(submissions)
      counts.lines += await tx.$count(auditEvents, eq(auditEvents.action, 'transmission'))
    })
  const days = await db
    .select({ siret: dailyCounts.siret, times: dailyCounts.transmissions })
    .from(dailyCounts)
  counts.counted = days
    .filter(({ siret }) => sirets.includes(siret))
    .reduce((sum, { times }) => sum + times, 0)
  counts.ofResidents = await db.$count(sentTransmissions)
  return counts
}

/** @throws when a chain is not what was written */
export async function verifyChains({ checker }: World): Promise<string[]> {
  const lines: string[] = []
  await verifyAudit(checker, (line) => lines.push(line), [])
  return lines
}

/** Mails that have neither left nor been given up, transmissions of which nobody will be told, and dead jobs. */
export async function whatIsLost({ checker, sirets }: World) {
  const { db } = checker
  const lost = { waitingMails: 0, failedMails: 0, untold: [] as string[], deadJobs: 0 }
  const jobs = rowsOf<{ name: string; siret: string | null }>(
    await db.execute(sql`select name, data->>'siret' as siret from pgboss.job where state < 'completed'`),
  )
  for (const siret of sirets)
    await asCollectivite(db, siret, async (tx) => {
      lost.waitingMails += await tx.$count(mails, sql`accepted_at is null and failed_at is null`)
      lost.failedMails += await tx.$count(mails, sql`failed_at is not null`)
      const waits = await tx.$count(submissions, sql`delivery_id is null`)
      const isAsked = jobs.some((job) => job.name === 'deliveries' && job.siret === siret)
      if (waits > 0 && !isAsked) lost.untold.push(siret)
    })
  lost.deadJobs = jobs.filter(({ name }) => name === 'dead').length
  return lost
}

/** Deliveries whose mail did not arrive, and mails that arrived twice though nothing broke in between. */
export async function faultsOfMails(
  { checker, service, sirets }: World,
  broken: { from: number; to: number }[],
) {
  const received = new Map<string, ReceivedMail[]>()
  for (const mail of service.sandbox.mailbox.messages)
    received.set(mail.messageId, [...(received.get(mail.messageId) ?? []), mail])
  const missing: string[] = []
  for (const siret of sirets) {
    const made = await asCollectivite(checker.db, siret, (tx) =>
      tx.select({ id: deliveries.id }).from(deliveries),
    )
    for (const { id } of made) if (!received.has(`<${id}@service.example>`)) missing.push(id)
  }
  const isExplained = ([first, ...others]: ReceivedMail[]) =>
    others.every(({ receivedAt }) =>
      broken.some(({ from, to }) => from <= +receivedAt && to >= +(first?.receivedAt ?? 0) - 1_000),
    )
  const repeated = [...received.values()].filter((copies) => copies.length > 1)
  return {
    received: received.size,
    missing,
    repeated: repeated.length,
    unexplained: repeated.filter((copies) => !isExplained(copies)).length,
  }
}

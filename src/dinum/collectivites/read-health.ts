import { and, asc, eq, min } from 'drizzle-orm'
import { readTrace } from '#src/audit/trace.js'
import type { AccessList } from '#src/collectivite/access/list-access.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Db } from '#src/db/database.js'
import { collectivites, datapassEvents, habilitations } from '#src/db/schema.js'
import { type Channel, readChannel } from '#src/delivery/hubee/read-channel.js'
import { listDeliveries } from '#src/delivery/list-deliveries.js'
import { type RecipientState, stateOf } from '#src/delivery/recipient.js'
import { listRecipients } from '#src/delivery/recipients.js'
import { type FirstDays, firstDays } from '#src/statistics/activity.js'

export type Habilitation = Pick<typeof habilitations.$inferSelect, 'id' | 'active' | 'changedAt' | 'waitsFor'>
/** How far a collectivité has come, from the habilitation to the last mail; nothing of a resident. */
export type Health = FirstDays & {
  habilitations: Habilitation[]
  /** The first approval that DataPass told. */
  approvedAt: Date | null
  openedAt: Date
  invitedAt: Date | null
  /** The first of the gestionnaires who are in. */
  acceptedAt: Date | null
  /** Addresses for deliveries, by their state, and when the first of them said yes. */
  recipients: Record<RecipientState, number> & { confirmedAt: Date | null }
  lastDeliveryAt: Date | null
  mailFailedAt: Date | null
  editor: string | null
  /** How its handing over to HubEE goes, and since when it fails. */
  hubee: Channel
  hubeeFailedAt: Date | null
  /** When all that a closed one held was erased. */
  erasedAt: Date | null
}

// Of more than these none was accepted: something else is to be looked at.
const DELIVERIES_READ = 20

/** First view and first transmission come from the daily counts: residents' transmissions are not looked at. */
export async function readHealth(db: Db, { siret }: Collectivite, access: AccessList): Promise<Health> {
  const [row, firsts, demandes, approvedAt, [invitation], addresses, deliveries, hubee] = await Promise.all([
    readRow(db, siret),
    firstDays(db, siret),
    readHabilitations(db, siret),
    firstApproval(db, siret),
    readTrace(db, siret, { actions: ['invitation'], reference: null, before: null, limit: 1 }),
    listRecipients(db, siret),
    listDeliveries(db, siret, DELIVERIES_READ, null),
    readChannel(db, siret),
  ])
  const states = addresses.map(stateOf)
  const count = (state: RecipientState) => states.filter((one) => one === state).length
  const arrivals = access.members.filter(({ role }) => role === 'gestionnaire')
  const accepted = deliveries.flatMap(({ mails }) =>
    mails.flatMap(({ life }) => (life.kind === 'accepted' ? [life.at] : [])),
  )
  return {
    ...firsts,
    ...row,
    hubee,
    habilitations: demandes,
    approvedAt,
    invitedAt: invitation?.at ?? null,
    acceptedAt: firstOf(arrivals.flatMap(({ acceptedAt }) => acceptedAt ?? [])),
    recipients: {
      active: count('active'),
      refused: count('refused'),
      unconfirmed: count('unconfirmed'),
      confirmedAt: firstOf(addresses.flatMap(({ confirmedAt }) => confirmedAt ?? [])),
    },
    lastDeliveryAt: lastOf(accepted),
  }
}

async function readRow(
  db: Db,
  siret: string,
): Promise<Pick<Health, 'openedAt' | 'mailFailedAt' | 'hubeeFailedAt' | 'editor' | 'erasedAt'>> {
  const { createdAt: openedAt, mailFailedAt, hubeeFailedAt, editor, erasedAt } = collectivites
  const [row] = await db
    .select({ openedAt, mailFailedAt, hubeeFailedAt, editor, erasedAt })
    .from(collectivites)
    .where(eq(collectivites.siret, siret))
  if (!row) throw new Error('The collectivité is not in the directory')
  return row
}

function readHabilitations(db: Db, siret: string): Promise<Habilitation[]> {
  const { id, active, changedAt, waitsFor, organizationSiret } = habilitations
  return db
    .select({ id, active, changedAt, waitsFor })
    .from(habilitations)
    .where(eq(organizationSiret, siret))
    .orderBy(asc(id))
}

async function firstApproval(db: Db, siret: string): Promise<Date | null> {
  const { organizationSiret, concerned, event, firedAt } = datapassEvents
  const [row] = await db
    .select({ at: min(firedAt) })
    .from(datapassEvents)
    .where(and(eq(organizationSiret, siret), eq(concerned, true), eq(event, 'approve')))
  return row?.at ?? null
}

function firstOf(instants: Date[]): Date | null {
  return inOrder(instants)[0] ?? null
}

function lastOf(instants: Date[]): Date | null {
  return inOrder(instants).at(-1) ?? null
}

function inOrder(instants: Date[]): Date[] {
  return instants.toSorted((one, other) => one.getTime() - other.getTime())
}

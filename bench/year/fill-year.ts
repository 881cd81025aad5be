import postgres, { type TransactionSql } from 'postgres'
import { writtenEvent } from '#src/audit/audit.js'
import { type Head, macOf, NO_LINK } from '#src/audit/chain.js'
import { sealContent } from '#src/submission/envelope.js'
import type { Keyring } from '#src/submission/keyring.js'
import { personHash } from '#src/submission/person.js'
import { copyInto, gatherInto, hex, type Row } from './copy-into.js'
import type { Drawn } from './draw-transmission.js'
import { drawYear, type Sent, type YearOrder } from './draw-year.js'
import { openPlaces } from './open-places.js'
import type { Commune } from './places.js'

/** Where a year goes: an empty database that is migrated, as its owner, under the keys of the service that reads it. */
export type YearTarget = { url: string; keyring: Keyring; auditKey: Buffer }
export type YearFilled = { collectivites: number; transmissions: number; sentInTheYear: number }

// Walls that hold the owner too, against whom COPY is not made.
const WALLED = ['data_keys', 'submissions', 'audit_events', 'audit_heads']
const VACUUMED = [...WALLED, 'collectivites', 'daily_counts']

/**
 * Writes a year of France into the database, whole or not at all: collectivités with their data keys, transmissions
 * sealed under these, in the order in which they came, a chained line of the trace for each, and the daily figures.
 * Left out: joined files, what residents find again, sessions, mails, agents, and the lines of what agents did and of
 * what the purge erased before; the trace begins with the first transmission that is kept.
 * @throws when the database keeps transmissions already
 */
export async function fillYear(target: YearTarget, order: YearOrder): Promise<YearFilled> {
  const sql = postgres(target.url, { max: 1, onnotice: () => {} })
  try {
    const filled = await sql.begin(async (tx) => {
      for (const table of WALLED) await tx.unsafe(`alter table ${table} no force row level security`)
      // What COPY refuses at its end the driver never tells: nothing must be there already.
      const [there] = await tx`select from submissions limit 1`
      if (there) throw new Error('This database keeps transmissions already')
      const written = await write(tx, target, order)
      for (const table of WALLED) await tx.unsafe(`alter table ${table} force row level security`)
      return written
    })
    // As autovacuum does within minutes.
    for (const table of VACUUMED) await sql.unsafe(`vacuum (analyze) ${table}`)
    return filled
  } finally {
    await sql.end()
  }
}

async function write(tx: TransactionSql, target: YearTarget, order: YearOrder): Promise<YearFilled> {
  const communes = await tx<
    Commune[]
  >`select siren, name, code_cog as "codeCog", population, search_key as "searchKey",
      departement_code as "departementCode", departement_name as "departementName", postal_codes as "postalCodes"
    from communes order by code_cog`
  const year = drawYear([...communes], order)
  const keys = await openPlaces(tx, target.keyring, year.places)
  const heads = await readHeads(tx)
  const filled = { collectivites: year.places.length, transmissions: 0, sentInTheYear: 0 }
  const submissions = gatherInto(tx, SUBMISSIONS, (one: Drawn) => submissionOf(one, keys))
  const events = gatherInto(tx, AUDIT_EVENTS, (one: Drawn) => eventOf(one, heads, target.auditKey))
  const counts = gatherInto(tx, DAILY_COUNTS, countsOf)
  for (const { day, kept, sent } of year.days) {
    await submissions.add(kept)
    await events.add(kept)
    await counts.add([...sent].map(([siret, ofTheDay]) => ({ siret, day, ...ofTheDay })))
    filled.transmissions += kept.length
    for (const { transmissions, sentWithoutFranceConnect } of sent.values())
      filled.sentInTheYear += transmissions + sentWithoutFranceConnect
  }
  for (const { end } of [submissions, events, counts]) await end()
  await writeHeads(tx, heads)
  return filled
}

const SUBMISSIONS = `submissions (id, siret, reference, created_at, origin, to_check, opened_at, exported_at, treated_at,
  person, previous_id, envelope)`
const AUDIT_EVENTS = 'audit_events (siret, seq, at, actor, action, refs, mac)'
const DAILY_COUNTS = `daily_counts (siret, day, views, departures, arrivals, reviews, transmissions,
  sent_without_franceconnect)`

function submissionOf(one: Drawn, keys: Map<string, Buffer>): Row {
  const { id, siret, content, origin } = one
  const key = keys.get(siret) ?? Buffer.alloc(0)
  const isTyped = origin === 'Attestation sans FranceConnect' || origin === 'Guichet'
  return [
    id,
    siret,
    one.reference,
    one.createdAt.toISOString(),
    origin,
    content.reasons.length > 0 ? 't' : 'f',
    one.openedAt?.toISOString() ?? null,
    one.exportedAt?.toISOString() ?? null,
    one.treatedAt?.toISOString() ?? null,
    isTyped ? null : hex(personHash(key, content.identity)),
    one.previousId,
    hex(sealContent(key, siret, id, content)),
  ]
}

function eventOf(
  { siret, reference, origin, createdAt: at }: Drawn,
  heads: Map<string, Head>,
  key: Buffer,
): Row {
  const event =
    origin === 'Guichet'
      ? ({ actor: 'agent:00000000-0000-4000-8000-000000000000', action: 'ajout au guichet' } as const)
      : ({ actor: 'usager', action: 'transmission' } as const)
  const head = heads.get(siret) ?? NO_LINK
  const seq = head.seq + 1
  const written = writtenEvent(siret, seq, { ...event, references: [reference], at })
  const mac = macOf(key, head.mac, written)
  heads.set(siret, { seq, mac })
  return [siret, seq, at.toISOString(), event.actor, event.action, `{${reference}}`, hex(mac)]
}

/** Of ten who see the page, six go on to FranceConnect, five come back and four send. */
function countsOf(counted: Sent & { siret: string; day: string }): Row {
  const { siret, day, transmissions, sentWithoutFranceConnect } = counted
  const times = (factor: number) => Math.ceil(transmissions * factor)
  return [
    siret,
    day,
    times(2.5),
    times(1.5),
    times(1.25),
    times(1.1),
    transmissions,
    sentWithoutFranceConnect,
  ]
}

async function readHeads(tx: TransactionSql): Promise<Map<string, Head>> {
  const rows = await tx<
    { siret: string; seq: string; mac: Buffer }[]
  >`select siret, seq, mac from audit_heads`
  return new Map(rows.map(({ siret, seq, mac }) => [siret, { seq: Number(seq), mac }]))
}

async function writeHeads(tx: TransactionSql, heads: Map<string, Head>): Promise<void> {
  await tx`create temporary table heads (siret text, seq bigint, mac bytea) on commit drop`
  await copyInto(
    tx,
    'heads',
    [...heads].map(([siret, { seq, mac }]) => [siret, seq, hex(mac)]),
  )
  await tx`insert into audit_heads (siret, seq, mac) select siret, seq, mac from heads
    on conflict (siret) do update set seq = excluded.seq, mac = excluded.mac`
}

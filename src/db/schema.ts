import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  pgPolicy,
  pgRole,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'

/** The role in which the service works: it owns nothing, so row-level security binds it. */
export const appRole = pgRole('qf_app').existing()

// PGlite gives Uint8Array, postgres.js gives Buffer.
const bytea = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
})

// Milliseconds, because a JavaScript Date holds no more and keyset pages compare it.
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })
const createdAt = instant('created_at').notNull().defaultNow()
const tenant = () =>
  text('siret')
    .notNull()
    .references(() => collectivites.siret)
const ofTheTenant = (table: string) =>
  pgPolicy(`${table}_of_the_tenant`, {
    to: appRole,
    using: sql`siret = nullif(current_setting('app.siret', true), '')`,
    withCheck: sql`siret = nullif(current_setting('app.siret', true), '')`,
  })

/** Public reference: the communes of France, from the official code, loaded by `db:migrate`. */
export const communes = pgTable('communes', {
  codeCog: text('code_cog').primaryKey(),
  siren: text('siren'),
  name: text('name').notNull(),
  departementCode: text('departement_code').notNull(),
  departementName: text('departement_name').notNull(),
  postalCodes: text('postal_codes').array().notNull(),
  population: integer('population').notNull(),
  searchKey: text('search_key').notNull(),
})

/** Which version of each reference is loaded, so that a deployment loads it once. */
export const references = pgTable('reference_data', {
  name: text('name').primaryKey(),
  version: text('version').notNull(),
})

/** Public directory of the bodies that use the service; no personal data. */
export const collectivites = pgTable(
  'collectivites',
  {
    siret: text('siret').primaryKey(),
    name: text('name').notNull(),
    codeCog: text('code_cog').notNull(),
    departementCode: text('departement_code').notNull(),
    departementName: text('departement_name').notNull(),
    postalCodes: text('postal_codes').array().notNull(),
    timeZone: text('time_zone').notNull(),
    state: text('state', { enum: ['en attente', 'ouverte', 'suspendue', 'fermée'] }).notNull(),
    searchKey: text('search_key').notNull(),
    asksDeclaredFields: boolean('asks_declared_fields').notNull().default(false),
    contact: text('contact'),
    retentionDays: integer('retention_days').notNull(),
    createdAt,
  },
  (table) => [
    index('collectivites_by_siren').on(sql`left(${table.siret}, 9)`),
    check('collectivites_siret', sql`${table.siret} ~ '^[0-9]{14}$'`),
    check('collectivites_retention', sql`${table.retentionDays} between 1 and 90`),
  ],
)

/** The key under which a collectivité's data is sealed, itself wrapped by the master key; erased, the data is noise. */
export const dataKeys = pgTable(
  'data_keys',
  { siret: tenant().primaryKey(), wrapped: bytea('wrapped').notNull(), createdAt },
  () => [ofTheTenant('data_keys')],
)

/** Agents of a collectivité. Personal data of agents: work e-mail and ProConnect sub, kept while they are members. */
export const members = pgTable(
  'members',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    siret: tenant(),
    email: text('email').notNull(),
    proConnectSub: text('proconnect_sub'),
    role: text('role', { enum: ['gestionnaire', 'agent'] }).notNull(),
    createdAt,
    acceptedAt: instant('accepted_at'),
  },
  (table) => [uniqueIndex('members_by_email').on(table.siret, table.email), ofTheTenant('members')],
)

/**
 * What residents sent. In clear: dates, origin, state, one boolean; `person` is a keyed hash, `envelope` holds
 * everything of the person, sealed under the data key. Kept for the collectivité's retention, 90 days at most.
 */
export const submissions = pgTable(
  'submissions',
  {
    id: uuid('id').primaryKey(),
    siret: tenant(),
    reference: text('reference').notNull(),
    createdAt: instant('created_at').notNull(),
    origin: text('origin', {
      enum: ['FranceConnect', 'Attestation', 'Attestation sans FranceConnect', 'Guichet'],
    }).notNull(),
    toCheck: boolean('to_check').notNull(),
    /** When an agent first opened or exported it; from then on the resident cannot take it back. */
    openedAt: instant('opened_at'),
    treatedAt: instant('treated_at'),
    person: bytea('person'),
    previousId: uuid('previous_id').references((): AnyPgColumn => submissions.id, { onDelete: 'set null' }),
    envelope: bytea('envelope').notNull(),
  },
  (table) => [
    uniqueIndex('submissions_by_reference').on(table.reference),
    index('submissions_by_date').on(table.siret, table.createdAt, table.id),
    index('submissions_by_person').on(table.siret, table.person, table.createdAt),
    index('submissions_by_previous').on(table.previousId),
    ofTheTenant('submissions'),
  ],
)

/** Last link of each collectivité's audit chain. */
export const auditHeads = pgTable(
  'audit_heads',
  {
    siret: tenant().primaryKey(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    mac: bytea('mac').notNull(),
  },
  () => [ofTheTenant('audit_heads')],
)

/** Who did what to which references; never personal data of residents. Kept 36 months. */
export const auditEvents = pgTable(
  'audit_events',
  {
    siret: tenant(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    references: text('refs').array().notNull(),
    mac: bytea('mac').notNull(),
  },
  (table) => [primaryKey({ columns: [table.siret, table.seq] }), ofTheTenant('audit_events')],
)

/** Browser sessions: `id` is the hash of the cookie, `content` is sealed with a key derived from it. */
export const sessions = pgTable(
  'sessions',
  {
    id: bytea('id').primaryKey(),
    content: bytea('content').notNull(),
    version: integer('version').notNull().default(1),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('sessions_by_expiry').on(table.expiresAt)],
)

/**
 * What a resident finds again after her sign-in: `sender` is a keyed hash of her FranceConnect `sub`, `envelope` holds
 * SIRET, reference and date, sealed under a key that only this `sub` gives. Removed with the transmission's retention;
 * of the time the last day alone stands in clear.
 */
export const sentTransmissions = pgTable(
  'sent_transmissions',
  {
    id: uuid('id').primaryKey(),
    sender: bytea('sender').notNull(),
    envelope: bytea('envelope').notNull(),
    lastDay: date('last_day', { mode: 'string' }).notNull(),
  },
  (table) => [
    index('sent_transmissions_by_sender').on(table.sender),
    index('sent_transmissions_by_last_day').on(table.lastDay),
  ],
)

/** Counters of the limits, as `rate-limiter-flexible` keeps them; keys are hashes where they stand for a person. */
export const rateLimits = pgTable('rate_limits', {
  key: varchar('key', { length: 255 }).primaryKey(),
  points: integer('points').notNull(),
  expire: bigint('expire', { mode: 'number' }),
})

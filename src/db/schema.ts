import { type SQL, sql } from 'drizzle-orm'
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
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'

/** The role in which the service works: it owns nothing, so row-level security binds it. */
export const appRole = pgRole('qf_app').existing()

/** Bytes as the drivers give them: PGlite as Uint8Array, postgres.js as Buffer. */
export const bytesOf = (value: Uint8Array): Buffer =>
  Buffer.from(value.buffer, value.byteOffset, value.byteLength)

const bytea = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: bytesOf,
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

// The service itself cannot remove what the trace must still hold, whatever it is told.
const pastTheTrace = sql`at < now() - interval '36 months'`
const chainHead = () => ({
  seq: bigint('seq', { mode: 'number' }).notNull(),
  mac: bytea('mac').notNull(),
  /** The last link that was cut off: the next one stands on its MAC. `cutProof` is an HMAC of both under the audit key. */
  cutSeq: bigint('cut_seq', { mode: 'number' }),
  cutMac: bytea('cut_mac'),
  cutProof: bytea('cut_proof'),
})

/** What the agent of a commune says at HubEE of a case. https://github.com/dinum-HubEE/Documentations */
export const CASE_STATUSES = [
  'SENT',
  'SI_RECEIVED',
  'IN_PROGRESS',
  'ADD_AWAITING',
  'SI_INTG_ERROR',
  'DONE',
  'REFUSED',
] as const

/** The words of a search key, of which an index finds the first letters. */
export const wordsOf = (searchKey: AnyPgColumn | SQL) =>
  sql`array_to_tsvector(array_remove(string_to_array(${searchKey}, ' '), ''))`

/** Public reference: the communes of France, from the official code, loaded by `db:migrate`. */
export const communes = pgTable(
  'communes',
  {
    codeCog: text('code_cog').primaryKey(),
    siren: text('siren'),
    name: text('name').notNull(),
    departementCode: text('departement_code').notNull(),
    departementName: text('departement_name').notNull(),
    postalCodes: text('postal_codes').array().notNull(),
    population: integer('population').notNull(),
    searchKey: text('search_key').notNull(),
  },
  (table) => [
    index('communes_by_siren').on(table.siren),
    index('communes_by_word').using('gin', wordsOf(table.searchKey)),
  ],
)

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
    /** What residents read of the services that ask for the QF, and of the counter; free words. */
    services: text('services'),
    counterAddress: text('counter_address'),
    counterHours: text('counter_hours'),
    /** How an attestation may reach the collectivité without this service. */
    otherWays: text('other_ways', { enum: ['guichet', 'courriel'] })
      .array()
      .notNull()
      .default(['guichet']),
    /** Whether an attestation may be sent here by who has no FranceConnect. */
    acceptsWithoutFranceConnect: boolean('accepts_without_franceconnect').notNull().default(false),
    /** Origins to which residents may be sent back, beside those of the editors. */
    returnOrigins: text('return_origins').array().notNull().default([]),
    /** When a gestionnaire last confirmed who has access; null before the first time. */
    accessConfirmedAt: instant('access_confirmed_at'),
    /** The last reminder sent before the next confirmation: 30, 7 or 0 days. */
    accessRemindedDays: smallint('access_reminded_days'),
    /** When what arrived leaves by mail: at each transmission, or once a period; null for never. */
    mailFrequency: text('mail_frequency', { enum: ['transmission', 'jour', 'semaine', 'mois'] }),
    /** Counts and a link, or the file itself. */
    mailContent: text('mail_content', { enum: ['avis', 'csv'] })
      .notNull()
      .default('avis'),
    /** What was transmitted before leaves by no mail. */
    mailSince: instant('mail_since'),
    /** The end of the period under way; null when there is none. */
    mailDueAt: instant('mail_due_at'),
    /** DINUM allows files to addresses of free-mail providers. */
    freeMailAllowed: boolean('free_mail_allowed').notNull().default(false),
    retentionDays: integer('retention_days').notNull(),
    createdAt,
    /** The software editor through which it came, as DataPass or the partner names it. */
    editor: text('editor'),
    /** The operator's last act on its state, and when; an event of DataPass that is newer counts more. */
    decision: text('decision', { enum: ['reprise', 'suspension', 'fermeture'] }),
    decidedAt: instant('decided_at'),
    /** When the data key of a closed one was erased, with all it sealed; null while there is one. */
    erasedAt: instant('erased_at'),
    /** Since when its mails are refused or given up; null again once one is accepted. */
    mailFailedAt: instant('mail_failed_at'),
    /** DINUM has certified transmissions handed over to HubEE. */
    deliversToHubee: boolean('delivers_to_hubee').notNull().default(false),
    /** Since when HubEE refuses its folders or they are given up; null again once one is completed. */
    hubeeFailedAt: instant('hubee_failed_at'),
  },
  (table) => [
    index('collectivites_by_code_cog').on(table.codeCog),
    index('collectivites_by_siren').on(sql`left(${table.siret}, 9)`),
    index('collectivites_by_mail_due').on(table.mailDueAt),
    index('collectivites_by_word').using('gin', wordsOf(table.searchKey)),
    check('collectivites_siret', sql`${table.siret} ~ '^[0-9]{14}$'`),
    check('collectivites_retention', sql`${table.retentionDays} between 1 and 90`),
  ],
)

/**
 * Master keys of the configuration that something in the database needs: by the proof a wrong key shows, by the name a
 * missing one. Retired: no data key is wrapped by it any more; what residents find again may be, until it is gone.
 */
export const masterKeys = pgTable('master_keys', {
  id: text('id').primaryKey(),
  proof: bytea('proof').notNull(),
  createdAt,
  retiredAt: instant('retired_at'),
})

/** The key under which a collectivité's data is sealed, itself wrapped by the master key; erased, the data is noise. */
export const dataKeys = pgTable(
  'data_keys',
  { siret: tenant().primaryKey(), wrapped: bytea('wrapped').notNull(), createdAt },
  () => [ofTheTenant('data_keys')],
)

/**
 * Organisations whose agents may work for a collectivité that is not theirs (a shared secretary, a centre de gestion);
 * the list is DINUM's.
 */
export const partnerOrganisations = pgTable(
  'partner_organisations',
  {
    siret: tenant(),
    siren: text('siren').notNull(),
    createdAt,
  },
  (table) => [
    primaryKey({ columns: [table.siret, table.siren] }),
    index('partner_organisations_by_siren').on(table.siren),
    check('partner_organisations_siren', sql`${table.siren} ~ '^[0-9]{9}$'`),
  ],
)

/**
 * Agents of a collectivité. Personal data of agents: name, work e-mail and ProConnect sub; the sub is erased when they
 * leave, name and address stay as long as the trace that names them.
 * Accepted: `acceptedAt`. Asks to come in: `requestedAt` alone. Named by DINUM, not come yet: neither. Left: `leftAt`.
 */
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
    name: text('name'),
    /** Of the organisation for which she came in. */
    siren: text('siren'),
    requestedAt: instant('requested_at'),
    leftAt: instant('left_at'),
  },
  (table) => [
    uniqueIndex('members_by_email').on(table.siret, table.email).where(sql`${table.leftAt} is null`),
    uniqueIndex('members_by_sub').on(table.siret, table.proConnectSub).where(sql`${table.leftAt} is null`),
    index('members_by_collectivite').on(table.siret),
    ofTheTenant('members'),
  ],
)

/** Links by which agents come in: of the token only its hash is kept; each serves once. */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    siret: tenant(),
    tokenHash: bytea('token_hash').notNull(),
    email: text('email').notNull(),
    role: text('role', { enum: ['gestionnaire', 'agent'] }).notNull(),
    invitedBy: uuid('invited_by'),
    createdAt,
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [
    uniqueIndex('invitations_by_token').on(table.tokenHash),
    uniqueIndex('invitations_by_email').on(table.siret, table.email).where(sql`${table.usedAt} is null`),
    index('invitations_by_end').on(table.siret, table.expiresAt),
    ofTheTenant('invitations'),
  ],
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
    /** When a file or a mail first took it away. */
    exportedAt: instant('exported_at'),
    treatedAt: instant('treated_at'),
    /** Made up to try the desk: in no file and in no figure. */
    example: boolean('example').notNull().default(false),
    /** The last warning before the purge that counted it: 15 or 3 days. */
    warnedDays: smallint('warned_days'),
    /** The delivery that took it, and no other does. */
    deliveryId: uuid('delivery_id'),
    person: bytea('person'),
    previousId: uuid('previous_id').references((): AnyPgColumn => submissions.id, { onDelete: 'set null' }),
    envelope: bytea('envelope').notNull(),
  },
  (table) => [
    uniqueIndex('submissions_by_reference').on(table.reference),
    index('submissions_by_date').on(table.siret, table.createdAt, table.id),
    index('submissions_to_treat')
      .on(table.siret, table.createdAt, table.id)
      .where(sql`${table.treatedAt} is null and not ${table.example}`),
    index('submissions_never_exported')
      .on(table.siret, table.createdAt, table.id)
      .where(sql`${table.exportedAt} is null and not ${table.example}`),
    index('submissions_not_delivered')
      .on(table.siret, table.createdAt, table.id)
      .where(sql`${table.deliveryId} is null and not ${table.example}`),
    index('submissions_to_check').on(table.siret, table.createdAt, table.id).where(sql`${table.toCheck}`),
    index('submissions_examples').on(table.siret).where(sql`${table.example}`),
    index('submissions_by_person').on(table.siret, table.person, table.createdAt),
    index('submissions_by_previous').on(table.previousId),
    ofTheTenant('submissions'),
  ],
)

/**
 * Files that residents joined as proof. `envelope` holds one file, sealed under the data key; what it is stands sealed in
 * its transmission. Erased 15 days after that is treated, and with it at the latest.
 */
export const attachments = pgTable(
  'attachments',
  {
    id: uuid('id').primaryKey(),
    siret: tenant(),
    submissionId: uuid('submission_id')
      .notNull()
      .references(() => submissions.id, { onDelete: 'cascade' }),
    envelope: bytea('envelope').notNull(),
  },
  (table) => [
    index('attachments_by_submission').on(table.siret, table.submissionId),
    ofTheTenant('attachments'),
  ],
)

/** Each file that left the desk, as the references of its rows: it is made again from them, never stored. */
export const exports = pgTable(
  'exports',
  {
    id: uuid('id').primaryKey(),
    siret: tenant(),
    createdAt: instant('created_at').notNull(),
    /** Who took it, as in the trace. */
    actor: text('actor').notNull(),
    format: text('format', { enum: ['csv', 'xlsx'] }).notNull(),
    /** What was chosen, in the words of the page. */
    selection: text('selection').notNull(),
    /** Transmission dates of its first and last row. */
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
    count: integer('count').notNull(),
    references: text('refs').array().notNull(),
  },
  (table) => [index('exports_by_date').on(table.siret, table.createdAt), ofTheTenant('exports')],
)

/**
 * Addresses to which a collectivité has its deliveries sent. Active: confirmed by the link that was sent there, not
 * refused since by its server, not removed. Name and dates stay as long as the trace that names them.
 */
export const recipients = pgTable(
  'recipients',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    siret: tenant(),
    email: text('email').notNull(),
    createdAt,
    /** Of the last link sent: its hash, and until when it serves. */
    tokenHash: bytea('token_hash'),
    tokenExpiresAt: instant('token_expires_at'),
    confirmedAt: instant('confirmed_at'),
    /** When its server refused a mail for good; a new confirmation ends it. */
    refusedAt: instant('refused_at'),
    removedAt: instant('removed_at'),
  },
  (table) => [
    uniqueIndex('recipients_by_email').on(table.siret, table.email).where(sql`${table.removedAt} is null`),
    uniqueIndex('recipients_by_token').on(table.tokenHash),
    index('recipients_by_collectivite').on(table.siret),
    ofTheTenant('recipients'),
  ],
)

/** What leaves by mail to a collectivité at one moment: its transmissions, as references; one row a period. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid('id').primaryKey(),
    siret: tenant(),
    createdAt: instant('created_at').notNull(),
    frequency: text('frequency', { enum: ['transmission', 'jour', 'semaine', 'mois'] }).notNull(),
    content: text('content', { enum: ['avis', 'csv'] }).notNull(),
    /** It holds what was transmitted before. */
    periodEnd: instant('period_end').notNull(),
    /** Transmission dates of its first and last row. */
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
    count: integer('count').notNull(),
    references: text('refs').array().notNull(),
  },
  (table) => [
    uniqueIndex('deliveries_by_period').on(table.siret, table.periodEnd),
    ofTheTenant('deliveries'),
  ],
)

/**
 * Every mail that leaves, one row an address; where it stands follows from its dates. Of a delivery the content is made
 * when it leaves; of any other, address and content wait in `envelope`, sealed, until it has left.
 */
export const mails = pgTable(
  'mails',
  {
    id: uuid('id').primaryKey(),
    siret: tenant(),
    deliveryId: uuid('delivery_id'),
    recipientId: uuid('recipient_id'),
    /** The member or invitation that it is about; of a resident's receipt, the transmission, whose id it bears itself. */
    about: uuid('about'),
    envelope: bytea('envelope'),
    createdAt: instant('created_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Until when the process that sends it holds it. */
    heldUntil: instant('held_until'),
    lastAttemptAt: instant('last_attempt_at'),
    /** What the last attempt met, as a stable code. */
    lastCode: text('last_code'),
    nextAttemptAt: instant('next_attempt_at'),
    acceptedAt: instant('accepted_at'),
    failedAt: instant('failed_at'),
  },
  (table) => [
    uniqueIndex('mails_by_delivery').on(table.deliveryId, table.recipientId),
    index('mails_by_recipient').on(table.recipientId),
    index('mails_by_about').on(table.about),
    index('mails_by_date').on(table.siret, table.createdAt),
    index('mails_under_way').on(table.siret, table.createdAt).where(sql`${table.acceptedAt} is null`),
    ofTheTenant('mails'),
  ],
)

/**
 * Each transmission that is to be handed over to HubEE, in one folder there; where it stands follows from its dates. Its id is
 * that of the transmission, which it may outlive until its case is closed: it bears no word of the person.
 */
export const hubeeFolders = pgTable(
  'hubee_folders',
  {
    id: uuid('id').primaryKey(),
    siret: tenant(),
    reference: text('reference').notNull(),
    /** Of the transmission. */
    createdAt: instant('created_at').notNull(),
    /** Since when it is tried: it is given up some time later. */
    dueSince: instant('due_since').notNull(),
    /** At HubEE, from the first word of it until it is closed. */
    folderId: text('folder_id'),
    caseId: text('case_id'),
    attempts: integer('attempts').notNull().default(0),
    /** Until when the process that hands it over holds it. */
    heldUntil: instant('held_until'),
    lastAttemptAt: instant('last_attempt_at'),
    /** What the last attempt met, as a stable code. */
    lastCode: text('last_code'),
    nextAttemptAt: instant('next_attempt_at'),
    completedAt: instant('completed_at'),
    failedAt: instant('failed_at'),
    /** What the agent last said of it, and when. */
    status: text('status', { enum: CASE_STATUSES }),
    statusAt: instant('status_at'),
    closedAt: instant('closed_at'),
  },
  (table) => [
    index('hubee_folders_by_date').on(table.siret, table.createdAt),
    index('hubee_folders_by_reference').on(table.siret, table.reference),
    index('hubee_folders_under_way')
      .on(table.siret, table.createdAt)
      .where(sql`${table.completedAt} is null`),
    ofTheTenant('hubee_folders'),
  ],
)

/** To which collectivité a case at HubEE belongs, as long as it is not closed: its news bear no other name. */
export const hubeeCases = pgTable(
  'hubee_cases',
  { caseId: text('case_id').primaryKey(), siret: text('siret').notNull() },
  (table) => [index('hubee_cases_by_collectivite').on(table.siret)],
)

/** What HubEE last said of a collectivité's subscription; without id it has none there. */
export const hubeeSubscriptions = pgTable('hubee_subscriptions', {
  siret: text('siret')
    .primaryKey()
    .references(() => collectivites.siret),
  subscriptionId: text('subscription_id'),
  status: text('status', { enum: ['Actif', 'Inactif', 'Refusé', 'Suspendu'] }),
  readAt: instant('read_at').notNull(),
  /** Why it could not be asked for, as a stable code. */
  lastCode: text('last_code'),
})

/** Where partner sites asked to be sent back to and were not, for the gestionnaire to allow or not. */
export const refusedOrigins = pgTable(
  'refused_origins',
  {
    siret: tenant(),
    origin: text('origin').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.siret, table.origin] }), ofTheTenant('refused_origins')],
)

/**
 * People whom the habilitation names: who asked for it, who knows the tariffs, the data protection officer. Work
 * addresses; kept as long as the collectivité uses the service.
 */
export const contacts = pgTable(
  'contacts',
  {
    siret: tenant(),
    kind: text('kind', {
      enum: ['demandeur', 'contact métier', 'délégué à la protection des données'],
    }).notNull(),
    email: text('email').notNull(),
    name: text('name'),
    /** Since when it is this person. */
    since: instant('since').notNull(),
  },
  (table) => [primaryKey({ columns: [table.siret, table.kind] }), ofTheTenant('contacts')],
)

/**
 * Every event of DataPass, once, in order of arrival. `envelope` holds what was received, with names and addresses of
 * those who asked, sealed under a key derived from the master key; it is erased 90 days after the event was processed.
 */
export const datapassEvents = pgTable(
  'datapass_events',
  {
    arrival: bigint('arrival', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    source: text('source', { enum: ['webhook', 'rapprochement'] }).notNull(),
    /** Of the demande at DataPass. */
    modelId: bigint('model_id', { mode: 'number' }).notNull(),
    definition: text('definition').notNull(),
    event: text('event').notNull(),
    firedAt: instant('fired_at').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** Whether the demande is one for this service, as this event tells it. */
    concerned: boolean('concerned').notNull(),
    organizationSiret: text('organization_siret'),
    requestState: text('request_state'),
    /** Whether an authorization remains; null where the event does not tell. */
    authorized: boolean('authorized'),
    envelope: bytea('envelope'),
    processedAt: instant('processed_at'),
  },
  (table) => [
    uniqueIndex('datapass_events_once').on(table.modelId, table.event, table.firedAt),
    index('datapass_events_kept').on(table.processedAt).where(sql`${table.envelope} is not null`),
    index('datapass_events_by_organization').on(table.organizationSiret),
  ],
)

/** Where each demande of DataPass stands, folded from its events. */
export const habilitations = pgTable(
  'habilitations',
  {
    /** Of the demande at DataPass. */
    id: bigint('id', { mode: 'number' }).primaryKey(),
    definition: text('definition').notNull(),
    organizationSiret: text('organization_siret'),
    requestState: text('request_state'),
    active: boolean('active').notNull(),
    /** The event that last made it active or not; null for one that was never approved. */
    changedAt: instant('changed_at'),
    /** What the operator has to say before it acts. */
    waitsFor: text('waits_for', { enum: ['SIRET', 'code COG', 'transfert'] }),
    /** The organisation that a transfer names, until the operator accepts it. */
    transferSiret: text('transfer_siret'),
    /** The last transfer that the operator accepted. */
    acceptedSiret: text('accepted_siret'),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    index('habilitations_by_organization').on(table.organizationSiret),
    index('habilitations_waiting').on(table.id).where(sql`${table.waitsFor} is not null`),
  ],
)

/** Each comparison with DataPass, and how it went. */
export const reconciliations = pgTable('reconciliations', {
  id: uuid('id').primaryKey(),
  startedAt: instant('started_at').notNull(),
  endedAt: instant('ended_at'),
  /** Active habilitations that DataPass listed. */
  seen: integer('seen').notNull().default(0),
  opened: integer('opened').notNull().default(0),
  /** What it failed of, as a stable code. */
  failedCode: text('failed_code'),
})

/** What DataPass and this service say differently, as the last comparison found it. */
export const datapassDifferences = pgTable('datapass_differences', {
  habilitationId: bigint('habilitation_id', { mode: 'number' }).primaryKey(),
  kind: text('kind').notNull(),
  organizationSiret: text('organization_siret'),
  foundAt: instant('found_at').notNull(),
})

/** Sites of software editors to which residents of any collectivité may be sent back; the list is DINUM's. */
export const editorOrigins = pgTable('editor_origins', {
  origin: text('origin').primaryKey(),
  editor: text('editor').notNull(),
  createdAt,
})

/** Who used the operator's console: work address and name, as long as the trace that names them. */
export const operators = pgTable(
  'operators',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
  },
  (table) => [uniqueIndex('operators_by_email').on(table.email)],
)

/**
 * What operators did in the console or by a command, chained as the trace of a collectivité is; what concerns a
 * collectivité also stands in its own trace. Kept 36 months.
 */
export const operatorActs = pgTable(
  'operator_acts',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    /** Null for a command, which whoever holds the servers may give. */
    operatorId: uuid('operator_id'),
    act: text('act').notNull(),
    organizationSiret: text('organization_siret'),
    /** A number, an origin or an organisation; never a person. */
    concerned: text('concerned'),
    mac: bytea('mac').notNull(),
  },
  (table) => [
    index('operator_acts_by_organization').on(table.organizationSiret),
    pgPolicy('operator_acts_read', { for: 'select', to: appRole, using: sql`true` }),
    pgPolicy('operator_acts_added', { for: 'insert', to: appRole, withCheck: sql`true` }),
    pgPolicy('operator_acts_past', { for: 'delete', to: appRole, using: pastTheTrace }),
  ],
)

/** Last link of the chain of operators' acts, in one row; and where its oldest links were cut off. */
export const operatorActHeads = pgTable(
  'operator_act_heads',
  { id: smallint('id').primaryKey().default(1), ...chainHead() },
  (table) => [check('operator_act_heads_one', sql`${table.id} = 1`)],
)

/**
 * A list of collectivités to open at once, from a file; removed with its addresses a day after it was read, confirmed or
 * ended, whichever came last.
 */
export const openingLists = pgTable('opening_lists', {
  id: uuid('id').primaryKey(),
  /** Who read it; once confirmed, who confirmed it. */
  operatorId: uuid('operator_id').notNull(),
  createdAt: instant('created_at').notNull(),
  /** Columns of the file that say nothing to this service. */
  ignoredColumns: text('ignored_columns').array().notNull().default([]),
  confirmedAt: instant('confirmed_at'),
  endedAt: instant('ended_at'),
})

/** One line of such a list, and what became of it. Personal data of agents: work addresses, as long as the list. */
export const openingLines = pgTable(
  'opening_lines',
  {
    listId: uuid('list_id').notNull(),
    /** Of the file. */
    line: integer('line').notNull(),
    /** As it was written, where it is none. */
    organizationSiret: text('organization_siret').notNull(),
    codeCog: text('code_cog'),
    name: text('name'),
    /** Who is to be gestionnaire. */
    emails: text('emails').array().notNull(),
    /** The one of these who knows the tariffs, and the data protection officer. */
    businessContact: text('business_contact'),
    dataProtectionOfficer: text('data_protection_officer'),
    /** Why it will not be opened, or what came of it; null while neither is known. */
    outcome: text('outcome'),
  },
  (table) => [primaryKey({ columns: [table.listId, table.line] })],
)

/** How often a day, for each collectivité: no person stands in it. Public figures are sums of it. */
export const dailyCounts = pgTable(
  'daily_counts',
  {
    siret: text('siret').notNull(),
    /** In the collectivité's time zone. */
    day: date('day', { mode: 'string' }).notNull(),
    /** Its page was shown. */
    views: integer('views').notNull().default(0),
    /** Left for FranceConnect. */
    departures: integer('departures').notNull().default(0),
    /** Came back identified. */
    arrivals: integer('arrivals').notNull().default(0),
    /** Was shown a quotient familial to transmit. */
    reviews: integer('reviews').notNull().default(0),
    transmissions: integer('transmissions').notNull().default(0),
    /** Sent without FranceConnect, and so without an arrival: not among the transmissions above. */
    sentWithoutFranceConnect: integer('sent_without_franceconnect').notNull().default(0),
    /** Taken back by the resident. */
    cancellations: integer('cancellations').notNull().default(0),
    /** Opened by an agent, or taken away in a file or a mail, for the first time. */
    reads: integer('reads').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.siret, table.day] }), index('daily_counts_by_day').on(table.day)],
)

/** Last link of each collectivité's audit chain, and where its oldest links were cut off. */
export const auditHeads = pgTable('audit_heads', { siret: tenant().primaryKey(), ...chainHead() }, () => [
  ofTheTenant('audit_heads'),
])

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
  (table) => [
    primaryKey({ columns: [table.siret, table.seq] }),
    index('audit_events_by_date').on(table.siret, table.at),
    ofTheTenant('audit_events'),
    pgPolicy('audit_events_past', { as: 'restrictive', for: 'delete', to: appRole, using: pastTheTrace }),
  ],
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

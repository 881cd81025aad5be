import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { saveContact } from '#src/collectivite/contacts.js'
import { loadCommunes } from '#src/collectivite/load-communes.js'
import { addMember } from '#src/collectivite/members.js'
import { saveSettings } from '#src/collectivite/settings.js'
import type { Config } from '#src/config.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { migrateAndConnect } from '#src/db/connect.js'
import { lockDataDir } from '#src/db/data-dir-lock.js'
import { collectivites, recipients } from '#src/db/schema.js'
import { openService } from '#src/onboarding/open-service.js'
import { createServices, type Services } from '#src/services.js'
import { submit } from '#src/submission/submit.js'
import { demoAttestation } from './attestation.js'
import { demoAgents, demoCollectivites, demoOfficer } from './collectivites.js'
import { demoSubmissions } from './submissions.js'

/**
 * Brings the database to date and, when it is new, fills it with the collectivités of the demonstration.
 * @returns the services, open: opening the embedded database again would cost a second
 */
export async function prepareDatabase(
  config: Config,
  { reset, mailAuthority }: { reset: boolean; mailAuthority: string },
): Promise<Services> {
  if (reset) emptyDataDir(config)
  const database = await migrateAndConnect(config.database, [loadCommunes])
  const clock: Clock = { past: null }
  const now = () => clock.past ?? new Date()
  const services = await createServices(config, { database, mailAuthority, now })
  if (await openCollectivites(services)) {
    await sendAll(services, clock)
    await subscribe(services)
    await nameOfficer(services)
  }
  return services
}

/** Stands in the past while the sample data is sent. */
type Clock = { past: Date | null }

function emptyDataDir({ database }: Config): void {
  if ('url' in database) throw new Error('DEMO_RESET empties the embedded database only')
  mkdirSync(database.dataDir, { recursive: true })
  const unlock = lockDataDir(database.dataDir)
  rmSync(join(database.dataDir, 'pglite'), { recursive: true, force: true })
  unlock()
}

async function openCollectivites({ db, safe, config }: Services): Promise<boolean> {
  const { retentionDays } = config
  let isNew = false
  for (const { siret: opened, ...settings } of demoCollectivites) {
    const { kind } = await openService(safe, { siret: opened, state: 'ouverte', retentionDays }, 'service')
    if (kind !== 'opened') continue
    isNew = true
    await saveSettings(safe, opened, { ...settings, returnOrigins: [], retentionDays }, 'service')
    for (const { siret, ...member } of demoAgents) if (siret === opened) await addMember(db, siret, member)
  }
  return isNew
}

async function sendAll({ safe, counters }: Services, clock: Clock): Promise<void> {
  const attestation = { kind: 'pdf' as const, bytes: await demoAttestation() }
  for (const [index, { siret, sentAt, origin, content }] of demoSubmissions(new Date()).entries()) {
    clock.past = sentAt
    const files = origin === 'FranceConnect' ? [] : [attestation]
    await submit(safe, siret, async () => ({ origin, content, files, sender: null }))
    // One in twelve does not come back from FranceConnect, one in ten reads and does not send.
    counters.count(siret, 'views')
    for (const what of ['departures', 'arrivals', 'reviews'] as const) counters.count(siret, what)
    if (index % 12 === 0) counters.count(siret, 'departures')
    if (index % 10 === 0)
      for (const what of ['departures', 'arrivals', 'reviews'] as const) counters.count(siret, what)
  }
  clock.past = null
}

// One collectivité has a notice sent at each transmission, so that the mailbox has something to show.
async function subscribe({ db, now }: Services): Promise<void> {
  const [first] = demoCollectivites
  if (!first) return
  const { siret } = first
  await asCollectivite(db, siret, async (tx) => {
    await tx
      .update(collectivites)
      .set({ mailFrequency: 'transmission', mailSince: now() })
      .where(eq(collectivites.siret, siret))
    await tx.insert(recipients).values({ siret, email: 'mairie@fay-aux-loges.example', confirmedAt: now() })
  })
}

// The same one has said who its data protection officer is; the two others have documents to complete.
async function nameOfficer({ db, now }: Services): Promise<void> {
  const { siret, ...officer } = demoOfficer
  const contact = { kind: 'délégué à la protection des données', since: now(), ...officer } as const
  await asCollectivite(db, siret, (tx) => saveContact(tx, siret, contact))
}

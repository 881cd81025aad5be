import { randomUUID } from 'node:crypto'
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
import { sendFolder } from '#src/delivery/hubee/send-folder.js'
import { openService } from '#src/onboarding/open-service.js'
import { createServices, type Services } from '#src/services.js'
import { submit } from '#src/submission/submit.js'
import type { HubeeControls } from '../test/sandbox/hubee/hubee.js'
import { demoAttestation } from './attestation.js'
import { demoAgents, demoCollectivites, demoOfficer } from './collectivites.js'
import { connectToHubee, isHandedOver, startOnOne } from './hubee.js'
import { demoSubmissions } from './submissions.js'

/**
 * Brings the database to date and, when it is new, fills it with the collectivités of the demonstration.
 * @returns the services, open: opening the embedded database again would cost a second
 */
export async function prepareDatabase(
  config: Config,
  { reset, mailAuthority, hubee }: { reset: boolean; mailAuthority: string; hubee: HubeeControls },
): Promise<Services> {
  if (reset) emptyDataDir(config)
  const database = await migrateAndConnect(config.database, [loadCommunes])
  const clock: Clock = { past: null }
  const now = () => clock.past ?? new Date()
  const services = await createServices(config, { database, mailAuthority, now })
  const isNew = await openCollectivites(services)
  await connectToHubee(services, hubee)
  if (isNew) {
    await sendAll(services, clock)
    await startOnOne(services, hubee)
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

async function sendAll(services: Services, clock: Clock): Promise<void> {
  const { safe, counters } = services
  const attestation = { kind: 'pdf' as const, bytes: await demoAttestation() }
  const now = new Date()
  for (const [index, submission] of demoSubmissions(now).entries()) {
    const { siret, sentAt, origin, content } = submission
    clock.past = sentAt
    const id = randomUUID()
    const toHubee = isHandedOver(submission, now)
    const files = origin === 'FranceConnect' ? [] : [attestation]
    await submit(safe, siret, async () => ({ id, origin, content, files, toHubee, sender: null }))
    if (toHubee) await sendFolder(services, { siret, folder: id })
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

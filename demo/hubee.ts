import { changeAccess } from '#src/collectivite/access/change-access.js'
import { readNews } from '#src/delivery/hubee/read-news.js'
import { readSubscriptions } from '#src/onboarding/hubee/read-subscriptions.js'
import { switchChannel } from '#src/onboarding/hubee/switch-channel.js'
import { openService } from '#src/onboarding/open-service.js'
import type { Services } from '#src/services.js'
import type { HubeeControls } from '../test/sandbox/hubee/hubee.js'
import { demoInHubee, demoInHubeeAlone } from './collectivites.js'
import type { DemoSubmission } from './submissions.js'

const SINCE = 20 * 86_400_000
const HEARS_EVERY = 5_000

/**
 * Subscribes them at each start: the simulated HubEE forgets when it stops, folders too, and nothing is told of those any
 * more. Switched on once: whoever switches it off in the console finds it so again.
 */
export async function connectToHubee(services: Services, hubee: HubeeControls): Promise<void> {
  const { safe, config } = services
  for (const { siret, codeCog } of [demoInHubee, demoInHubeeAlone]) hubee.subscribe(siret, codeCog)
  const opening = { ...demoInHubeeAlone, retentionDays: config.retentionDays }
  const { kind } = await openService(safe, opening, 'service')
  if (kind === 'opened')
    for (const { siret } of [demoInHubee, demoInHubeeAlone])
      await changeAccess(safe, siret, (tx, note) =>
        switchChannel(services, tx, note, { siret, delivers: true, actor: 'service' }),
      )
  await readSubscriptions(services)
}

/** What is certified, of these last days. */
export function isHandedOver({ siret, origin, sentAt }: DemoSubmission, now: Date): boolean {
  return siret === demoInHubee.siret && origin === 'FranceConnect' && now.getTime() - sentAt.getTime() < SINCE
}

/** An agent has begun with the oldest folder, and the service has heard it. */
export async function startOnOne(services: Services, { folders, move }: HubeeControls): Promise<void> {
  const caseId = folders[0]?.cases[0]?.id
  if (caseId) move(caseId, 'IN_PROGRESS')
  await readNews(services)
}

/** Whoever plays the agent in the portal looks at the desk at once, not ten minutes later. @returns how to stop it */
export function hearOften(services: Services): () => void {
  const timer = setInterval(() => readNews(services).catch(() => {}), HEARS_EVERY)
  return () => clearInterval(timer)
}

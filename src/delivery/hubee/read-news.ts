import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { type ClosedBy, markClosed, noteStatus, siretOfCase } from '#src/delivery/hubee/case-status.js'
import type { Notification } from '#src/external/hubee/cases.js'
import type { Hubee } from '#src/external/hubee/client.js'
import { HubeeError } from '#src/external/hubee/hubee-error.js'
import { describeError } from '#src/log.js'
import { someAtOnce } from '#src/some-at-once.js'

// Of different cases: those of one would close it twice.
const AT_ONCE = 5
// The next reading comes ten minutes after this one began.
const AT_MOST = 8 * 60_000

/**
 * Hears what agents said at HubEE, in any order and however often it is told; a case that is treated or refused is closed
 * there, its folder too. What fails stays in the queue, for the next time. News of other processes are neither read nor
 * taken away.
 */
export async function readNews(services: DeliveryServices): Promise<void> {
  const { hubee, log } = services
  if (!hubee) return
  const until = Date.now() + AT_MOST
  while (Date.now() < until) {
    const news = await hubee.listNotifications()
    let heard = 0
    const hearAll = async (ofOne: Notification[]) => {
      for (const one of ofOne)
        await hear(services, hubee, one).then(
          () => heard++,
          (error) => log.warn('hubee news not heard', describeError(error)),
        )
    }
    await someAtOnce(byCase(news), AT_ONCE, hearAll)
    // What stays is given again: where nothing moves, there is nothing behind it to be seen.
    if (heard === 0) return
  }
}

function byCase(news: Notification[]): Notification[][] {
  const cases = new Map<string, Notification[]>()
  for (const one of news) {
    const key = one.caseId ?? one.id
    cases.set(key, [...(cases.get(key) ?? []), one])
  }
  return [...cases.values()]
}

async function hear(services: DeliveryServices, hubee: Hubee, news: Notification): Promise<void> {
  const { safe, config } = services
  const { caseId, eventId } = news
  const siret = caseId && (await siretOfCase(safe.db, caseId))
  const event = siret && eventId ? await hubee.findEvent(caseId, eventId) : null
  if (siret && eventId && event) {
    const isStatus = event.actionType === 'STATUS_UPDATE'
    const closing = isStatus ? await noteStatus(safe, { siret, caseId }, event) : null
    if (closing) await close(hubee, caseId, closing, config.operator.name)
    if (event.status === 'SENT') await orGone(hubee.acknowledge(caseId, eventId))
    if (closing) await markClosed(safe, { siret, caseId })
  }
  await hubee.dismiss(news)
}

async function close(hubee: Hubee, caseId: string, { folderId, by }: ClosedBy, author: string) {
  await orGone(hubee.closeCase(caseId, by, author))
  await orGone(hubee.closeFolder(folderId))
}

/** HubEE erases cases too, and then there is nothing to close. */
async function orGone(done: Promise<void>): Promise<void> {
  await done.catch((error) => {
    if (!(error instanceof HubeeError && error.code === 'HUBEE_NOT_FOUND')) throw error
  })
}

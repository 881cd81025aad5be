import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { endPeriods } from '#src/delivery/end-periods.js'
import { readNews } from '#src/delivery/hubee/read-news.js'
import { sendFolder } from '#src/delivery/hubee/send-folder.js'
import { makeDelivery } from '#src/delivery/make-delivery.js'
import { sendMail } from '#src/delivery/send-mail.js'
import type { Handlers } from '#src/jobs/worker.js'

/** What the worker does with the jobs of deliveries. */
export function deliveryHandlers(
  services: DeliveryServices,
): Pick<Handlers, 'mails' | 'deliveries' | 'folders' | 'notifications' | 'periods'> {
  return {
    mails: { atOnce: 20, handle: (data) => sendMail(services, data) },
    deliveries: { atOnce: 10, handle: (data) => makeDelivery(services, data) },
    folders: { atOnce: 10, handle: (data) => sendFolder(services, data) },
    notifications: { atOnce: 1, handle: () => readNews(services) },
    periods: { atOnce: 1, handle: () => endPeriods(services) },
  }
}

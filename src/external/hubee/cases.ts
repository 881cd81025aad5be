import * as v from 'valibot'
import type { Calls } from '#src/external/hubee/calls.js'
import { orNull, PROCESS_CODE } from '#src/external/hubee/process.js'

/** Something that the agent said, or that HubEE did, about a case. */
export type Notification = { id: string; caseId: string | null; eventId: string | null }
export type CaseEvent = {
  actionType: string
  status: string
  newStatus: string | null
  /** When it happened; null where that cannot be read. */
  at: Date | null
}

const NOTIFICATIONS = v.array(
  v.object({
    id: v.string(),
    processCode: v.string(),
    caseId: v.nullish(v.string(), null),
    eventId: v.nullish(v.string(), null),
  }),
)
const EVENT = v.object({
  actionType: v.string(),
  status: v.string(),
  caseNewStatus: v.nullish(v.string(), null),
  createDateTime: v.nullish(v.string(), null),
})
const PAGE = 100

/** What becomes of cases at their collectivité. */
export function casesOf({ call, read }: Calls) {
  const at = (id: string) => `/teledossiers/v1/cases/${id}`
  return {
    /**
     * The next news of our process, a hundred at most, in no order. The queue is shared with other processes: theirs are
     * neither asked for nor given. @throws {HubeeError}
     */
    async listNotifications(): Promise<Notification[]> {
      const path = `/teledossiers/v1/notifications?maxResult=${PAGE}&processCode=${PROCESS_CODE}`
      const found = await read(NOTIFICATIONS, { method: 'GET', path })
      return found
        .filter(({ processCode }) => processCode === PROCESS_CODE)
        .map(({ id, caseId, eventId }) => ({ id, caseId, eventId }))
    },

    /** Takes it out of the queue; one that is gone is no fault. @throws {HubeeError} */
    async dismiss({ id }: Notification): Promise<void> {
      await orNull(call({ method: 'DELETE', path: `/teledossiers/v1/notifications/${id}` }))
    },

    /** What happened; null when there is no such event. @throws {HubeeError} */
    async findEvent(caseId: string, eventId: string): Promise<CaseEvent | null> {
      const found = await orNull(read(EVENT, { method: 'GET', path: `${at(caseId)}/events/${eventId}` }))
      if (!found) return null
      const { actionType, status, caseNewStatus: newStatus, createDateTime } = found
      return { actionType, status, newStatus, at: readMoment(createDateTime) }
    },

    /** Tells the other side that its event was read. @throws {HubeeError} */
    async acknowledge(caseId: string, eventId: string): Promise<void> {
      await call({ method: 'PATCH', path: `${at(caseId)}/events/${eventId}`, json: { status: 'RECEIVED' } })
    },

    /** Closes a case that its agent has ended, and tells her. @throws {HubeeError} */
    async closeCase(id: string, from: 'DONE' | 'REFUSED', author: string): Promise<void> {
      await call({ method: 'PATCH', path: at(id), json: { status: 'CLOSED' } })
      const event = { actionType: 'STATUS_UPDATE', author, notification: true }
      const moved = { caseCurrentStatus: from, caseNewStatus: 'CLOSED' }
      await call({ method: 'POST', path: `${at(id)}/events`, json: { ...event, ...moved } })
    },
  }
}

/** `2024-07-04T08:54:15.438+00:00`, the last colon sometimes left out. */
function readMoment(written: string | null): Date | null {
  const at = new Date((written ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  return Number.isNaN(at.getTime()) ? null : at
}

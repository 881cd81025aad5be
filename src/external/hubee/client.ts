import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { type Calls, createCalls, type HubeeOptions } from '#src/external/hubee/calls.js'
import { HubeeError } from '#src/external/hubee/hubee-error.js'
import { orNull, PROCESS_CODE } from '#src/external/hubee/process.js'
import { subscriptionsOf } from '#src/external/hubee/subscriptions.js'

export type Hubee = ReturnType<typeof createHubee>

/** A télédossier of one case: for one collectivité. */
export type NewFolder = {
  /** ≤ 27 characters: the case adds three. */
  externalId: string
  applicant: { firstName: string; lastName: string }
  recipient: { siret: string; cogCode: string }
  files: { name: string; mimeType: string; bytes: Uint8Array }[]
}
export type KeptFile = { id: string; name: string; status: string }
export type CreatedFolder = { id: string; caseId: string; files: KeptFile[] }
export type KeptFolder = { status: string; files: KeptFile[] }
/** Something that the agent said, or that HubEE did, about a case. */
export type Notification = { id: string; caseId: string | null; eventId: string | null }
export type CaseEvent = {
  actionType: string
  status: string
  newStatus: string | null
  /** When it happened; null where that cannot be read. */
  at: Date | null
}

const FILES = v.array(
  v.pipe(
    v.object({ id: v.string(), fileName: v.string(), status: v.string() }),
    v.transform(({ id, fileName, status }): KeptFile => ({ id, name: fileName, status })),
  ),
)
const FOLDER = v.object({
  id: v.string(),
  globalStatus: v.string(),
  cases: v.array(v.object({ id: v.string(), externalId: v.string() })),
  attachments: FILES,
})
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
// https://github.com/dinum-HubEE/Documentations: what a sender says of a name.
const NAME_AT_MOST = 255

/**
 * HubEE V1 as a sender of the form uses it. Nothing here is repeated by itself: whoever calls knows what may be done
 * twice. Faults of the other side are a `HubeeError`. https://github.com/dinum-HubEE/Documentations
 */
export function createHubee(options: HubeeOptions) {
  const calls = createCalls(options)
  return { ...foldersOf(calls), ...casesOf(calls), ...subscriptionsOf(calls) }
}

function foldersOf({ call, read }: Calls) {
  const at = (id: string) => `/teledossiers/v1/folders/${id}`
  return {
    /** Creates a folder whose files are to follow: nobody is told of it before `complete`. @throws {HubeeError} */
    async createFolder({ externalId, applicant, recipient, files }: NewFolder): Promise<CreatedFolder> {
      const caseId = `${externalId}-01`
      const { id, cases, attachments } = await read(FOLDER, {
        method: 'POST',
        path: '/teledossiers/v1/folders',
        json: {
          processCode: PROCESS_CODE,
          externalId,
          applicant: { firstName: cut(applicant.firstName), lastName: cut(applicant.lastName) },
          cases: [
            {
              externalId: caseId,
              recipient: { type: 'SI', companyRegister: recipient.siret, branchCode: recipient.cogCode },
            },
          ],
          attachments: files.map(({ name, mimeType, bytes }) => ({
            fileName: name,
            type: PROCESS_CODE,
            size: bytes.length,
            mimeType,
            recipients: [caseId],
          })),
        },
      })
      // By name, never by place.
      const own = cases.find((one) => one.externalId === caseId)
      const isWhole = files.every(({ name }) => attachments.some((one) => one.name === name))
      if (!own || !isWhole) throw new HubeeError('HUBEE_UNREADABLE')
      return { id, caseId: own.id, files: attachments }
    },

    /** Sends one file; whether it was taken, `findFolder` tells. @throws {HubeeError} */
    async upload(folderId: string, fileId: string, bytes: Uint8Array): Promise<void> {
      const digest = createHash('sha256').update(bytes).digest('base64')
      await call({ method: 'PUT', path: `${at(folderId)}/attachments/${fileId}`, bytes, headers: { digest } })
    },

    /** How far it is; null when there is none. @throws {HubeeError} */
    async findFolder(id: string): Promise<KeptFolder | null> {
      const found = await orNull(read(FOLDER, { method: 'GET', path: at(id) }))
      return found && { status: found.globalStatus, files: found.attachments }
    },

    /** From now on the collectivité sees it. @throws {HubeeError} */
    async complete(id: string): Promise<void> {
      await call({ method: 'PATCH', path: at(id), json: { globalStatus: 'HUBEE_COMPLETED' } })
    },

    /** Takes a folder away that was not completed; one that is gone is no fault. @throws {HubeeError} */
    async abandon(id: string): Promise<void> {
      await orNull(call({ method: 'DELETE', path: at(id) }))
    },

    /** Closes it, its case before it. @throws {HubeeError} */
    async closeFolder(id: string): Promise<void> {
      await call({ method: 'PATCH', path: at(id), json: { globalStatus: 'CLOSED' } })
    },
  }
}

function casesOf({ call, read }: Calls) {
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

/** By whole letters: half a pair of surrogates is no JSON that others read. */
function cut(name: string): string {
  return [...name].slice(0, NAME_AT_MOST).join('')
}

import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { Calls } from '#src/external/hubee/calls.js'
import { HubeeError } from '#src/external/hubee/hubee-error.js'
import { orNull, PROCESS_CODE } from '#src/external/hubee/process.js'

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
// https://github.com/dinum-HubEE/Documentations: what a sender says of a name.
const NAME_AT_MOST = 255

/** Télédossiers: created, filled, completed, closed. */
export function foldersOf({ call, read }: Calls) {
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

/** By whole letters: half a pair of surrogates is no JSON that others read. */
function cut(name: string): string {
  return [...name].slice(0, NAME_AT_MOST).join('')
}

import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { type Folder, momentOf } from './model.js'

const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
export const ORGANIZATION = v.object({
  type: text(20),
  companyRegister: v.pipe(v.string(), v.regex(/^[0-9]{14}$/)),
  branchCode: text(10),
})
const FOLDER = v.object({
  processCode: text(30),
  externalId: text(30),
  applicant: v.object({ firstName: text(255), lastName: text(255) }),
  cases: v.pipe(v.array(v.object({ recipient: ORGANIZATION, externalId: text(30) })), v.minLength(1)),
  attachments: v.pipe(
    v.array(
      v.object({
        fileName: text(255),
        type: text(100),
        size: v.pipe(v.number(), v.integer(), v.minValue(0)),
        mimeType: text(255),
        recipients: v.pipe(v.array(v.string()), v.minLength(1)),
      }),
    ),
    v.minLength(1),
  ),
})

/** The folder that a body asks for, or what is wrong with the body. */
export function readFolder(body: unknown, now: Date): Folder | string {
  const read = v.safeParse(FOLDER, body)
  if (!read.success) return faultOf(read.issues[0])
  const { cases, attachments, ...folder } = read.output
  const known = cases.map(({ externalId }) => externalId)
  if (attachments.some(({ recipients }) => recipients.some((one) => !known.includes(one))))
    return 'Attachment recipient does not exist'
  return {
    ...folder,
    id: randomUUID(),
    globalStatus: 'HUBEE_RECEIVED',
    cases: cases.map((one) => ({ ...one, id: randomUUID(), status: 'HUBEE_RECEIVED', events: [] })),
    attachments: attachments.map((one) => ({
      ...one,
      id: randomUUID(),
      status: 'PENDING',
      bytes: Buffer.alloc(0),
    })),
    createDateTime: momentOf(now),
  }
}

/** As the gateway's own validation says it. */
export function faultOf({ path, message }: v.BaseIssue<unknown>): string {
  const name = path?.at(-1)?.key
  const isMissing = path?.at(-1)?.value === undefined
  return isMissing ? `Object has missing required properties (["${name}"])` : `[Path '/${name}'] ${message}`
}

import type { AcceptedFile } from '#src/attachments/attachment.js'
import { MAX_FILES } from '#src/attachments/limits.js'
import type { Sessions } from '#src/http/sessions.js'
import type { ResidentServices } from '#src/resident/visit.js'
import { type AttachmentFault, attachmentFault, tooManyFiles } from '#templates/resident/attachment-faults.js'

/** A file that was joined and waits until its form is right. */
export type HeldFile = { name: string; kind: AcceptedFile['kind']; base64: string }
export type HeldFiles = Sessions<HeldFile>

/** A joined file; `token` under which it waits already, if it does. */
export type JoinedFile = { name: string; file: AcceptedFile; token: string | null }
export type Joined = { files: JoinedFile[]; faults: string[] }

export const HELD_MINUTES = 30
const NAME_MAX_CHARACTERS = 100

/** Reads the files of a form: those that wait already, and new ones, each examined. */
export async function readJoinedFiles(
  { attachments, heldFiles }: Pick<ResidentServices, 'attachments' | 'heldFiles'>,
  body: Record<string, unknown>,
): Promise<Joined> {
  const held = await Promise.all(textsOf(body.gardees).slice(0, MAX_FILES).map(readHeld))
  const waiting = held.filter((one) => one !== null)
  const given = filesOf(body.pieces)
  if (waiting.length + given.length > MAX_FILES) return { files: waiting, faults: [tooManyFiles()] }
  const files: JoinedFile[] = [...waiting]
  const faults: string[] = []
  for (const one of given) {
    const name = shortName(one.name)
    const examined = await attachments.examine(Buffer.from(await one.arrayBuffer()))
    if (examined.kind === 'accepted') files.push({ name, file: examined.file, token: null })
    else faults.push(attachmentFault(faultOf(examined), name))
  }
  return { files, faults }

  async function readHeld(token: string): Promise<JoinedFile | null> {
    const content = (await heldFiles.read(token))?.content
    if (!content) return null
    const file = { kind: content.kind, bytes: Buffer.from(content.base64, 'base64') }
    return { name: content.name, file, token }
  }
}

/** Keeps for half an hour the files that do not wait yet, sealed under tokens that only the page holds. */
export function holdFiles(
  { heldFiles, now }: Pick<ResidentServices, 'heldFiles' | 'now'>,
  files: JoinedFile[],
): Promise<(JoinedFile & { token: string })[]> {
  const until = new Date(now().getTime() + HELD_MINUTES * 60_000)
  return Promise.all(
    files.map(async ({ name, file, token }) => {
      if (token) return { name, file, token }
      const content = { name, kind: file.kind, base64: file.bytes.toString('base64') }
      return { name, file, token: (await heldFiles.create(content, until)).token }
    }),
  )
}

/** They are sent: they wait no more. */
export async function forgetHeld({ heldFiles }: Pick<ResidentServices, 'heldFiles'>, files: JoinedFile[]) {
  for (const { token } of files) if (token) await heldFiles.end(token)
}

type Refusal = Exclude<Awaited<ReturnType<ResidentServices['attachments']['examine']>>, { kind: 'accepted' }>

function faultOf(refusal: Refusal): AttachmentFault {
  return refusal.kind === 'busy' ? 'busy' : refusal.reason
}

function filesOf(given: unknown): File[] {
  // A field that nobody filled posts one empty file without a name.
  return listOf(given).filter((one): one is File => one instanceof File && (one.size > 0 || one.name !== ''))
}

function textsOf(given: unknown): string[] {
  return listOf(given).filter((one): one is string => typeof one === 'string' && one !== '')
}

function listOf(given: unknown): unknown[] {
  return Array.isArray(given) ? given : [given]
}

// Shown to who chose it, and to nobody else.
function shortName(name: string): string {
  return name.replace(/[\p{C}]+/gu, ' ').slice(0, NAME_MAX_CHARACTERS)
}

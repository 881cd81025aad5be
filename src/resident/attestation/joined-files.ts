import type { AcceptedFile } from '#src/attachments/attachment.js'
import { MAX_FILES } from '#src/attachments/limits.js'
import { HELD_MINUTES } from '#src/resident/attestation/held-files.js'
import type { ResidentServices } from '#src/resident/visit.js'
import {
  type AttachmentFault,
  attachmentFault,
  heldTooLong,
  tooManyFiles,
} from '#templates/resident/attachment-faults.js'

/** A file joined for a collectivité; `token` under which it waits already, if it does. */
export type JoinedFile = { siret: string; name: string; file: AcceptedFile; token: string | null }
export type Joined = { files: JoinedFile[]; faults: string[] }

const NAME_MAX_CHARACTERS = 100

/**
 * Reads the files of a form: those that wait already, and new ones, each examined. Those that waited and whose tick was
 * removed wait no more.
 */
export async function readJoinedFiles(
  { attachments, heldFiles }: Pick<ResidentServices, 'attachments' | 'heldFiles'>,
  siret: string,
  body: Record<string, unknown>,
): Promise<Joined> {
  const waiting = heldFiles(siret)
  const wanted = textsOf(body.gardees).slice(0, MAX_FILES)
  const shown = textsOf(body.proposees).slice(0, MAX_FILES)
  for (const token of shown) if (!wanted.includes(token)) await waiting.end(token)
  const held = await Promise.all(wanted.map(readHeld))
  const files = held.filter((one) => one !== null)
  const faults = files.length < held.length ? [heldTooLong(HELD_MINUTES)] : []
  const given = filesOf(body.pieces)
  if (files.length + given.length > MAX_FILES) return { files, faults: [...faults, tooManyFiles()] }
  for (const one of given) {
    const name = shortName(one.name)
    const examined = await attachments.examine(Buffer.from(await one.arrayBuffer()))
    if (examined.kind === 'accepted') files.push({ siret, name, file: examined.file, token: null })
    else faults.push(attachmentFault(faultOf(examined), name))
  }
  return { files, faults }

  async function readHeld(token: string): Promise<JoinedFile | null> {
    const held = await waiting.read(token)
    return held && { siret, name: held.name, file: { kind: held.kind, bytes: held.bytes }, token }
  }
}

/** Keeps the files for half an hour from now; `token` is null for those for which there is no room. */
export async function holdFiles(
  { heldFiles }: Pick<ResidentServices, 'heldFiles'>,
  files: JoinedFile[],
): Promise<JoinedFile[]> {
  const held: JoinedFile[] = []
  for (const { siret, name, file, token } of files) {
    const waiting = heldFiles(siret)
    if (token) await waiting.prolong(token)
    held.push({ siret, name, file, token: token ?? (await waiting.hold({ name, ...file })) })
  }
  return held
}

/** They are sent: they wait no more. */
export async function forgetHeld({ heldFiles }: Pick<ResidentServices, 'heldFiles'>, files: JoinedFile[]) {
  for (const { siret, token } of files) if (token) await heldFiles(siret).end(token)
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

import type { Hubee } from '#src/external/hubee/client.js'
import type { CreatedFolder, KeptFile, NewFolder } from '#src/external/hubee/folders.js'
import { HubeeError } from '#src/external/hubee/hubee-error.js'

export type Folders = Pick<Hubee, 'createFolder' | 'upload' | 'findFolder' | 'complete' | 'abandon'>
export type Begun = Pick<CreatedFolder, 'id' | 'caseId'>
/** What is remembered of a transmission between attempts. */
export type Memory = {
  /** The folder that an earlier attempt began. */
  begun: Begun | null
  /** Keeps the folder that is begun now, or that none is; false when another process has the transmission in hand. */
  keep(begun: Begun | null): Promise<boolean>
}

/**
 * Hands a transmission over in one folder, in as many attempts as it takes: whoever begins anew goes on where the last
 * one stopped, and looks before doing again what may be done. HubEE cannot be asked for a folder by our own number, so one
 * of which we never learnt is left: nobody is told of a folder that is not completed.
 * @returns the folder that is completed; null when another process has the transmission in hand
 * @throws {HubeeError} when it has to be tried again
 */
export async function handOver(hubee: Folders, folder: NewFolder, memory: Memory): Promise<Begun | null> {
  const kept = memory.begun && (await hubee.findFolder(memory.begun.id))
  if (memory.begun && kept) {
    if (kept.status !== 'HUBEE_RECEIVED') return memory.begun
    return finish(hubee, folder, memory, memory.begun, kept.files)
  }
  const created = await hubee.createFolder(folder)
  const begun = { id: created.id, caseId: created.caseId }
  if (!(await memory.keep(begun))) {
    await hubee.abandon(created.id)
    return null
  }
  return finish(hubee, folder, memory, begun, created.files)
}

async function finish(
  hubee: Folders,
  folder: NewFolder,
  memory: Memory,
  begun: Begun,
  files: KeptFile[],
): Promise<Begun> {
  for (const { id, name, status } of files) {
    const file = folder.files.find((one) => one.name === name)
    if (file && status === 'PENDING') await hubee.upload(begun.id, id, file.bytes)
  }
  const kept = await hubee.findFolder(begun.id)
  if (kept?.status !== 'HUBEE_RECEIVED') throw new HubeeError('HUBEE_UNREADABLE')
  // A virus that is found, or bytes that are not as told, is no error of the call: it shows here alone.
  if (kept.files.some(({ status }) => status !== 'RECEIVED')) {
    await hubee.abandon(begun.id)
    await memory.keep(null)
    throw new HubeeError('HUBEE_FILE_REFUSED')
  }
  await hubee.complete(begun.id)
  return begun
}

import { eq } from 'drizzle-orm'
import { submissions } from '#src/db/schema.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { memoryOf } from '#src/delivery/hubee/folder-memory.js'
import { folderOf } from '#src/delivery/hubee/folder-of.js'
import { handOver, type Memory } from '#src/delivery/hubee/hand-over.js'
import { type HeldFolder, holdFolder } from '#src/delivery/hubee/hold-folder.js'
import { type FolderOutcome, noteFolder } from '#src/delivery/hubee/note-folder.js'
import { inRounds } from '#src/delivery/hubee/rounds.js'
import { insist } from '#src/delivery/insist.js'
import type { Hubee } from '#src/external/hubee/client.js'
import type { JobData } from '#src/jobs/jobs.js'
import { describeError } from '#src/log.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { openSubmissions } from '#src/submission/open-submissions.js'
import type { Safe } from '#src/submission/safe.js'

/** Another process has the folder in hand: the job comes again. */
class FolderHeldError extends Error {
  override name = 'FolderHeldError'
  readonly code = 'FOLDER_HELD'
}

/**
 * Hands one transmission over to HubEE and notes how far it came; the log learns how, not of whom. Where HubEE is not
 * configured any more, it waits.
 */
export async function sendFolder(
  services: DeliveryServices,
  { siret, folder: id }: JobData['folders'],
): Promise<void> {
  const { safe, hubee, log, metrics } = services
  if (!hubee) return
  const held = await holdFolder(safe.db, siret, id, services.now())
  if (held === 'held') throw new FolderHeldError('Another process has the folder in hand')
  if (held === 'done') return
  if (held === 'waits') return metrics.count('qf_hubee_folders_total', { outcome: 'waiting' })
  const memory = memoryOf(safe.db, held)
  const outcome = await attempt(services, hubee, held, memory)
  await insist(log, () => noteFolder(services, held, outcome))
}

/** A fault of ours is tried again as one of the other side, and given up as late. */
async function attempt(
  services: DeliveryServices,
  hubee: Hubee,
  held: HeldFolder,
  memory: Memory,
): Promise<FolderOutcome> {
  const { safe, config, log } = services
  const { siret, collectivite } = held
  let opened: OpenedSubmission | undefined
  try {
    if (held.isWanted) opened = await open(safe, held)
    if (!opened) return await withdraw(hubee, memory)
    const folder = await folderOf(opened, collectivite, config.operator.name)
    const done = await inRounds(() => handOver(hubee, folder, memory))
    return { kind: done ? 'completed' : 'taken' }
  } catch (error) {
    const { errorCode: code = 'UNEXPECTED' } = describeError(error)
    log.warn('transmission not handed over', { siret, errorCode: code })
    // HubEE has no word of her: who sent it may take it back, as before this attempt.
    return { kind: 'later', code, closeAgain: opened?.openedAt === null && !memory.begun }
  }
}

async function open(safe: Safe, { id, siret }: HeldFolder): Promise<OpenedSubmission | undefined> {
  const selection = { where: eq(submissions.id, id), limit: 1 }
  const opening = { actor: 'service', action: 'lecture pour HubEE' } as const
  const [submission] = await openSubmissions(safe, siret, selection, opening)
  return submission
}

/** Nothing is left to hand over, or nobody wants it: what was begun goes, unless it is completed. */
async function withdraw(hubee: Hubee, { begun }: Memory): Promise<FolderOutcome> {
  const kept = begun && (await hubee.findFolder(begun.id))
  if (kept && kept.status !== 'HUBEE_RECEIVED') return { kind: 'completed' }
  if (begun) await hubee.abandon(begun.id)
  return { kind: 'withdrawn' }
}

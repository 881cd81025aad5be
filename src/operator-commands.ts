import { COMMAND, noteAct } from '#src/audit/acts.js'
import { changeAccess, type Note, noteIn } from '#src/collectivite/access/change-access.js'
import { appointIn } from '#src/collectivite/access/operator.js'
import { allowOrganisation, forbidOrganisation } from '#src/collectivite/access/partners.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { sessions } from '#src/db/schema.js'
import { allowFreeMail } from '#src/delivery/mail-settings.js'
import { reconcile } from '#src/onboarding/datapass/reconcile.js'
import { DECISION_ACTS, type Decision, decide } from '#src/onboarding/decide.js'
import { openServiceIn } from '#src/onboarding/open-service.js'
import type { Services } from '#src/services.js'

const actor = 'commande' as const

/** Opens a commune, whose first gestionnaire has this address; one that is open has one more. */
export async function openByCommand(
  { safe, config }: Services,
  siret: string,
  email: string,
): Promise<string> {
  return asCollectivite(safe.db, siret, async (tx) => {
    const { kind } = await openServiceIn(safe, tx, { siret, retentionDays: config.retentionDays }, actor)
    if (kind !== 'opened' && kind !== 'already-open') return kind
    await appointIn(tx, noteIn(safe, tx, siret), siret, email)
    await noteAct(safe, tx, COMMAND, kind === 'opened' ? 'ouverture' : 'nouveau gestionnaire', { siret })
    return kind
  })
}

/** Suspends, opens again or closes. */
export function decideByCommand(services: Services, siret: string, decision: Decision): Promise<string> {
  return change(services, siret, async (tx, note) => {
    const outcome = await decide(services, tx, note, { siret, decision, actor })
    if (outcome === 'decided') await noteAct(services.safe, tx, COMMAND, DECISION_ACTS[decision], { siret })
    return outcome
  })
}

/** Whether agents of another organisation may be members. */
export function changeOrganisation(
  services: Services,
  siret: string,
  siren: string,
  isAllowed: boolean,
): Promise<string> {
  return change(services, siret, async (tx, note) => {
    const outcome = await (isAllowed ? allowOrganisation : forbidOrganisation)(tx, note, {
      siret,
      siren,
      actor,
    })
    const act = isAllowed ? 'organisation acceptée' : 'organisation retirée'
    if (outcome === 'allowed' || outcome === 'forbidden')
      await noteAct(services.safe, tx, COMMAND, act, { siret, concerned: siren })
    return outcome
  })
}

/** @param word `yes` or `no` */
export async function changeFreeMail(services: Services, siret: string, word: string): Promise<string> {
  if (word !== 'yes' && word !== 'no') return 'yes-or-no'
  const allowed = word === 'yes'
  return change(services, siret, async (tx, note) => {
    const outcome = await allowFreeMail(tx, note, { siret, allowed, actor })
    const concerned = allowed ? 'oui' : 'non'
    if (outcome !== 'unchanged')
      await noteAct(services.safe, tx, COMMAND, 'messageries grand public', { siret, concerned })
    return outcome
  })
}

/** Compares with DataPass. */
export async function reconcileByCommand(services: Services): Promise<string> {
  const { safe, dataPass } = services
  if (dataPass) await safe.db.transaction((tx) => noteAct(safe, tx, COMMAND, 'rapprochement', {}))
  return JSON.stringify(await reconcile(services))
}

/** Signs everybody out, residents, agents and operators, from their next request on. @returns how many sessions ended */
export function endSessions({ safe }: Services): Promise<number> {
  return safe.db.transaction(async (tx) => {
    const ended = await tx.delete(sessions).returning({ id: sessions.id })
    const concerned = `${ended.length} sessions`
    await noteAct(safe, tx, COMMAND, 'sessions terminées', { concerned })
    return ended.length
  })
}

/** Changes a collectivité that exists, with the lines of trace and journal. */
async function change(
  { db, safe }: Services,
  siret: string,
  work: (tx: Db, note: Note) => Promise<string>,
): Promise<string> {
  return (await findCollectivite(db, siret)) ? changeAccess(safe, siret, work) : 'unknown-collectivite'
}

import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'hono'
import { findCollectivite } from '#src/collectivite/directory.js'
import { clientNetwork } from '#src/http/client-address.js'
import { confirmationPath, sentBeforePath } from '#src/resident/addresses.js'
import { announce } from '#src/resident/announce.js'
import { attestationPage } from '#src/resident/attestation/attestation-page.js'
import type { FormToken } from '#src/resident/attestation/form-tokens.js'
import { forgetHeld } from '#src/resident/attestation/joined-files.js'
import {
  heldViews,
  type ReadAttestation,
  readAttestation,
} from '#src/resident/attestation/read-attestation.js'
import { tooOften, tooOftenFor } from '#src/resident/attestation/too-often.js'
import type { SendingOutcome } from '#src/resident/send-review.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import type { CollectiviteEnv } from '#src/resident/with-collectivite.js'
import { findStored } from '#src/submission/find-stored.js'
import { type Submitted, submit } from '#src/submission/submit.js'
import type { AttestationWarning } from '#templates/resident/attestation-warning.js'

type Read = Extract<ReadAttestation, { kind: 'read' }>

// Nobody types a name, a date and an amount faster; a robot waits as long for each form.
const SHORTEST_MILLISECONDS = 3_000

/**
 * Sends an attestation under an identity that nobody certified. Against robots it is limited, waits for three seconds
 * after its page was shown, and refuses a form whose hidden field is filled.
 */
export async function sendUnidentified(
  services: ResidentServices,
  visits: Visits,
  c: Context<CollectiviteEnv>,
  body: Record<string, unknown>,
  wasIdentified: boolean,
  counted: (outcome: SendingOutcome) => void,
) {
  const collectivite = c.get('collectivite')
  const { siret } = collectivite
  const given = typeof body.revue === 'string' ? body.revue : ''
  const token = services.formTokens.read(siret, given)
  const revue = token ? given : services.formTokens.issue(siret)

  const network = clientNetwork(c, services.config.trustProxy)
  const pause = await services.attestationLimit.takeForm(network, siret)
  if (pause > 0) {
    counted('refused')
    return tooOften(services, c, { identity: null, revue, body }, pause)
  }

  const read = await readAttestation(services, collectivite, body, true)
  if (read.kind === 'refused') {
    counted('refused')
    // Who came identified, and is no more, has not typed who she is.
    const expired = wasIdentified ? { warning: { kind: 'session-expired' } as const, errors: {} } : {}
    return attestationPage(services, c, { identity: null, revue, ...read.shown, ...expired, status: 422 })
  }
  const { files, typed, common } = read
  if (typed.site_web !== '') return hold({ kind: 'hidden-field' })
  if (!token) return hold({ kind: 'form-too-old' })

  const early = SHORTEST_MILLISECONDS - (services.now().getTime() - token.shownAt.getTime())
  if (early > 0) await wait(early)
  const full = await services.attestationLimit.takeSending(siret)
  if (full > 0) return hold(tooOftenFor(full), 429)
  const stored = await store(services, siret, token, read)
  if (!stored) return hold({ kind: 'form-used' })
  await forgetHeld(services, files)
  counted(stored.isNew ? 'sent' : 'repeated')
  await visits.keepApart(c, sentOf(siret, stored, token, read))
  const pathOf = stored.isNew ? confirmationPath : sentBeforePath
  return c.redirect(pathOf(siret, stored.reference), 303)

  async function hold(warning: AttestationWarning, status: 422 | 429 = 422) {
    counted('refused')
    const held = await heldViews(services, files)
    const shown = { typed: { ...typed, site_web: '' }, common, held }
    const next = warning.kind === 'form-used' ? services.formTokens.issue(siret) : revue
    return attestationPage(services, c, { identity: null, revue: next, ...shown, warning, status })
  }
}

/** @returns null when the form was used for somebody else; `isNew` is false when it was sent before */
async function store(
  services: ResidentServices,
  siret: string,
  { id }: FormToken,
  { identity, quotientFamilial, common, files }: Read,
): Promise<(Submitted & { isNew: boolean }) | null> {
  const submitted = await submit(services.safe, siret, async (tx) => {
    const collectivite = await findCollectivite(tx, siret)
    if (collectivite?.state !== 'ouverte' || !identity) return null
    return {
      id,
      origin: 'Attestation sans FranceConnect',
      content: { identity, quotientFamilial, externalId: null, declared: common.declared, dispute: null },
      files: files.map(({ file }) => file),
      sender: null,
      async consume(tx) {
        await announce(services, tx, collectivite)
        return true
      },
    }
  })
  if (submitted) return { ...submitted, isNew: true }
  const before = identity && (await findStored(services.safe, siret, id, identity))
  return before && { ...before, isNew: false }
}

function sentOf(siret: string, stored: Submitted, { id }: FormToken, { quotientFamilial, common }: Read) {
  const { year, month } = quotientFamilial
  return {
    reviewId: id,
    siret,
    reference: stored.reference,
    returnAddress: null,
    isShared: common.isShared,
    apart: { submittedAt: stored.submittedAt.toISOString(), year, month, cancelledAt: null },
  }
}

import type { Context } from 'hono'
import { findCollectivite } from '#src/collectivite/directory.js'
import { attestationPath, confirmationPath, sentBeforePath } from '#src/resident/addresses.js'
import { consumeAndAnnounce } from '#src/resident/announce.js'
import { attestationPage } from '#src/resident/attestation/attestation-page.js'
import { forgetHeld } from '#src/resident/attestation/joined-files.js'
import {
  heldViews,
  type ReadAttestation,
  readAttestation,
} from '#src/resident/attestation/read-attestation.js'
import { tooOften } from '#src/resident/attestation/too-often.js'
import type { Unanswered } from '#src/resident/resident-session.js'
import type { SendingOutcome } from '#src/resident/send-review.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import type { CollectiviteEnv } from '#src/resident/with-collectivite.js'
import { type Submitted, submit } from '#src/submission/submit.js'

type Read = Extract<ReadAttestation, { kind: 'read' }>

/** Sends an attestation under the identity that FranceConnect gave. */
export async function sendIdentified(
  services: ResidentServices,
  visits: Visits,
  c: Context<CollectiviteEnv>,
  { arrival, sub }: { arrival: Unanswered; sub: string },
  body: Record<string, unknown>,
  counted: (outcome: SendingOutcome) => void,
) {
  const { siret } = arrival
  const collectivite = c.get('collectivite')
  const again = { identity: arrival.identity, revue: arrival.id }
  const pause = await services.attestationLimit.takeIdentified(sub)
  if (pause > 0) {
    counted('refused')
    return tooOften(services, c, { ...again, body }, pause)
  }
  const read = await readAttestation(services, collectivite, body, false)
  // Another click may have sent it meanwhile, and taken its files along: then all leads there.
  const sentMeanwhile = async () => {
    const sent = (await visits.read(c))?.content.sent.find(({ reviewId }) => reviewId === arrival.id)
    return sent ? sentBeforePath(siret, sent.reference) : null
  }
  if (read.kind === 'refused') {
    const already = await sentMeanwhile()
    counted(already ? 'repeated' : 'refused')
    if (already) return c.redirect(already, 303)
    return attestationPage(services, c, { ...again, ...read.shown, status: 422 })
  }
  // Signed in again meanwhile, perhaps as another person: she reads whose attestation it becomes.
  if (body.revue !== arrival.id) {
    counted('refused')
    const held = await heldViews(services, read.files)
    const { typed, common } = read
    const warning = { kind: 'identity-changed' } as const
    return attestationPage(services, c, { ...again, typed, common, held, warning, status: 409 })
  }
  const submitted = await store(services, visits, c, arrival.id, read)
  counted(submitted ? 'sent' : 'repeated')
  if (!submitted) return c.redirect((await sentMeanwhile()) ?? attestationPath(siret), 303)
  await forgetHeld(services, read.files)
  return c.redirect(confirmationPath(siret, submitted.reference), 303)
}

function store(
  services: ResidentServices,
  visits: Visits,
  c: Context<CollectiviteEnv>,
  id: string,
  { quotientFamilial, common, files }: Read,
): Promise<Submitted | null> {
  const { siret } = c.get('collectivite')
  return submit(services.safe, siret, async (tx) => {
    const [collectivite, session] = await Promise.all([findCollectivite(tx, siret), visits.read(c, tx)])
    const arrival = session?.content.unanswered.find((one) => one.id === id)
    const signedIn = session?.content.signedIn
    if (collectivite?.state !== 'ouverte' || !session || !signedIn || !arrival) return null
    const { identity, externalId, returnAddress } = arrival
    const { declared, isShared } = common
    return {
      origin: 'Attestation',
      content: { identity, quotientFamilial, externalId, declared, dispute: null },
      files: files.map(({ file }) => file),
      sender: { sub: signedIn.sub, days: collectivite.retentionDays },
      consume(tx, { reference }) {
        const sent = { reviewId: id, siret, reference, returnAddress, isShared, apart: null }
        return consumeAndAnnounce(services, tx, collectivite, session, sent)
      },
    }
  })
}

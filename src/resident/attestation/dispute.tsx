import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { factory } from '#src/http/factory.js'
import type { Session } from '#src/http/sessions.js'
import { confirmationPath, disputePath, reviewPath, sentBeforePath } from '#src/resident/addresses.js'
import { type DisputeReading, readDispute } from '#src/resident/attestation/dispute-form.js'
import { forgetHeld, readJoinedFiles } from '#src/resident/attestation/joined-files.js'
import { commonOf, heldViews } from '#src/resident/attestation/read-attestation.js'
import { tooOftenFor } from '#src/resident/attestation/too-often.js'
import { NOTHING_TYPED, type SendForm } from '#src/resident/declared-fields.js'
import { notSent } from '#src/resident/not-sent.js'
import { lastSent, type ResidentSession, type Review } from '#src/resident/resident-session.js'
import { outcomeOfSending, type SendingOutcome, sendReview } from '#src/resident/send-review.js'
import { sessionExpired } from '#src/resident/session-expired.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import {
  type CollectiviteEnv,
  whereAttestationsAreRead,
  whileOpen,
  withCollectivite,
} from '#src/resident/with-collectivite.js'
import type { HeldFileView } from '#templates/resident/attestation-files.js'
import { attestationWarning } from '#templates/resident/attestation-warning.js'
import { Dispute } from '#templates/resident/dispute.js'

const TITLE = 'Signaler un écart avant de transmettre'
const NOTHING: DisputeReading = { reason: '', error: null }

/** The resident says that the certified value does not match; it is sent unchanged, with what she says of it. */
export function disputeRoutes(services: ResidentServices, visits: Visits) {
  const path = '/collectivites/:siret/signalement'
  const guards = [withCollectivite(services.db), whileOpen, whereAttestationsAreRead] as const
  const counted = (outcome: SendingOutcome) =>
    services.metrics.count('qf_sendings_total', { way: 'dispute', outcome })
  const reviewIn = (session: Session<ResidentSession> | null, siret: string) =>
    session?.content.reviews.find((review) => review.siret === siret)
  return factory
    .createApp()
    .get(path, ...guards, async function ask(c: Context<CollectiviteEnv>) {
      const { siret } = c.get('collectivite')
      const session = await visits.read(c)
      const review = reviewIn(session, siret)
      if (!session || !review) return c.redirect(reviewPath(siret), 303)
      await visits.extend(session)
      return disputePage(c, review, {})
    })
    .post(path, ...guards, async function send(c: Context<CollectiviteEnv>) {
      const collectivite = c.get('collectivite')
      const { siret } = collectivite
      const body = await c.req.parseBody({ all: true })
      const said = readDispute(body)
      const common = commonOf(collectivite, body)
      const session = await visits.read(c)
      const review = reviewIn(session, siret)
      if (!session || !review) {
        const sent = lastSent(session?.content, siret)
        counted(sent ? 'repeated' : 'refused')
        return sent
          ? c.redirect(sentBeforePath(siret, sent.reference), 303)
          : sessionExpired(c, visits, collectivite)
      }
      await visits.extend(session)
      const pause = await services.attestationLimit.takeIdentified(session.content.signedIn?.sub ?? '')
      if (pause > 0) {
        counted('refused')
        const faults = [attestationWarning(tooOftenFor(pause)).words]
        return disputePage(c, review, { said, common, faults, status: 429 })
      }
      const joined = await readJoinedFiles(services, siret, body)
      const isRight = said.error === null && joined.faults.length === 0
      if (isRight && Object.keys(common.errors).length === 0) {
        const files = joined.files.map(({ file }) => file)
        const dispute = { dispute: said.reason, files }
        const { submitted, decision } = await sendReview(services, visits, c, siret, common, dispute)
        counted(outcomeOfSending(submitted, decision))
        if (submitted) {
          await forgetHeld(services, joined.files)
          return c.redirect(confirmationPath(siret, submitted.reference), 303)
        }
        if (decision?.kind !== 'form-refused') return notSent(c, visits, siret, decision)
      } else counted('refused')
      const held = await heldViews(services, joined.files)
      return disputePage(c, review, { said, common, held, faults: joined.faults, status: 422 })
    })
}

type Shown = {
  said?: DisputeReading
  common?: SendForm
  held?: HeldFileView[]
  faults?: string[]
  status?: ContentfulStatusCode
}

function disputePage(
  c: Context<CollectiviteEnv>,
  { id, identity, quotientFamilial }: Review,
  { said = NOTHING, common = NOTHING_TYPED, held = [], faults = [], status = 200 }: Shown,
) {
  const collectivite = c.get('collectivite')
  const { siret, asksDeclaredFields } = collectivite
  const page = (
    <Dispute
      collectivite={collectivite}
      identity={identity}
      quotientFamilial={quotientFamilial}
      revue={id}
      said={said}
      declared={asksDeclaredFields ? { ...common.declared, errors: common.errors } : null}
      isShared={common.isShared}
      files={{ held, faults }}
      action={disputePath(siret)}
      reviewUrl={reviewPath(siret)}
    />
  )
  c.status(status)
  const title = `${status === 200 ? '' : 'Erreur : '}${TITLE} à ${collectivite.name}`
  return c.render(page, { title, signedIn: true, scripts: ['files.js'] })
}

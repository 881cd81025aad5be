import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { AcceptedFile } from '#src/attachments/attachment.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { consumeAndAnnounce } from '#src/resident/announce.js'
import { decideSending, type SendingDecision } from '#src/resident/decide-sending.js'
import type { SendForm } from '#src/resident/declared-fields.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { type Sending, type Submitted, submit } from '#src/submission/submit.js'

/** What a resident adds who says that her quotient familial does not match. */
export type Dispute = { dispute: string; files: AcceptedFile[] }

/** `decision` is why nothing was sent; undefined when another request consumed the review first. */
export type ReviewSending = { submitted: Submitted | null; decision: SendingDecision | undefined }

/** Sends the review that the form belongs to. All it needs is read in the transaction that stores it. */
export async function sendReview(
  services: ResidentServices,
  visits: Visits,
  c: Context,
  siret: string,
  form: SendForm,
  said: Dispute | null = null,
): Promise<ReviewSending> {
  let decision: SendingDecision | undefined
  const submitted = await submit(services.safe, siret, async (tx) => {
    const [collectivite, session] = await Promise.all([findCollectivite(tx, siret), visits.read(c, tx)])
    decision = decideSending(collectivite, session, form)
    return decision.kind === 'send' ? toSending(services, decision, said) : null
  })
  return { submitted, decision }
}

/** What a form that was sent came to, for the figures. */
export type SendingOutcome = 'sent' | 'repeated' | 'refused'

/** In a word, for the figures: sent before, in another tab most likely, is no refusal. */
export function outcomeOfSending(
  submitted: Submitted | null,
  decision: SendingDecision | undefined,
): SendingOutcome {
  if (submitted) return 'sent'
  return !decision || decision.kind === 'send' || decision.kind === 'sent-already' ? 'repeated' : 'refused'
}

function toSending(
  services: ResidentServices,
  decision: Extract<SendingDecision, { kind: 'send' }>,
  said: Dispute | null,
): Sending {
  const { collectivite, session, signedIn, review, declared, isShared } = decision
  const { siret, retentionDays } = collectivite
  const { identity, quotientFamilial, externalId, returnAddress } = review
  const id = randomUUID()
  return {
    id,
    origin: 'FranceConnect',
    content: { identity, quotientFamilial, externalId, declared, dispute: said?.dispute ?? null },
    files: said?.files ?? [],
    toHubee: collectivite.deliversToHubee,
    sender: { sub: signedIn.sub, days: retentionDays },
    consume(tx, { reference }) {
      const sent = { reviewId: review.id, siret, reference, returnAddress, isShared, apart: null }
      return consumeAndAnnounce(services, tx, collectivite, session, sent, id)
    },
  }
}

import { recordPath } from '#src/agent/addresses.js'
import { cameFromElsewhere } from '#src/agent/came-from-elsewhere.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { withMembership } from '#src/agent/with-membership.js'
import type { AttachmentKind } from '#src/attachments/attachment.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { openAttachment } from '#src/submission/attachments.js'
import { REFERENCE } from '#src/submission/reference.js'
import { UUID_PARAMETER } from '#src/uuid.js'

const TYPES: Record<AttachmentKind, { type: string; extension: string }> = {
  pdf: { type: 'application/pdf', extension: 'pdf' },
  jpeg: { type: 'image/jpeg', extension: 'jpg' },
  png: { type: 'image/png', extension: 'png' },
}

/** A file that a resident joined, as a download: nothing of it ever runs on a page of ours. */
export function attachmentRoutes(services: AgentServices, visits: DeskVisits) {
  const path = `/agent/collectivites/:siret/transmissions/:reference/pieces/:id{${UUID_PARAMETER}}`
  return factory.createApp().get(path, withMembership(services, visits), async function take(c) {
    const membership = c.get('membership')
    const { siret } = membership.collectivite
    const { reference, id } = c.req.param()
    const ways = [{ href: recordPath(siret, reference), label: 'Revenir à la transmission' }]
    if (cameFromElsewhere(c, services.config.publicUrl.origin))
      return errorPage(c, 403, { reason: 'fichier demandé d’ailleurs', ways })
    const taking = { reference, id, actor: `agent:${membership.id}` } as const
    const file = REFERENCE.test(reference) ? await openAttachment(services.safe, siret, taking) : null
    if (!file) {
      c.get('logRefusal')('ATTACHMENT_UNKNOWN')
      return errorPage(c, 404, { reason: 'pièce jointe', ways })
    }
    const { type, extension } = TYPES[file.kind]
    c.header('Content-Type', type)
    c.header('Content-Disposition', `attachment; filename="attestation_${reference}.${extension}"`)
    c.header('Content-Security-Policy', "default-src 'none'; sandbox")
    return c.body(new Uint8Array(file.bytes))
  })
}

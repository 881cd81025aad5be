import * as v from 'valibot'
import { EmailSchema } from '#src/email.js'
import { clientNetwork } from '#src/http/client-address.js'
import { factory } from '#src/http/factory.js'
import { confirmationPath } from '#src/resident/addresses.js'
import { confirmationPage } from '#src/resident/confirmation-page.js'
import { notShown } from '#src/resident/not-shown.js'
import { findOwnTransmission } from '#src/resident/own-transmission.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { withCollectivite } from '#src/resident/with-collectivite.js'
import { RECEIPT_BY_MAIL_ID } from '#templates/resident/receipt-by-mail.js'

const INCOMPLETE = 'Écrivez une adresse complète, sans accent ni espace, comme prenom.nom@exemple.fr.'
const TOO_OFTEN =
  'Cinq récépissés sont partis vers cette adresse depuis hier\u00a0: réessayez demain, ou téléchargez-le.'

const TOO_MANY =
  'Beaucoup de récépissés sont déjà partis depuis hier\u00a0: réessayez demain, ou téléchargez-le.'

/** The resident has the receipt of a transmission sent to an address that she types, once. */
export function receiptByMailRoutes(services: ResidentServices, visits: Visits) {
  const path = '/collectivites/:siret/confirmation/:reference/courriel'
  return factory.createApp().post(path, withCollectivite(services.db), async function receiptByMail(c) {
    const collectivite = c.get('collectivite')
    const { siret } = collectivite
    const reference = c.req.param('reference')
    const own = await findOwnTransmission(services, visits, c, siret, reference)
    if (!own) return notShown(c, services, visits, collectivite, 'courriel')
    const done = confirmationPath(siret, reference)
    if (!own.progress) return c.redirect(done, 303)
    const { adresse } = await c.req.parseBody()
    const typed = typeof adresse === 'string' ? adresse : ''
    const again = (status: 422 | 429, error: string) => {
      c.status(status)
      return confirmationPage(services, visits, c, own, { typed, error })
    }
    const address = v.safeParse(EmailSchema, typed)
    if (!address.success) return again(422, INCOMPLETE)
    const network = own.sub === null ? clientNetwork(c, services.config.trustProxy) : null
    switch (await services.receiptMails.post(collectivite, own, { to: address.output, network })) {
      case 'posted':
        return c.redirect(`${done}?courriel=demande#${RECEIPT_BY_MAIL_ID}`, 303)
      case 'posted-already':
        return c.redirect(`${done}?courriel=deja#${RECEIPT_BY_MAIL_ID}`, 303)
      case 'too-often':
        return again(429, TOO_OFTEN)
      case 'too-many':
        return again(429, TOO_MANY)
      case 'not-kept':
        return c.redirect(done, 303)
    }
  })
}

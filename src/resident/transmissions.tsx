import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { factory } from '#src/http/factory.js'
import {
  confirmationPath,
  signInPath,
  TRANSMISSIONS_PATH,
  TRANSMISSIONS_SIGN_IN_PATH,
} from '#src/resident/addresses.js'
import { cancelUrlOf, findOwnTransmissions, type OwnTransmission } from '#src/resident/own-transmission.js'
import { tellOutages } from '#src/resident/tell-outages.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { formatInstant, formatMonth } from '#templates/format.js'
import {
  Transmissions,
  TransmissionsSignIn,
  type TransmissionView,
} from '#templates/resident/transmissions.js'

const title = 'Mes transmissions'

/** What the resident sent, to whom, and how far it is. */
export function transmissionsRoutes(services: ResidentServices, visits: Visits) {
  return factory.createApp().get(TRANSMISSIONS_PATH, async function transmissions(c) {
    const own = await findOwnTransmissions(services, visits, c)
    if (!own) {
      const outages = { ...tellOutages(services), quotientFamilial: null }
      const page = <TransmissionsSignIn signInUrl={TRANSMISSIONS_SIGN_IN_PATH} outages={outages} />
      return c.render(page, { title })
    }
    const sirets = [...new Set(own.map(({ siret }) => siret))]
    const found = await Promise.all(sirets.map((siret) => findCollectivite(services.db, siret)))
    const bySiret = new Map(found.flatMap((one) => (one ? [[one.siret, one]] : [])))
    const views = own.flatMap((transmission) => {
      const collectivite = bySiret.get(transmission.siret)
      const isNewest = transmission === own.find(({ siret }) => siret === transmission.siret)
      return collectivite ? [toView(transmission, collectivite, isNewest)] : []
    })
    return c.render(<Transmissions transmissions={views} retentionDays={services.config.retentionDays} />, {
      title,
      signedIn: true,
    })
  })
}

function toView(
  transmission: OwnTransmission,
  collectivite: Collectivite,
  isNewest: boolean,
): TransmissionView {
  const { siret, reference, submittedAt, cancelledAt, progress, year, month } = transmission
  const format = (instant: Date | null | undefined) =>
    instant ? formatInstant(instant, collectivite.timeZone) : null
  return {
    collectivite,
    reference,
    url: confirmationPath(siret, reference),
    month: formatMonth(year, month),
    sentAt: formatInstant(submittedAt, collectivite.timeZone),
    openedAt: format(progress?.openedAt),
    treatedAt: format(progress?.treatedAt),
    cancelledAt: format(cancelledAt),
    isKept: progress !== null,
    cancelUrl: cancelUrlOf(transmission),
    refreshUrl:
      isNewest && progress && collectivite.state === 'ouverte' ? signInPath(siret, undefined, true) : null,
  }
}

import { actOn } from '#src/dinum/act-on.js'
import { said } from '#src/dinum/collectivites/said.js'
import { withConsoleCollectivite } from '#src/dinum/collectivites/with-collectivite.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { factory } from '#src/http/factory.js'
import { switchChannel } from '#src/onboarding/hubee/switch-channel.js'

const path = '/dinum/collectivites/:siret/hubee'

/** Whether a collectivité is handed what is certified through HubEE, and its subscription there. */
export function hubeeRoutes(services: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  const guards = [guard, withConsoleCollectivite(services)] as const
  return factory
    .createApp()
    .post(path, ...guards, async function change(c) {
      const { siret } = c.get('collectivite')
      const { remise } = await c.req.parseBody()
      if (!services.hubee || (remise !== 'oui' && remise !== 'non')) return said(c, 'rien')
      const outcome = await actOn(
        services,
        c.get('operator'),
        siret,
        async ({ tx, note, actor, journal }) => {
          const delivers = remise === 'oui'
          const outcome = await switchChannel(services, tx, note, { siret, delivers, actor })
          if (outcome !== 'unchanged') await journal('remise à HubEE', remise)
          return outcome
        },
      )
      return said(c, outcome === 'unchanged' ? 'rien' : `hubee-${remise}`)
    })
    .post(`${path}/lecture`, ...guards, async function read(c) {
      const { siret, state } = c.get('collectivite')
      if (!services.hubee || state === 'fermée') return said(c, 'rien')
      await actOn(services, c.get('operator'), siret, async ({ tx, journal }) => {
        await services.jobs.send(tx, 'subscriptions', { subscriber: siret })
        await journal('lecture de l’abonnement HubEE')
      })
      return said(c, 'hubee-lecture')
    })
}

import type { Context } from 'hono'
import { EXPORT_DAYS } from '#src/collectivite/closing.js'
import { actOn } from '#src/dinum/act-on.js'
import { consoleCollectivitePath } from '#src/dinum/addresses.js'
import { decisionPath } from '#src/dinum/collectivites/addresses.js'
import { said } from '#src/dinum/collectivites/said.js'
import { type CollectiviteEnv, withConsoleCollectivite } from '#src/dinum/collectivites/with-collectivite.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { factory } from '#src/http/factory.js'
import { DECISION_ACTS, type Decision, decide } from '#src/onboarding/decide.js'
import { ConsoleDecision } from '#templates/dinum/decision.js'
import { formatDate } from '#templates/format.js'

const path = '/dinum/collectivites/:siret'
const DAY = 86_400_000
/** Whether a collectivité is open; what takes it from residents is asked about first. */
export function decisionRoutes(services: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  const guards = [guard, withConsoleCollectivite(services)] as const
  return factory
    .createApp()
    .get(`${path}/suspension`, ...guards, (c) => askOnce(c, 'suspension'))
    .get(`${path}/fermeture`, ...guards, (c) => askOnce(c, 'fermeture'))
    .post(`${path}/suspension`, ...guards, (c) => act(c, 'suspension'))
    .post(`${path}/reprise`, ...guards, (c) => act(c, 'reprise'))
    .post(`${path}/fermeture`, ...guards, (c) => act(c, 'fermeture'))

  function askOnce(c: Context<CollectiviteEnv>, decision: 'suspension' | 'fermeture') {
    const collectivite = c.get('collectivite')
    const { siret, timeZone } = collectivite
    const page = (
      <ConsoleDecision
        nav={consoleNav('collectivités')}
        collectivite={collectivite}
        decision={decision}
        days={EXPORT_DAYS}
        until={formatDate(new Date(services.now().getTime() + EXPORT_DAYS * DAY), timeZone)}
        action={decisionPath(siret, decision)}
        backUrl={consoleCollectivitePath(siret)}
      />
    )
    const title = decision === 'fermeture' ? 'Fermer le service' : 'Suspendre le service'
    return c.render(page, { title: `${title} : ${collectivite.name}`, area: 'dinum', signedIn: true })
  }

  async function act(c: Context<CollectiviteEnv>, decision: Decision) {
    const { siret } = c.get('collectivite')
    const outcome = await actOn(services, c.get('operator'), siret, async ({ tx, note, actor, journal }) => {
      const outcome = await decide(services, tx, note, { siret, decision, actor })
      if (outcome === 'decided') await journal(DECISION_ACTS[decision])
      return outcome
    })
    return said(c, outcome === 'decided' ? decision : 'rien')
  }
}

import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { DeskVisits, SignedIn } from '#src/agent/desk-visit.js'
import { isOfAnOperator, isOperator } from '#src/collectivite/access/is-operator.js'
import { consolePath } from '#src/dinum/addresses.js'
import { knowOperator, type Operator } from '#src/dinum/operators.js'
import type { AppEnv } from '#src/http/factory.js'
import type { Services } from '#src/services.js'
import { ConsoleRefused } from '#templates/dinum/refused.js'

/** What the console takes of the services. The safe's keys open nothing here but what onboarding needs. */
export type ConsoleServices = Services
export type ConsoleEnv = AppEnv & { Variables: { operator: Operator } }

/** Lets in operators only, asked at every request; ProConnect's second factor is asked of every sign-in. */
export function withOperator({ config, safe, log }: ConsoleServices, visits: DeskVisits) {
  return createMiddleware<ConsoleEnv>(async (c, next) => {
    const signedIn = await visits.signedIn(c)
    if (!signedIn) return c.redirect(consolePath, 303)
    if (!isOperator(signedIn.agent, config.dinum)) {
      log.warn('console refused', { requestId: c.get('requestId') })
      return refuse(c, signedIn, isOfAnOperator(signedIn.agent, config.dinum))
    }
    c.set('operator', await knowOperator(safe, signedIn.agent, new Date(signedIn.since)))
    return next()
  })
}

/** Says as whom she is signed in, and where to go. */
function refuse(c: Context, { agent }: SignedIn, isOfAnOperator: boolean) {
  c.status(403)
  const organisation = { siret: agent.siret, name: null }
  const page = (
    <ConsoleRefused
      agentName={`${agent.givenName} ${agent.usualName}`}
      organisation={organisation}
      isOfAnOperator={isOfAnOperator}
    />
  )
  return c.render(page, { title: 'Accès refusé', area: 'dinum', signedIn: true })
}

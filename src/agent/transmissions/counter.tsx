import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { counterPath, deskPath, recordPath } from '#src/agent/addresses.js'
import { deskNav } from '#src/agent/desk-nav.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import {
  type CounterErrors,
  type CounterForm,
  readCounterForm,
  understandCounterForm,
} from '#src/agent/transmissions/counter-form.js'
import { type DeskEnv, withMembership } from '#src/agent/with-membership.js'
import { factory } from '#src/http/factory.js'
import { addAtCounter } from '#src/submission/add-at-counter.js'
import { Counter } from '#templates/agent/counter.js'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** An agent enters what a family brought on paper, so that there is one list for all. */
export function counterRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe, now } = services
  const member = withMembership(services, visits)
  const path = '/agent/collectivites/:siret/guichet'
  return factory
    .createApp()
    .get(path, member, function show(c) {
      return form(c, { ...readCounterForm({}), cle: randomUUID() }, {})
    })
    .post(path, member, async function add(c) {
      const { collectivite, id } = c.get('membership')
      const typed = readCounterForm(await c.req.parseBody())
      const reading = understandCounterForm(typed, now())
      // Without its key the form was not ours: shown again with a new one, as typed.
      if (!UUID.test(typed.cle)) return form(c, { ...typed, cle: randomUUID() }, {}, 422)
      if (reading.kind === 'refused') return form(c, typed, reading.errors, 422)
      const adding = { id: typed.cle, content: reading.content, actor: `agent:${id}` } as const
      const reference = await addAtCounter(safe, collectivite.siret, adding)
      return c.redirect(recordPath(collectivite.siret, reference), 303)
    })
}

function form(c: Context<DeskEnv>, typed: CounterForm, errors: CounterErrors, status: 200 | 422 = 200) {
  const membership = c.get('membership')
  const { siret } = membership.collectivite
  c.status(status)
  const page = (
    <Counter
      nav={{ collectivite: membership.collectivite, items: deskNav(membership, 'transmissions') }}
      typed={typed}
      errors={errors}
      action={counterPath(siret)}
      backUrl={deskPath(siret)}
    />
  )
  const title = 'Ajouter une attestation reçue au guichet'
  return c.render(page, {
    title: status === 422 ? `Erreur : ${title}` : title,
    area: 'agent',
    signedIn: true,
  })
}

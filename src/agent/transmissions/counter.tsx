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
import { localDay } from '#src/collectivite/local-time.js'
import { factory } from '#src/http/factory.js'
import { addAtCounter } from '#src/submission/add-at-counter.js'
import { UUID } from '#src/uuid.js'
import { Counter } from '#templates/agent/counter.js'

const TITLE = 'Ajouter une attestation reçue au guichet'
const FORM_USED =
  'Cette page avait déjà servi à ajouter une autre attestation. Relisez ce que vous avez saisi, puis ajoutez-le.'

/** An agent enters what a family brought on paper, so that there is one list for all. */
export function counterRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe, now } = services
  const member = withMembership(services, visits)
  const path = '/agent/collectivites/:siret/guichet'
  return factory
    .createApp()
    .get(path, member, function show(c) {
      return form(c, { ...readCounterForm({}), cle: randomUUID() })
    })
    .post(path, member, async function add(c) {
      const { collectivite, id } = c.get('membership')
      const { siret, timeZone } = collectivite
      const typed = readCounterForm(await c.req.parseBody())
      const again = { ...typed, cle: randomUUID() }
      const reading = understandCounterForm(typed, localDay(now(), timeZone))
      if (reading.kind === 'refused') return form(c, again, { errors: reading.errors })
      if (!UUID.test(typed.cle)) return form(c, again, { warning: FORM_USED })
      const adding = { form: typed.cle, content: reading.content, actor: `agent:${id}` } as const
      const added = await addAtCounter(safe, siret, adding)
      if (added.kind === 'form-used') return form(c, again, { warning: FORM_USED })
      return c.redirect(recordPath(siret, added.reference), 303)
    })
}

type Fault = { errors?: CounterErrors; warning?: string }

function form(c: Context<DeskEnv>, typed: CounterForm, fault: Fault | null = null) {
  const membership = c.get('membership')
  const { siret } = membership.collectivite
  c.status(fault ? 422 : 200)
  const page = (
    <Counter
      nav={{ collectivite: membership.collectivite, items: deskNav(membership, 'transmissions') }}
      typed={typed}
      errors={fault?.errors ?? {}}
      warning={fault?.warning ?? null}
      action={counterPath(siret)}
      backUrl={deskPath(siret)}
    />
  )
  return c.render(page, { title: fault ? `Erreur : ${TITLE}` : TITLE, area: 'agent', signedIn: true })
}

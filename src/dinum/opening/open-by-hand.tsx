import type { Context } from 'hono'
import { noteAct } from '#src/audit/acts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { identify } from '#src/collectivite/identify.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { consoleCollectivitePath, openingListsPath, openingPath } from '#src/dinum/addresses.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import { findCommunes } from '#src/dinum/opening/find-communes.js'
import {
  EMPTY_OPENING,
  type OpeningErrors,
  type OpeningForm,
  placeFaults,
  type RequestedOpening,
  readOpeningForm,
  siretOf,
  understandOpening,
} from '#src/dinum/opening/opening-form.js'
import type { Operator } from '#src/dinum/operators.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { factory } from '#src/http/factory.js'
import { openAndInvite } from '#src/onboarding/open-and-invite.js'
import { Opening } from '#templates/dinum/opening.js'

const SEARCH_AT_MOST = 100

/** Opens the service to one collectivité: the SIRET is checked against the communes, and gestionnaires are invited. */
export function openByHandRoutes(services: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  const { db, safe, config } = services
  return factory
    .createApp()
    .get(openingPath, guard, (c) => show(c, EMPTY_OPENING, {}))
    .post(openingPath, guard, async function open(c) {
      const form = readOpeningForm(await c.req.parseBody())
      const known = siretOf(form)
      if (known && (await findCollectivite(db, known)))
        return c.redirect(`${consoleCollectivitePath(known)}?fait=deja`, 303)
      const reading = understandOpening(form)
      if (reading.kind === 'refused') return show(c, form, reading.errors)
      const { opening } = reading
      if (!(await identify(db, opening))) return show(c, form, placeFaults(opening))
      await openFor(c.get('operator'), opening)
      return c.redirect(`${consoleCollectivitePath(opening.siret)}?fait=ouverte`, 303)
    })

  async function show(c: Context, typed: OpeningForm, errors: OpeningErrors) {
    const search = (c.req.query('q') ?? '').trim().slice(0, SEARCH_AT_MOST)
    const { communes, more } = await findCommunes(db, search)
    const isRefused = Object.keys(errors).length > 0
    if (isRefused) c.status(422)
    const page = (
      <Opening
        nav={consoleNav('ouverture')}
        action={openingPath}
        search={search}
        communes={communes.map((commune) => ({
          ...commune,
          url: commune.opened && consoleCollectivitePath(commune.opened.siret),
        }))}
        more={more}
        typed={typed}
        errors={errors}
        listsUrl={openingListsPath}
      />
    )
    const title = search ? `${search} : ouvrir une collectivité` : 'Ouvrir une collectivité'
    return c.render(page, { title: isRefused ? `Erreur : ${title}` : title, area: 'dinum', signedIn: true })
  }

  function openFor(operator: Operator, opening: RequestedOpening): Promise<void> {
    const { siret, codeCog, name, emails, dataProtectionOfficer: email } = opening
    return asCollectivite(db, siret, async (tx) => {
      const contacts = email ? [{ kind: 'délégué à la protection des données' as const, email }] : []
      const { retentionDays } = config
      const known = { siret, codeCog, name, retentionDays }
      const actor = `dinum:${operator.id}` as const
      const outcome = await openAndInvite(services, tx, known, { emails, contacts, actor })
      if (outcome.kind === 'opened') await noteAct(safe, tx, operator, 'ouverture', { siret })
      // Somebody else was quicker.
      if (outcome.kind === 'already-open' && outcome.invited > 0)
        await noteAct(safe, tx, operator, 'invitation', { siret })
    })
  }
}

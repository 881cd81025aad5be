import type { Context } from 'hono'
import { noteAct } from '#src/audit/acts.js'
import type { Db } from '#src/db/database.js'
import { openingListsPath } from '#src/dinum/addresses.js'
import { openingListPath } from '#src/dinum/opening-lists/addresses.js'
import { faultyLinesCsv, resultsCsv } from '#src/dinum/opening-lists/list-files.js'
import { previewPage, progressPage, resultsPage } from '#src/dinum/opening-lists/list-pages.js'
import type { ConsoleEnv, ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { confirmList, dropList } from '#src/onboarding/openings/confirm-list.js'
import { findList } from '#src/onboarding/openings/find-list.js'
import { UUID_PARAMETER } from '#src/uuid.js'

const path = `${openingListsPath}/:id{${UUID_PARAMETER}}` as const

/** One list: looked at before anything is opened, followed while its collectivités open, read when they are. */
export function openingListRoutes(services: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  const { db, safe, jobs, now } = services
  return factory
    .createApp()
    .get(path, guard, async function show(c) {
      const list = await findList(db, c.req.param('id'))
      if (!list) return gone(c)
      if (!list.confirmedAt) return previewPage(c, db, list)
      return list.endedAt ? resultsPage(c, db, list) : progressPage(c, db, list)
    })
    .post(`${path}/confirmation`, guard, async function confirm(c) {
      const id = c.req.param('id')
      if (!(await findList(db, id))) return gone(c)
      const operator = c.get('operator')
      const at = { operatorId: operator.id, now: now() }
      await db.transaction(async (tx) => {
        if (await confirmList(tx, jobs, id, at))
          await noteAct(safe, tx, operator, 'liste d’ouvertures', { concerned: id })
      })
      return c.redirect(openingListPath(id), 303)
    })
    .post(`${path}/abandon`, guard, async function drop(c) {
      const id = c.req.param('id')
      const isDropped = await db.transaction(async (tx) => {
        const isDropped = await dropList(tx, id)
        if (isDropped) await noteAct(safe, tx, c.get('operator'), 'liste abandonnée', { concerned: id })
        return isDropped
      })
      // Another operator has confirmed it: its page says what becomes of it.
      return c.redirect(isDropped ? `${openingListsPath}?fait=abandon` : openingListPath(id), 303)
    })
    .get(`${path}/erreurs.csv`, guard, (c) => send(c, 'lignes-en-erreur.csv', faultyLinesCsv))
    .get(`${path}/resultats.csv`, guard, (c) => send(c, 'resultats.csv', resultsCsv))

  async function send(c: Context<ConsoleEnv>, name: string, write: (db: Db, id: string) => Promise<string>) {
    const list = await findList(db, c.req.param('id') ?? '')
    if (!list) return gone(c)
    // Addresses leave with it.
    const concerned = `${name}, ${list.id}`
    await db.transaction((tx) => noteAct(safe, tx, c.get('operator'), 'fichier de liste', { concerned }))
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="${name}"`)
    return c.body(await write(db, list.id))
  }
}

function gone(c: Context) {
  const ways = [{ href: openingListsPath, label: 'Lire un fichier' }]
  return errorPage(c, 404, { reason: 'liste d’ouvertures', ways })
}

import { withQuery } from '#src/agent/addresses.js'
import { readSerial } from '#src/agent/read-address.js'
import { actsPath, consoleCollectivitePath } from '#src/dinum/addresses.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import { listActs } from '#src/dinum/list-acts.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { factory } from '#src/http/factory.js'
import { ConsoleJournal } from '#templates/dinum/journal.js'
import { formatInstant } from '#templates/format.js'

const PAGE = 100

/** What operators did in the console, of all collectivités or of one. */
export function journalRoutes({ db }: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  return factory.createApp().get(actsPath, guard, async function journal(c) {
    const typed = (c.req.query('siret') ?? '').trim().slice(0, 20)
    const digits = typed.replace(/\s/g, '')
    const siret = digits || null
    const before = readSerial(c.req.query('avant'))
    const acts = /^\d{14}$|^$/.test(digits) ? await listActs(db, { siret, before, limit: PAGE + 1 }) : []
    const shown = acts.slice(0, PAGE)
    const last = shown.at(-1)
    const pageOf = (parameters: Record<string, string>) =>
      withQuery(actsPath, { ...(siret ? { siret } : {}), ...parameters })
    const page = (
      <ConsoleJournal
        nav={consoleNav('journal')}
        typed={typed}
        acts={shown.map(({ at, by, isCommand, act, siret, name, concerned }) => ({
          at: formatInstant(at, 'Europe/Paris'),
          by: by ?? (isCommand ? 'Commande d’administration' : 'Un opérateur'),
          act,
          concerned,
          // What is not in the directory has no page.
          collectivite: siret ? { siret, name, url: name && consoleCollectivitePath(siret) } : null,
        }))}
        journalUrl={actsPath}
        newestUrl={before === null ? null : pageOf({})}
        olderUrl={acts.length > PAGE && last ? pageOf({ avant: String(last.seq) }) : null}
      />
    )
    const title = siret ? `Journal de la console : ${typed}` : 'Journal de la console'
    return c.render(page, { title, area: 'dinum', signedIn: true })
  })
}

import { listCollectivites } from '#src/collectivite/directory.js'
import { consolePath } from '#src/dinum/addresses.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { factory } from '#src/http/factory.js'
import { ConsoleNav } from '#templates/dinum/console-nav.js'

/** The list of collectivités. */
export function collectivitesRoutes({ db }: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  return factory.createApp().get(consolePath, guard, async function list(c) {
    const all = await listCollectivites(db)
    const page = (
      <>
        <ConsoleNav {...consoleNav('collectivités')} />
        <h1>Collectivités</h1>
        <ul>
          {all.map(({ siret, name, state }) => (
            <li>
              {name}, {siret}, {state}
            </li>
          ))}
        </ul>
      </>
    )
    return c.render(page, { title: 'Collectivités', area: 'dinum', signedIn: true })
  })
}

import { withQuery } from '#src/agent/addresses.js'
import { consoleCollectivitePath, consolePath, eventsPath, openingPath } from '#src/dinum/addresses.js'
import {
  countWaiting,
  findCollectivites,
  listDepartements,
  PAGE_SIZE,
} from '#src/dinum/collectivites/find-collectivites.js'
import { readFilter } from '#src/dinum/collectivites/read-filter.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { factory } from '#src/http/factory.js'
import { Collectivites } from '#templates/dinum/collectivites.js'
import { formatNumber } from '#templates/format.js'

/** The collectivités, searched and filtered by the address. */
export function collectivitesRoutes({ db, now }: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  return factory.createApp().get(consolePath, guard, async function list(c) {
    const { filter, parameters, page: asked } = readFilter(c.req.query())
    const [{ lines, total, page }, departements, waiting] = await Promise.all([
      findCollectivites(db, filter, asked, now()),
      listDepartements(db),
      countWaiting(db),
    ])
    const pageUrl = (number: number) =>
      withQuery(consolePath, number > 1 ? { ...parameters, page: String(number) } : parameters)
    const first = (page - 1) * PAGE_SIZE + 1
    const last = first + lines.length - 1
    const content = (
      <Collectivites
        nav={consoleNav('collectivités')}
        filters={{ action: consolePath, parameters, departements }}
        lines={lines.map((line) => ({ ...line, url: consoleCollectivitePath(line.siret) }))}
        total={total}
        pager={{
          shown: `${formatNumber(first)} à ${formatNumber(last)} sur ${formatNumber(total)}`,
          previousUrl: page > 1 ? pageUrl(page - 1) : null,
          nextUrl: last < total ? pageUrl(page + 1) : null,
        }}
        waiting={{ count: waiting, url: eventsPath }}
        openingUrl={openingPath}
      />
    )
    return c.render(content, { title: titleOf(filter.text, page), area: 'dinum', signedIn: true })
  })
}

function titleOf(text: string, page: number): string {
  const what = text ? `${text} : collectivités` : 'Collectivités'
  return page > 1 ? `${what}, page ${page}` : what
}

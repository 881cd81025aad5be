import type { Context } from 'hono'
import { noteAct } from '#src/audit/acts.js'
import { openingListsPath, openingPath } from '#src/dinum/addresses.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import { openingListPath } from '#src/dinum/opening-lists/addresses.js'
import { readUpload } from '#src/dinum/opening-lists/read-upload.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { factory } from '#src/http/factory.js'
import { type OpeningList, recentLists } from '#src/onboarding/openings/find-list.js'
import { keepList } from '#src/onboarding/openings/keep-list.js'
import { OpeningLists, type UploadErrors } from '#templates/dinum/opening-lists.js'
import { formatInstant } from '#templates/format.js'

/** Where a list of collectivités is handed in, and the lists that are kept. */
export function openingListsRoutes(services: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  const { db, safe, now } = services
  return factory
    .createApp()
    .get(openingListsPath, guard, (c) => show(c, '', {}))
    .post(openingListsPath, guard, async function read(c) {
      const body = (await c.req.parseBody()) as Record<string, string | File>
      const upload = await readUpload(body)
      if (upload.kind === 'refused') return show(c, String(body.lignes ?? ''), upload.errors)
      const operator = c.get('operator')
      const id = await keepList(db, upload.list, {
        operatorId: operator.id,
        now: now(),
        journal: (tx, id) => noteAct(safe, tx, operator, 'liste lue', { concerned: id }),
      })
      return c.redirect(openingListPath(id), 303)
    })

  async function show(c: Context, pasted: string, errors: UploadErrors) {
    const page = (
      <OpeningLists
        nav={consoleNav('ouverture')}
        action={openingListsPath}
        pasted={pasted}
        errors={errors}
        dropped={c.req.query('fait') === 'abandon'}
        lists={(await recentLists(db)).map(lineOf)}
        oneUrl={openingPath}
      />
    )
    const isRefused = Object.keys(errors).length > 0
    if (isRefused) c.status(422)
    const title = 'Ouvrir une liste de collectivités'
    return c.render(page, { title: isRefused ? `Erreur : ${title}` : title, area: 'dinum', signedIn: true })
  }
}

function lineOf({ id, createdAt, confirmedAt, endedAt }: OpeningList) {
  const state = endedAt ? ('ended' as const) : confirmedAt ? ('under-way' as const) : ('draft' as const)
  return { url: openingListPath(id), readAt: formatInstant(createdAt, 'Europe/Paris'), state }
}

import type { Context } from 'hono'
import { localDay } from '#src/collectivite/local-time.js'
import { factory } from '#src/http/factory.js'
import type { Services } from '#src/services.js'
import { csvTable } from '#src/spreadsheet/csv.js'
import { createFigures } from '#src/statistics/figures.js'
import { Statistics } from '#templates/information/statistics.js'
import { percentOf, RATES } from '#templates/information/statistics-words.js'

export const STATISTICS_PATH = '/statistiques'
const MONTHS_PATH = `${STATISTICS_PATH}/transmissions-par-mois.csv`
const RATES_PATH = `${STATISTICS_PATH}/taux.csv`
const DEPARTEMENTS_PATH = `${STATISTICS_PATH}/departements.csv`
const FIVE_MINUTES = 'public, max-age=300'

/** Public figures, as a page and as files; a cell is empty where a figure is withheld. */
export function statisticsRoutes({ db, now }: Pick<Services, 'db' | 'now'>) {
  const readFigures = createFigures(db, now)
  // Months are those of Paris: the service is one for all.
  const figures = () => readFigures(localDay(now(), 'Europe/Paris'))
  return factory
    .createApp()
    .get(STATISTICS_PATH, async (c) => {
      c.header('Cache-Control', FIVE_MINUTES)
      const urls = { months: MONTHS_PATH, rates: RATES_PATH, departements: DEPARTEMENTS_PATH }
      return c.render(<Statistics figures={await figures()} urls={urls} />, { title: 'Statistiques' })
    })
    .get(MONTHS_PATH, async (c) => {
      const { months } = await figures()
      const rows = months.map(({ month, transmissions }) => [month, transmissions])
      return csv(c, ['Mois', 'Transmissions'], rows)
    })
    .get(RATES_PATH, async (c) => {
      const { rates } = await figures()
      const rows = RATES.map(({ rate, name, meaning }) => {
        const share = rates[rate]
        return [name, share === null ? null : percentOf(share), meaning]
      })
      return csv(c, ['Taux', 'Pourcentage', 'Définition'], rows)
    })
    .get(DEPARTEMENTS_PATH, async (c) => {
      const { departements } = await figures()
      const rows = departements.map(({ code, name, open, transmissions }) => [
        code,
        name,
        open,
        transmissions,
      ])
      return csv(c, ['Code département', 'Département', 'Collectivités ouvertes', 'Transmissions'], rows)
    })
}

function csv(c: Context, titles: string[], rows: Parameters<typeof csvTable>[1]) {
  const name = `statistiques_${c.req.path.split('/').at(-1)}`
  return c.body(csvTable(titles, rows), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': FIVE_MINUTES,
    'Access-Control-Allow-Origin': '*',
  })
}

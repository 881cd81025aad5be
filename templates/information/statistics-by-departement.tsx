import type { Figures } from '#src/statistics/figures.js'
import { BarChart } from '#templates/components/bar-chart.js'
import { formatNumber } from '#templates/format.js'
import { WITHHELD } from '#templates/information/statistics-words.js'

const DRAWN = 12
const OPEN = 'Collectivités ouvertes'
const SENT = 'Transmissions'

type Departement = Figures['departements'][number]

/** Where collectivités are open, and where residents transmit; the largest drawn, all of them in the table. */
export function StatisticsByDepartement({ figures }: { figures: Figures }) {
  const { departements, elsewhere } = figures
  return (
    <>
      <div class="qf-beside qf-wide">
        <Chart what="collectivités ouvertes" of={({ open }) => open} departements={departements} />
        <Chart
          what="transmissions"
          of={({ transmissions }) => transmissions ?? 0}
          departements={departements}
        />
      </div>
      <table class="qf-cards qf-wide">
        <caption class="fr-sr-only">Collectivités ouvertes et transmissions, par département</caption>
        <thead>
          <tr>
            <th scope="col">Département</th>
            <th scope="col">{OPEN}</th>
            <th scope="col">{SENT}</th>
          </tr>
        </thead>
        <tbody>
          {departements.map((one) => (
            <Row
              name={nameOf(one)}
              open={formatNumber(one.open)}
              sent={one.transmissions === null ? WITHHELD : formatNumber(one.transmissions)}
            />
          ))}
          {elsewhere ? (
            <Row name="Tous ceux qui ne sont pas publiés, ensemble" open="" sent={formatNumber(elsewhere)} />
          ) : null}
        </tbody>
      </table>
    </>
  )
}

function Row({ name, open, sent }: { name: string; open: string; sent: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {open === '' ? <td /> : <td data-label={OPEN}>{open}</td>}
      <td data-label={SENT}>{sent}</td>
    </tr>
  )
}

type ChartProps = { what: string; of: (one: Departement) => number; departements: Departement[] }

function Chart({ what, of, departements }: ChartProps) {
  const largest = departements
    .filter((one) => of(one) > 0)
    .toSorted((a, b) => of(b) - of(a) || a.code.localeCompare(b.code))
    .slice(0, DRAWN)
  if (largest.length === 0) return null
  const title = `${what} par département${largest.length === DRAWN ? `, les ${DRAWN} premiers` : ''}`
  return (
    <div>
      <h3 class="fr-h6">{`${title.charAt(0).toUpperCase()}${title.slice(1)}`}</h3>
      <BarChart
        title={title}
        bars={largest.map((one) => ({ label: nameOf(one), value: of(one), text: formatNumber(of(one)) }))}
      />
    </div>
  )
}

function nameOf({ code, name }: Departement): string {
  return `${name} (${code})`
}

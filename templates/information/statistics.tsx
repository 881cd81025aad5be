import type { Child } from 'hono/jsx'
import type { Figures } from '#src/statistics/figures.js'
import { BarChart } from '#templates/components/bar-chart.js'
import { BigValue } from '#templates/components/big-value.js'
import { FiguresTable } from '#templates/components/figures-table.js'
import { formatNumber } from '#templates/format.js'
import { StatisticsByDepartement } from '#templates/information/statistics-by-departement.js'
import { monthOf, NOT_ENOUGH, percentOf, RATES, WITHHELD } from '#templates/information/statistics-words.js'

type Props = { figures: Figures; urls: { months: string; departements: string; rates: string } }

/** The service in figures, of sums alone. */
export function Statistics({ figures, urls }: Props) {
  const { openCollectivites, transmissions, from, until } = figures
  if (openCollectivites === 0 && transmissions === null) return <NoFigures />
  const period = `de ${monthOf(from)} à ${monthOf(until)}`
  return (
    <>
      <h1>Statistiques</h1>
      <p class="fr-text--lead">
        Le service en chiffres, {period}. Ce sont des sommes tenues jour par jour : aucune personne n’y
        figure.
      </p>
      <BigValue label="Collectivités ouvertes" value={formatNumber(openCollectivites)} detail="Aujourd’hui" />
      <BigValue
        label="Transmissions"
        value={transmissions === null ? '—' : formatNumber(transmissions)}
        detail={transmissions === null ? `Il n’y a ${NOT_ENOUGH} pour les compter ici.` : period}
      />
      <h2>Transmissions par mois</h2>
      {transmissions === null ? <NotEnough /> : <Months {...figures} />}
      <CsvLink href={urls.months}>Les transmissions par mois, en CSV</CsvLink>
      <h2>De FranceConnect à la mairie</h2>
      {transmissions === null ? <NotEnough /> : <Rates {...figures} />}
      <CsvLink href={urls.rates}>Ces taux, en CSV</CsvLink>
      <h2>Par département</h2>
      <StatisticsByDepartement figures={figures} />
      <CsvLink href={urls.departements}>Les départements, en CSV</CsvLink>
      <HowCounted />
    </>
  )
}

function NoFigures() {
  return (
    <>
      <h1>Statistiques</h1>
      <p>
        Aucune collectivité n’a encore ouvert ce service : il n’y a pas encore de chiffres. Ils viendront ici,
        sans rien dire de personne.
      </p>
      <HowCounted />
    </>
  )
}

function Months({ months }: Figures) {
  const bars = months.map(({ month, transmissions }) => ({
    label: monthOf(month),
    value: transmissions ?? 0,
    text: transmissions === null ? WITHHELD : formatNumber(transmissions),
  }))
  return (
    <div class="qf-beside qf-wide">
      <BarChart title="transmissions par mois" bars={bars} />
      <FiguresTable
        caption="Transmissions par mois"
        titles={['Mois', 'Transmissions']}
        rows={bars.map(({ label, text }) => [label, text])}
      />
    </div>
  )
}

function Rates({ rates }: Figures) {
  const lines = RATES.map(({ rate, ...line }) => ({ ...line, share: rates[rate] }))
  const textOf = (share: number | null) => (share === null ? NOT_ENOUGH : `${percentOf(share)} %`)
  const bars = lines.flatMap(({ name, share }) =>
    share === null ? [] : [{ label: name, value: share, text: textOf(share) }],
  )
  return (
    <div class="qf-beside qf-wide">
      {bars.length > 0 && <BarChart title="les trois taux" bars={bars} full={1} />}
      <FiguresTable
        caption="Les trois taux, et ce qu’ils disent"
        titles={['Taux', 'Valeur']}
        rows={lines.map(({ name, meaning, share }) => [
          <>
            {name}
            <span class="qf-detail">{meaning}.</span>
          </>,
          textOf(share),
        ])}
      />
    </div>
  )
}

function NotEnough() {
  return <p>Il n’y a {NOT_ENOUGH}.</p>
}

function CsvLink({ href, children }: { href: string; children: Child }) {
  return (
    <p class="fr-mt-2w">
      <a href={href} download>
        {children}
      </a>
    </p>
  )
}

function HowCounted() {
  return (
    <>
      <h2>Comment nous comptons</h2>
      <ul>
        <li>
          Une transmission compte le jour où l’usager l’envoie, à l’heure de sa collectivité, même s’il
          l’annule ensuite. Ni les exemples, ni ce qu’un agent saisit au guichet ne comptent.
        </li>
        <li>
          Un chiffre n’est montré qu’à partir de 11 transmissions faites avec FranceConnect. Quand un plus
          petit se déduirait du total, un chiffre de plus est retenu : « {WITHHELD} » peut donc cacher un
          grand nombre. C’est alors le mois le plus ancien, ou le département qui a le moins de collectivités
          ouvertes, quel que soit son chiffre.
        </li>
        <li>
          Les départements sont le plus fin que nous montrons. Là où une seule collectivité est ouverte, le
          chiffre du département est le sien.
        </li>
        <li>La page suit l’activité à quelques minutes près.</li>
      </ul>
    </>
  )
}

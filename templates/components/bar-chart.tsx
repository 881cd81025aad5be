export type Bar = { label: string; value: number; text: string }

// In letters' height, so that the picture grows with the text that a reader makes larger.
const ROW = 2.75
// In percent of the width; the figure stands beside the bar, where a long label cannot reach it.
const GROUND = 62

/**
 * Bars beside one another, each under its words. Drawn without styles of its own, which the security policy refuses.
 * @param title what it shows; the figures themselves stand in a table beside
 */
export function BarChart({ title, bars, full }: { title: string; bars: Bar[]; full?: number }) {
  const most = full ?? Math.max(...bars.map(({ value }) => value), 1)
  return (
    <svg
      class="qf-chart"
      role="img"
      aria-label={`Diagramme en barres : ${title}. Le tableau donne les mêmes chiffres.`}
      width="100%"
      height={`${bars.length * ROW}em`}
    >
      {bars.map(({ label, value, text }, at) => (
        <>
          <text x="0" y={`${at * ROW + 1}em`}>
            {label}
          </text>
          <text class="qf-chart__value" x="100%" y={`${at * ROW + 2.125}em`} text-anchor="end">
            {text}
          </text>
          <rect
            class="qf-chart__ground"
            x="0"
            y={`${at * ROW + 1.375}em`}
            width={`${GROUND}%`}
            height="0.75em"
          />
          <rect
            class="qf-chart__bar"
            x="0"
            y={`${at * ROW + 1.375}em`}
            width={`${Math.round((value / most) * GROUND * 10) / 10}%`}
            height="0.75em"
          />
        </>
      ))}
    </svg>
  )
}

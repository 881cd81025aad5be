import { COUNTED } from '#src/metrics/counted.js'
import type { Family, Sample } from '#src/metrics/exposition.js'
import type { Figure, LabelsOf } from '#src/metrics/figure.js'

type Counted = typeof COUNTED
type NameOf<Type extends Figure['type']> = {
  [Name in keyof Counted]: Counted[Name]['type'] extends Type ? Name : never
}[keyof Counted]
type Labels = Readonly<Record<string, string>>
/** `buckets` only of a histogram: how many fell into each, the last one without an upper bound. */
type Cell = { labels: Labels; value: number; count: number; buckets: number[] }
type Tally = { name: string; figure: Figure; labelNames: string[]; cells: Map<string, Cell> }

export type Metrics = ReturnType<typeof createMetrics>

/**
 * Counts in the memory of this process. A page pays some hundred nanoseconds for it, which is why this is ours:
 * docs/decisions/030-metrics.md.
 */
export function createMetrics() {
  const tallies = new Map(Object.entries(COUNTED).map(([name, figure]) => [name, tallyOf(name, figure)]))
  let inFlight = 0

  const cellOf = (name: string, labels: Labels): Cell => {
    const tally = tallies.get(name) as Tally
    let key = ''
    for (const label of tally.labelNames) key += `${labels[label]}\n`
    return tally.cells.get(key) ?? addCell(tally, key, labels)
  }
  const count = <Name extends NameOf<'counter'>>(name: Name, labels: LabelsOf<Counted[Name]>, times = 1) => {
    cellOf(name, labels).value += times
  }
  const observe = <Name extends NameOf<'histogram'>>(
    name: Name,
    labels: LabelsOf<Counted[Name]>,
    milliseconds: number,
  ) => {
    addDuration(cellOf(name, labels), COUNTED[name].buckets, milliseconds)
  }
  // Every request passes here: three looks into maps, and no text is made.
  const routes = new Map<string, { duration: Cell; answers: Map<string, Map<number, Cell>> }>()
  const cellsOf = (route: string) => {
    const duration = cellOf('qf_http_request_duration_seconds', { route })
    const cells = { duration, answers: new Map() }
    routes.set(route, cells)
    return cells
  }
  const answerOf = (
    answers: Map<string, Map<number, Cell>>,
    method: string,
    route: string,
    status: number,
  ) => {
    const cell = cellOf('qf_http_requests_total', { method, route, status: classOf(status) })
    const ofMethod = answers.get(method) ?? new Map<number, Cell>()
    answers.set(method, ofMethod.set(status, cell))
    return cell
  }

  return {
    /** So often more; once where it is not said. */
    count,
    /** One duration more, of a histogram. */
    observe,
    /** For who sees every request. */
    requests: {
      begun(): void {
        inFlight += 1
      },
      ended(): void {
        inFlight -= 1
      },
      answered(method: string, route: string, status: number, milliseconds: number): void {
        const { duration, answers } = routes.get(route) ?? cellsOf(route)
        const answer = answers.get(method)?.get(status) ?? answerOf(answers, method, route, status)
        answer.value += 1
        addDuration(duration, COUNTED.qf_http_request_duration_seconds.buckets, milliseconds)
      },
    },
    inFlight: () => inFlight,
    /** All that was counted until now. */
    read: (): Family[] =>
      [...tallies.values()].map(({ name, figure, cells }) => ({
        name,
        figure,
        samples: [...cells.values()].flatMap((cell) => samplesOf(figure, cell)),
      })),
  }
}

/** Counters of which all values are known begin at 0: the first that happens is seen as an increase. */
function tallyOf(name: string, figure: Figure): Tally {
  const tally = { name, figure, labelNames: Object.keys(figure.labels ?? {}), cells: new Map<string, Cell>() }
  if (figure.type === 'counter')
    for (const labels of combinationsOf(figure))
      addCell(tally, tally.labelNames.map((label) => `${labels[label]}\n`).join(''), labels)
  return tally
}

function combinationsOf({ labels = {} }: Figure): Labels[] {
  let all: Labels[] = [{}]
  for (const [label, values] of Object.entries(labels))
    all = all.flatMap((before) => (values ?? []).map((value) => ({ ...before, [label]: value })))
  return all
}

function addCell({ figure, labelNames, cells }: Tally, key: string, given: Labels): Cell {
  const labels = Object.fromEntries(labelNames.map((label) => [label, given[label] ?? '']))
  const buckets = figure.buckets ? [...figure.buckets, 0].fill(0) : []
  const cell = { labels, value: 0, count: 0, buckets }
  cells.set(key, cell)
  return cell
}

function addDuration(cell: Cell, bounds: readonly number[], milliseconds: number): void {
  const seconds = milliseconds / 1000
  let at = 0
  while (at < bounds.length && seconds > (bounds[at] as number)) at += 1
  cell.buckets[at] = (cell.buckets[at] ?? 0) + 1
  cell.value += seconds
  cell.count += 1
}

function samplesOf({ buckets: bounds }: Figure, { labels, value, count, buckets }: Cell): Sample[] {
  if (!bounds) return [{ labels, value }]
  let below = 0
  const steps = [...bounds, Number.POSITIVE_INFINITY].map((bound, at) => {
    below += buckets[at] ?? 0
    const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound)
    return { suffix: '_bucket', labels: { ...labels, le }, value: below }
  })
  return [...steps, { suffix: '_sum', labels, value }, { suffix: '_count', labels, value: count }]
}

/** What is too much and what cannot be served now are no faults, and stand apart from them. */
function classOf(status: number): string {
  return status === 429 || status === 503 ? String(status) : `${Math.floor(status / 100)}xx`
}

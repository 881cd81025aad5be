import type { Figure } from '#src/metrics/figure.js'

/** One line: what is appended to the name, the labels in order, the value. */
export type Sample = { suffix?: string; labels: Readonly<Record<string, string>>; value: number }
export type Family = { name: string; figure: Figure; samples: readonly Sample[] }

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** The text format of Prometheus. https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function expose(families: readonly Family[]): string {
  return families.map(linesOf).join('')
}

function linesOf({ name, figure, samples }: Family): string {
  const help = figure.help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
  const head = `# HELP ${name} ${help}\n# TYPE ${name} ${figure.type}\n`
  return samples.reduce(
    (text, { suffix = '', labels, value }) => `${text}${name}${suffix}${labelsOf(labels)} ${textOf(value)}\n`,
    head,
  )
}

function labelsOf(labels: Sample['labels']): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeValue(value)}"`)
  return pairs.length > 0 ? `{${pairs.join(',')}}` : ''
}

function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function textOf(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf'
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value)
}

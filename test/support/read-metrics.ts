export type ReadSample = { name: string; labels: Record<string, string>; value: number }
export type ReadFamily = { name: string; type: string; help: string; samples: ReadSample[] }

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"'
const HELP = new RegExp(`^# HELP (${NAME}) (.+)$`)
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram)$`)
const SAMPLE = new RegExp(
  `^(${NAME})(?:\\{((?:${LABEL})(?:,${LABEL})*)\\})? (-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?|\\+Inf|NaN)$`,
)

/**
 * Reads the text format 0.0.4 by its grammar, families in one piece each, no line twice.
 * @throws at the first line that is none https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function readMetrics(text: string): Map<string, ReadFamily> {
  const families = new Map<string, ReadFamily>()
  const seen = new Set<string>()
  let current: ReadFamily | null = null
  if (!text.endsWith('\n')) throw new Error('The last line must end too')
  for (const line of text.slice(0, -1).split('\n')) {
    const help = HELP.exec(line)
    const type = TYPE.exec(line)
    const sample = SAMPLE.exec(line)
    if (help) {
      current = { name: help[1] ?? '', help: help[2] ?? '', type: '', samples: [] }
      if (families.has(current.name)) throw new Error(`${current.name} is there twice`)
      families.set(current.name, current)
    } else if (type && current?.name === type[1] && current?.type === '') current.type = type[2] ?? ''
    else if (sample && current?.type) {
      const [, name = '', labels = '', value = ''] = sample
      if (!namesOf(current).includes(name)) throw new Error(`${name} stands under ${current.name}`)
      if (seen.has(`${name}{${labels}}`)) throw new Error(`${name}{${labels}} is there twice`)
      seen.add(`${name}{${labels}}`)
      current.samples.push({
        name,
        labels: labelsOf(labels),
        value: Number(value.replace('+Inf', 'Infinity')),
      })
    } else throw new Error(`Not understood: ${line}`)
  }
  return families
}

/** The value of the one sample that has these labels; undefined when there is none. */
export function sampleOf(
  families: Map<string, ReadFamily>,
  name: string,
  labels: Record<string, string> = {},
): number | undefined {
  const family = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''))
  const wanted = Object.entries(labels)
  const found = (family?.samples ?? []).filter(
    (sample) => sample.name === name && wanted.every(([label, value]) => sample.labels[label] === value),
  )
  if (found.length > 1) throw new Error(`${name} has ${found.length} lines of ${JSON.stringify(labels)}`)
  return found[0]?.value
}

function namesOf({ name, type }: ReadFamily): string[] {
  return type === 'histogram' ? ['_bucket', '_sum', '_count'].map((suffix) => name + suffix) : [name]
}

function labelsOf(text: string): Record<string, string> {
  const unescaped = (value: string) => value.replace(/\\(.)/g, (_, one) => (one === 'n' ? '\n' : one))
  return Object.fromEntries(
    [...text.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', value = '']) => [
      label,
      unescaped(value),
    ]),
  )
}

type Values = readonly string[]
/** Each label with all it may be; null where the program itself bounds it: routes, queues, versions. */
type Labels = Readonly<Record<string, Values | null>>
export type Figure = {
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly labels?: Labels
  /** Upper bounds of a histogram, in seconds. */
  readonly buckets?: readonly number[]
}

/** What a figure asks to be told: each of its labels, from what it may be. */
export type LabelsOf<One extends Figure> = One extends { labels: infer All extends Labels }
  ? { [Label in keyof All]: All[Label] extends Values ? All[Label][number] : string }
  : Record<never, never>

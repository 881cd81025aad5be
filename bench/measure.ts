export type Result = {
  name: string
  /** Middle of the medians of the rounds. */
  median: number
  p95: number
  unit: 'ms' | 'KB' | 'MB' | '×' | '/s' | ''
  count: number
}

type Subject = { name: string; run(): Promise<number> }

const ROUNDS = 5

/** Runs the subjects in turns, so that a noisy moment of the machine meets them all. */
export async function inTurns(
  subjects: Subject[],
  perRound: number,
  roundsInAll = ROUNDS,
): Promise<Result[]> {
  const rounds = subjects.map(() => [] as number[][])
  for (let round = 0; round < roundsInAll; round++) {
    for (const [at, { run }] of subjects.entries()) {
      const values: number[] = []
      for (let times = 0; times < perRound; times++) values.push(await run())
      rounds[at]?.push(values)
    }
  }
  return subjects.map(({ name }, at) => {
    const values = rounds[at] ?? []
    return {
      name,
      median: rounded(
        quantile(
          values.map((round) => quantile(round, 0.5)),
          0.5,
        ),
      ),
      p95: rounded(quantile(values.flat(), 0.95)),
      unit: 'ms',
      count: values.flat().length,
    }
  })
}

export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function rounded(figure: number): number {
  return Math.round(figure * 100) / 100
}

/** How many times one median is the other. */
export function ratio(name: string, one: Result | undefined, other: Result | undefined): Result {
  const times = (one?.median ?? Number.NaN) / (other?.median ?? Number.NaN)
  return { name, median: rounded(times), p95: Number.NaN, unit: '×', count: one?.count ?? 0 }
}

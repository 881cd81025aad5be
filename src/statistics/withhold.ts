/** What is of fewer than these is shown nowhere, nor can it be reckoned. */
export const SHOWN_FROM = 11

/** `shown` is null where the figure is withheld; `rest` is the sum of those, null when it must not be told either. */
export type Withheld<Figure> = { figures: (Figure & { shown: number | null })[]; rest: number | null }

/**
 * Withholds each figure of which fewer than 11 are certified: anybody can add to the others without FranceConnect, and
 * subtract again what she added. The sum of the withheld follows from the total: where it would tell those of them that
 * are certified, because they are under 11 together or as many as they can be, one more is withheld, the first in the
 * order given. That order must not depend on the figures, or the choice would tell something of them.
 * @param all `certified` are those of `count` that nobody can make up
 * @returns a rest of null where no figure is left to withhold: then the total must not be told either
 */
export function withhold<Figure extends { count: number; certified: number }>(
  all: Figure[],
  order: (a: Figure, b: Figure) => number,
): Withheld<Figure> {
  const few = all.filter(isFew)
  const [sum, certified] = [total(few, 'count'), total(few, 'certified')]
  const tells = sum > 0 && (certified < SHOWN_FROM || certified === few.length * (SHOWN_FROM - 1))
  const oneMore = tells ? all.filter((figure) => !isFew(figure)).toSorted(order)[0] : undefined
  return {
    figures: all.map((figure) => ({
      ...figure,
      shown: isFew(figure) || figure === oneMore ? null : figure.count,
    })),
    rest: tells && !oneMore ? null : sum + (oneMore?.count ?? 0),
  }
}

function isFew({ certified }: { certified: number }): boolean {
  return certified < SHOWN_FROM
}

function total(figures: { count: number; certified: number }[], what: 'count' | 'certified'): number {
  return figures.reduce((sum, figure) => sum + figure[what], 0)
}

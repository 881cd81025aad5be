/** Fewer transmissions than these are shown nowhere, nor can they be reckoned. */
export const SHOWN_FROM = 11

/** `shown` is null where the figure is withheld; `rest` is the sum of those, null when it must not be told either. */
export type Withheld<Figure> = { figures: (Figure & { shown: number | null })[]; rest: number | null }

/**
 * Withholds each figure under 11. Their sum follows from the total: where it would tell them, because it is under 11
 * too or as large as they allow, one more is withheld, the first in the order given. That order must not depend on the
 * figures, or the choice would tell something of them.
 * @returns a rest of null where no figure is left to withhold: then the total must not be told either
 */
export function withhold<Figure extends { count: number }>(
  all: Figure[],
  order: (a: Figure, b: Figure) => number,
): Withheld<Figure> {
  const few = all.filter(({ count }) => count < SHOWN_FROM)
  const sum = few.reduce((total, { count }) => total + count, 0)
  const tells = sum > 0 && (sum < SHOWN_FROM || sum === few.length * (SHOWN_FROM - 1))
  const oneMore = tells ? all.filter(({ count }) => count >= SHOWN_FROM).toSorted(order)[0] : undefined
  return {
    figures: all.map((figure) => ({
      ...figure,
      shown: figure.count < SHOWN_FROM || figure === oneMore ? null : figure.count,
    })),
    rest: tells && !oneMore ? null : sum + (oneMore?.count ?? 0),
  }
}

export type Clock = () => Date

/** A clock that stands still until it is told to move. */
export function fixedClock(
  at: string,
): Clock & { moveBy(milliseconds: number): void; moveTo(at: string): void } {
  let now = new Date(at).getTime()
  return Object.assign(() => new Date(now), {
    moveBy: (milliseconds: number) => {
      now += milliseconds
    },
    moveTo: (later: string) => {
      now = new Date(later).getTime()
    },
  })
}

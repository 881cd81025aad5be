const TIMES = 50

/** Every time-out set from now on comes fifty times sooner, until the end of the block. */
export function hastenTimeouts(): Disposable {
  const { timeout } = AbortSignal
  AbortSignal.timeout = (milliseconds) => timeout.call(AbortSignal, milliseconds / TIMES)
  return {
    [Symbol.dispose]() {
      AbortSignal.timeout = timeout
    },
  }
}

import { monitorEventLoopDelay } from 'node:perf_hooks'

const TURN_MILLISECONDS = 20
const NANOSECONDS = 1e9

export type ProcessFigures = ReturnType<typeof watchProcess>

/** What this process uses. It looks at the event loop fifty times a second, which costs nothing that can be measured. */
export function watchProcess() {
  const delay = monitorEventLoopDelay({ resolution: TURN_MILLISECONDS })
  delay.enable()
  const started = performance.timeOrigin / 1000
  // A turn is not late before its time.
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / NANOSECONDS - TURN_MILLISECONDS / 1000)
  return {
    /** In bytes, seconds and Unix time; delays since the last reading. */
    read() {
      const { rss, heapUsed } = process.memoryUsage()
      const { user, system } = process.cpuUsage()
      const figures = {
        residentBytes: rss,
        heapUsedBytes: heapUsed,
        userSeconds: user / 1e6,
        systemSeconds: system / 1e6,
        startedAt: started,
        delayP99: late(delay.percentile(99)),
        delayMax: late(delay.max),
      }
      delay.reset()
      return figures
    },
    close: () => {
      delay.disable()
    },
  }
}

import type { Reporter, TestModule } from 'vitest/node'

/** A skipped test proves nothing: names each at the end of the run, with its reason. */
export const skippedReporter: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')])
    for (const test of skipped) {
      const result = test.result()
      const reason = result.state === 'skipped' && result.note ? `: ${result.note}` : ''
      process.stderr.write(`SKIPPED ${test.module.relativeModuleId} > ${test.fullName}${reason}\n`)
    }
  },
}

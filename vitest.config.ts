import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { skippedReporter } from './test/support/skipped-reporter.js'

const MINUTE = 60_000

// `vitest run` runs the ordinary tests, `vitest run --mode endurance` the long ones.
export default defineConfig(({ mode }) => {
  const long = mode === 'endurance'
  return {
    test: {
      include: long ? ['test/endurance/**/*.test.{ts,tsx}'] : ['{src,templates,test}/**/*.test.{ts,tsx}'],
      exclude: ['node_modules', 'dist', ...(long ? [] : ['test/endurance/**'])],
      globalSetup: 'test/support/global-setup.ts',
      pool: 'forks',
      maxWorkers: Math.max(2, availableParallelism() - 1),
      testTimeout: long ? 15 * MINUTE : 2 * MINUTE,
      hookTimeout: MINUTE,
      env: { NODE_ENV: 'test' },
      silent: 'passed-only',
      reporters: ['default', skippedReporter],
    },
  }
})

import type { TestProject } from 'vitest/node'
import { startChromium } from './chromium-server.js'
import { prepareServer } from './postgres.js'
import { startPostgres } from './postgres-server.js'

/** Once a run, before any worker: one PostgreSQL and one Chromium for all; stopped when the run ends. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [server, browser] = await Promise.all([startPostgres(), startChromium()])
  project.provide('postgres', await prepareServer(server))
  project.provide('browser', browser.wsEndpoint())
  return async () => {
    await Promise.all([browser.close(), server.stop()])
  }
}

import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { NO_DUMP, startPostgresWithDump } from './postgres-with-dump.js'

test('a server whose own pg_dump understands it, migrated, with the communes', async ({ skip }) => {
  const server = await startPostgresWithDump()
  if (!server) return skip(NO_DUMP)
  const database = await server.createDatabase()
  const dump = execFileSync(server.programs.pg_dump, [database.config.url], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  expect(dump).toContain('CREATE TABLE public.submissions')
  expect(dump).toContain('Fay-aux-Loges')
  await database.drop()
  await server.stop()
})

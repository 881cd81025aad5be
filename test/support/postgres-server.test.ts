import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import postgres from 'postgres'
import { expect, test } from 'vitest'

const starter = `
  import { startPostgres } from './test/support/postgres-server.ts'
  const { url, folder } = await startPostgres()
  console.log(JSON.stringify({ url, folder }))
  setInterval(() => {}, 1000)`

test('the server stops and leaves nothing behind, even when the run that started it is killed', async () => {
  const run = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', starter])
  const [line] = (await once(run.stdout, 'data')) as [Buffer]
  const { url, folder } = JSON.parse(line.toString()) as { url: string; folder: string }
  const client = postgres(url, { max: 1 })
  const [row] = await client`select current_setting('server_encoding') as encoding, lower('ÉLÈVE') as lower`
  expect(row).toEqual({ encoding: 'UTF8', lower: 'élève' })
  expect(existsSync(folder)).toBe(true)

  run.kill('SIGKILL')
  await expect.poll(() => existsSync(folder), { timeout: 20_000 }).toBe(false)
  await expect(client`select 1`).rejects.toThrow()
  await client.end()
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openEmbedded } from '#src/db/embedded.js'

const dataDir = mkdtempSync(join(tmpdir(), 'collecte-qf-embedded-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

test('rows stay from one opening to the next, and a cluster left half made is made again', async () => {
  const first = await openEmbedded(dataDir)
  await first.client.exec('create table kept (id int); insert into kept values (7)')
  await first.close()
  const second = await openEmbedded(dataDir)
  expect((await second.client.query('select id from kept')).rows).toEqual([{ id: 7 }])
  await second.close()

  writeFileSync(join(dataDir, 'unfinished'), '')
  const third = await openEmbedded(dataDir)
  expect((await third.client.query(`select to_regclass('kept') as kept`)).rows).toEqual([{ kept: null }])
  expect((await third.client.query('show server_encoding')).rows).toEqual([{ server_encoding: 'UTF8' }])
  await third.close()
})

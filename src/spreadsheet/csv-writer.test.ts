import { randomBytes, randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { SealBrokenError } from '#src/seal.js'
import { csvRows } from '#src/spreadsheet/csv.js'
import { createCsvWriter } from '#src/spreadsheet/csv-writer.js'
import { sealContent } from '#src/submission/envelope.js'
import { openBatch, type SealedBatch } from '#src/submission/open-batch.js'
import { openedOf } from '../../test/support/opened.js'

const SIRET = '21450146700018'
const timeZone = 'Indian/Reunion'
const writer = createCsvWriter({ idleMilliseconds: 50 })
afterEach(() => writer.close())

function batchOf(familyNames: string[]): SealedBatch {
  const dataKey = randomBytes(32)
  const rows = familyNames.map((familyName) => {
    const id = randomUUID()
    const { identity, quotientFamilial, externalId, declared, dispute } = openedOf()
    const content = {
      ...{ identity: { ...identity, familyName }, quotientFamilial, externalId, declared, dispute },
      ...{ attachments: [], reasons: [] },
    }
    return {
      ...{ id, reference: 'Q23456789B', created: Date.UTC(2026, 8, 1, 20), origin: 'FranceConnect' as const },
      ...{ opened: null, exported: null, treated: null, example: false },
      envelope: sealContent(dataKey, SIRET, id, content).toString('base64'),
      before: null,
    }
  })
  return { siret: SIRET, dataKey, rows }
}

test('what the thread writes is what we would write, batch after batch', async () => {
  const batches = [batchOf(['LE QUÉRÉ', 'D’ŸVOIRE']), batchOf(['ŒUVRARD'])]
  const written = await Promise.all(batches.map((batch) => writer.write({ batch, timeZone })))
  expect(written.map((bytes) => Buffer.from(bytes).toString())).toEqual(
    batches.map((batch) => csvRows(openBatch(batch), timeZone)),
  )
})

test('a row that was changed breaks its file, not that of another', async () => {
  const [changed, whole] = [batchOf(['MARTIN']), batchOf(['MARTIN'])]
  const [row] = changed.rows
  if (row) row.envelope = row.envelope.replace(/.(?=.{40}$)/, (digit) => (digit === 'A' ? 'B' : 'A'))
  const [broken, written] = await Promise.allSettled([
    writer.write({ batch: changed, timeZone }),
    writer.write({ batch: whole, timeZone }),
  ])
  expect(broken).toMatchObject({ status: 'rejected', reason: expect.any(SealBrokenError) })
  expect(written.status).toBe('fulfilled')
})

test('who writes while the thread ends is told, and the next one gets another thread', async () => {
  const underWay = writer.write({ batch: batchOf(['MARTIN']), timeZone })
  await Promise.all([expect(underWay).rejects.toThrow('has ended'), writer.close()])
  const again = await writer.write({ batch: batchOf(['MARTIN']), timeZone })
  expect(Buffer.from(again).toString()).toContain('MARTIN')
})

import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { SealBrokenError } from '#src/seal.js'
import { createKeyring, proofOf, wrapperOf } from '#src/submission/keyring.js'

const SIRET = '21450142100017'
const OTHER_SIRET = '21200050900019'
const older = { id: '2025-11', key: randomBytes(32) }
const newer = { id: '2026-11', key: randomBytes(32) }

const before = createKeyring([older])
const during = createKeyring([newer, older])
const after = createKeyring([newer])

test('a data key wrapped anew is the same, opens under the new master key alone, and for its collectivité', () => {
  const { wrapped, dataKey } = before.createDataKey(SIRET)
  const anew = during.rewrapDataKey(SIRET, wrapped) ?? Buffer.alloc(0)
  expect([wrapperOf(wrapped), wrapperOf(anew)]).toEqual(['2025-11', '2026-11'])
  expect(after.unwrapDataKey(SIRET, anew)).toEqual(dataKey)
  for (const open of [
    () => before.unwrapDataKey(SIRET, anew),
    () => after.unwrapDataKey(OTHER_SIRET, anew),
    () => after.unwrapDataKey(SIRET, wrapped),
  ])
    expect(open).toThrow(SealBrokenError)
})

test('one that is under the current master key stays, and is opened all the same to see that it does', () => {
  const { wrapped } = during.createDataKey(SIRET)
  expect(during.rewrapDataKey(SIRET, wrapped)).toBeNull()
  const broken = Buffer.from(wrapped)
  broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1
  expect(() => during.rewrapDataKey(SIRET, broken)).toThrow(SealBrokenError)
})

test.each([
  [
    'changed',
    (wrapped: Buffer) => Buffer.concat([wrapped.subarray(0, -1), Buffer.of((wrapped.at(-1) ?? 0) ^ 1)]),
  ],
  ['cut', (wrapped: Buffer) => wrapped.subarray(0, 20)],
  ['of another collectivité', () => before.createDataKey(OTHER_SIRET).wrapped],
  [
    'under a master key that nobody has',
    () => createKeyring([{ id: 'x', key: randomBytes(32) }]).createDataKey(SIRET).wrapped,
  ],
  ['empty', () => Buffer.alloc(0)],
  ['no envelope', () => Buffer.from('nothing that was ever wrapped')],
])('an envelope that is %s is not wrapped anew', (_what, spoil) => {
  const { wrapped } = before.createDataKey(SIRET)
  expect(() => during.rewrapDataKey(SIRET, spoil(wrapped))).toThrow(SealBrokenError)
})

test('a proof is always the same, tells keys apart, and is no secret that anything is sealed under', () => {
  const { key } = newer
  expect(proofOf(Buffer.from(key))).toEqual(proofOf(key))
  expect(proofOf(key)).not.toEqual(proofOf(older.key))
  const secrets = ['datapass-event', 'sender mark', 'sender key', 'attestation-form'].flatMap(
    during.deriveSecrets,
  )
  for (const secret of [key, ...secrets]) expect(proofOf(key).equals(secret)).toBe(false)
  expect(during.masterKeys).toEqual([
    { id: '2026-11', proof: proofOf(key) },
    { id: '2025-11', proof: proofOf(older.key) },
  ])
})

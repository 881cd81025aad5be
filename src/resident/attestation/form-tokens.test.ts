import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createFormTokens } from '#src/resident/attestation/form-tokens.js'

const SIRET = '21450142100017'
const [older, newer] = [randomBytes(32), randomBytes(32)]
const now = () => new Date('2026-11-27T10:00:00Z')
const before = createFormTokens([older], now)

test('a form that was shown before the master key changed is taken after it, by every process that knows both', () => {
  const token = before.issue(SIRET)
  expect(createFormTokens([newer, older], now).read(SIRET, token)).toEqual(before.read(SIRET, token))
  expect(before.read(SIRET, token)).toMatchObject({ shownAt: now() })
  const restartedFirst = createFormTokens([newer, older], now).issue(SIRET)
  expect(createFormTokens([older, newer], now).read(SIRET, restartedFirst)).not.toBeNull()
})

test('it is for one collectivité, for twelve hours, and of no other key', () => {
  const token = before.issue(SIRET)
  const later = createFormTokens([older], () => new Date('2026-11-27T22:00:00Z'))
  expect(before.read('21200050900019', token)).toBeNull()
  expect(later.read(SIRET, token)).toBeNull()
  expect(createFormTokens([newer], now).read(SIRET, token)).toBeNull()
  expect(before.read(SIRET, 'made up')).toBeNull()
})

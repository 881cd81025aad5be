import { DrizzleQueryError } from 'drizzle-orm/errors'
import { expect, test } from 'vitest'
import { describeError } from '#src/log.js'

const TYPED = 'MARCHADIER\n    at Élodie (/home/elodie/file.ts:19:88)\n   at 1988-05-17:12:30'

test('of an exception names, codes and places in the code are said, and nothing of its message', () => {
  const cause = Object.assign(new Error(`Key (nom)=(${TYPED}) exists`), { code: '23505' })
  const error = Object.assign(new DrizzleQueryError('insert into t values ($1)', [TYPED], cause), {
    code: 'OUR_CODE',
  })
  const { stack = [], ...rest } = describeError(error)
  expect(rest).toEqual({ errorName: 'Error', errorCode: 'OUR_CODE', causeCode: '23505' })
  expect(stack.length).toBeGreaterThan(0)
  expect(stack[0]).toMatch(/^at .*log\.test\.ts:\d+:\d+\)?$/)
  expect(stack.join('\n')).not.toMatch(/MARCHADIER|lodie|1988/)
})

test('a message that was changed since leaves no line at all', () => {
  const error = new Error(TYPED)
  // Written when it is first read.
  expect(error.stack).toContain('MARCHADIER')
  error.message = 'Another'
  expect(describeError(error)).toEqual({ errorName: 'Error', stack: [] })
  const without = new Error('x')
  delete without.stack
  expect(describeError(without)).toEqual({ errorName: 'Error', stack: [] })
})

test('what is thrown and no exception is its type alone', () => {
  expect(describeError(TYPED)).toEqual({ errorName: 'string' })
  expect(describeError({ code: TYPED })).toEqual({ errorName: 'object' })
})

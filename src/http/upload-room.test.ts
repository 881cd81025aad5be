import { expect, test } from 'vitest'
import { createUploadRoom } from '#src/http/upload-room.js'

test('who declares much and sends nothing keeps nobody out', () => {
  const room = createUploadRoom(100)
  const silent = Array.from({ length: 50 }, () => room.enter('a', 100))
  expect(silent).not.toContain(null)
  expect(room.enter('a', 100)?.hold(100)).toBe(true)
})

test('bodies beyond the room find none, and find it when the others are done', () => {
  const room = createUploadRoom(100)
  const [first, second] = [room.enter('a', 50), room.enter('b', 60)]
  expect([first?.hold(50), second?.hold(50)]).toEqual([true, true])
  expect(room.enter('c', 1)).toBeNull()
  expect(second?.hold(10)).toBe(false)
  first?.leave()
  expect(second?.hold(10)).toBe(true)
  second?.leave()
  expect(room.enter('c', 100)?.hold(100)).toBe(true)
})

test('one network has half the room, or one body alone, and the others have theirs', () => {
  const room = createUploadRoom(100)
  const five = Array.from({ length: 5 }, () => room.enter('a', 10))
  for (const place of five) expect(place?.hold(10)).toBe(true)
  expect(room.enter('a', 1)).toBeNull()
  expect(five[0]?.hold(1)).toBe(false)
  expect(room.enter('b', 50)?.hold(50)).toBe(true)
  const alone = createUploadRoom(100).enter('a', 90)
  expect([alone?.hold(60), alone?.hold(30)]).toEqual([true, true])
})

test('a place is left once, however often it is said', () => {
  const room = createUploadRoom(100)
  const [one, other] = [room.enter('a', 40), room.enter('b', 40)]
  one?.hold(40)
  other?.hold(40)
  one?.leave()
  one?.leave()
  expect(room.enter('c', 61)).toBeNull()
  expect(room.enter('c', 60)).not.toBeNull()
})

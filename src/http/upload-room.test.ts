import { expect, test } from 'vitest'
import { factory } from '#src/http/factory.js'
import { createUploadRoom } from '#src/http/upload-room.js'

/** An app with room for 100 bytes; what it lets in is answered when `finish` is called. */
function withRoom() {
  let finish = () => {}
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  const room = createUploadRoom((c) => c.req.header('X-Network') ?? '', 100)
  const app = factory.createApp().post('/', room, async (c) => {
    await done
    return c.text('read')
  })
  const post = async (network: string, length: number) => {
    const headers = { 'Content-Length': String(length), 'X-Network': network }
    return (await app.request('/', { method: 'POST', headers })).status
  }
  return { post, finish }
}

test('bodies beyond the room are asked to come again, and find it when the others are done', async () => {
  const { post, finish } = withRoom()
  const first = post('a', 50)
  const second = post('b', 50)
  expect(await post('c', 1)).toBe(503)
  finish()
  expect([await first, await second]).toEqual([200, 200])
  expect(await post('c', 100)).toBe(200)
})

test('one network has half the room, or one body alone, and the others have theirs', async () => {
  const { post, finish } = withRoom()
  const many = Array.from({ length: 5 }, () => post('a', 10))
  expect(await post('a', 1)).toBe(503)
  const other = post('b', 50)
  finish()
  expect(await Promise.all([...many, other])).toEqual([200, 200, 200, 200, 200, 200])
  expect(await post('a', 90)).toBe(200)
})

test('what fails gives its room back', async () => {
  const room = createUploadRoom(() => 'a', 100)
  const app = factory.createApp().post('/', room, () => {
    throw new Error('Not read')
  })
  app.onError((_, c) => c.text('failed', 500))
  for (let times = 0; times < 5; times++) {
    const headers = { 'Content-Length': '60' }
    expect((await app.request('/', { method: 'POST', headers })).status).toBe(500)
  }
})

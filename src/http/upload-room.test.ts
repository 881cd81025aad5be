import { expect, test } from 'vitest'
import { factory } from '#src/http/factory.js'
import { createUploadRoom } from '#src/http/upload-room.js'

test('bodies beyond the room are asked to come again, and find it when the others are done', async () => {
  const room = createUploadRoom(100)
  let finish = () => {}
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  const app = factory.createApp().post('/', room(60), async (c) => {
    await done
    return c.text('read')
  })
  const post = (length?: number) =>
    app.request('/', {
      method: 'POST',
      headers: length === undefined ? {} : { 'Content-Length': String(length) },
    })
  const first = post(50)
  const second = post(50)
  expect((await post(1)).status).toBe(503)
  expect((await post()).status).toBe(503)
  finish()
  expect([(await first).status, (await second).status]).toEqual([200, 200])
  expect([(await post(100)).status, (await post()).status]).toEqual([200, 200])
})

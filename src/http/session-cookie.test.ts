import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { sessionCookie } from '#src/http/session-cookie.js'

test('over https the cookie is bound to the host and to secure connections', async () => {
  const cookie = sessionCookie('qf', true)
  const app = new Hono()
    .get('/write', (c) => {
      cookie.write(c, 'token')
      return c.text(cookie.read(c) ?? 'none')
    })
    .get('/clear', (c) => {
      cookie.clear(c)
      return c.text('')
    })
  const written = await app.request('/write', { headers: { Cookie: '__Host-qf=given; qf=planted' } })
  expect(written.headers.get('set-cookie')).toBe('__Host-qf=token; Path=/; HttpOnly; Secure; SameSite=Lax')
  expect(await written.text()).toBe('given')
  expect(await (await app.request('/write', { headers: { Cookie: 'qf=planted' } })).text()).toBe('none')
  expect((await app.request('/clear')).headers.get('set-cookie')).toMatch(
    /^__Host-qf=; Max-Age=0; Path=\/; Secure/,
  )
})

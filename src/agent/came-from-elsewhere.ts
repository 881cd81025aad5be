import type { Context } from 'hono'

/**
 * A link on another site, or in a mail, must not take files away in her name. Browsers of before 2023 do not say where a
 * request comes from, but our own pages tell it to us alone (Referrer-Policy). Programs say neither.
 * @param origin of our pages
 */
export function cameFromElsewhere(c: Context, origin: string): boolean {
  const site = c.req.header('Sec-Fetch-Site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  // Every browser begins like this, no program should.
  const isBrowser = c.req.header('User-Agent')?.startsWith('Mozilla/') ?? false
  const page = c.req.header('Referer') ?? ''
  return isBrowser && !(URL.canParse(page) && new URL(page).origin === origin)
}

import type { Context } from 'hono'

/** A link on another site, or in a mail, must not take files away in her name. Programs do not say where they come from. */
export function cameFromElsewhere(c: Context): boolean {
  const from = c.req.header('Sec-Fetch-Site')
  return from === 'cross-site' || from === 'same-site'
}

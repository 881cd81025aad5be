import { factory } from '#src/http/factory.js'
import { robotsTxt } from '#src/information/robots.js'
import { SECURITY_TXT_PATH, securityTxt } from '#src/information/security-txt.js'
import type { Services } from '#src/services.js'

const PLAIN = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=3600' }

/** Files that programs look for under names of their own. */
export function programFilesRoutes({ config, now }: Pick<Services, 'config' | 'now'>) {
  const { publicUrl, operator } = config
  return factory
    .createApp()
    .get('/robots.txt', (c) => c.body(robotsTxt(), 200, PLAIN))
    .get(SECURITY_TXT_PATH, (c) =>
      c.body(securityTxt({ email: operator.securityEmail, publicUrl, now: now() }), 200, PLAIN),
    )
    .get('/security.txt', (c) => c.redirect(SECURITY_TXT_PATH, 301))
}

import { factory } from '#src/http/factory.js'

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const CSP = 'Content-Security-Policy'
// `same-origin` and not `no-referrer`, under which browsers send `Origin: null` with our own forms.
const HEADERS = Object.entries({
  [CSP]: CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
})
const STRICT_TRANSPORT_SECURITY = 'max-age=63072000; includeSubDomains; preload'

/** Headers of every answer; pages are not stored anywhere unless they say otherwise. */
export function securityHeaders({ secure }: { secure: boolean }) {
  return factory.createMiddleware(async (c, next) => {
    await next()
    for (const [name, value] of HEADERS) {
      // A file of a resident brings a policy of its own, which is stricter.
      if (name !== CSP || !c.res.headers.get(CSP)?.includes('sandbox')) c.res.headers.set(name, value)
    }
    if (secure) c.res.headers.set('Strict-Transport-Security', STRICT_TRANSPORT_SECURITY)
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
  })
}

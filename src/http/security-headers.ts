import type { Context } from 'hono'
import { factory } from '#src/http/factory.js'

const CSP = 'Content-Security-Policy'
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

// What pages do not do; texts are copied by a button of the desk. Only names that Chromium knows on every system: each
// other one is an error in its console. https://www.w3.org/TR/permissions-policy/
const NOT_USED = [
  'accelerometer',
  'autoplay',
  'camera',
  'clipboard-read',
  'captured-surface-control',
  'compute-pressure',
  'cross-origin-isolated',
  'digital-credentials-get',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'keyboard-map',
  'local-fonts',
  'local-network-access',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'sync-xhr',
  'unload',
  'usb',
  'window-management',
  'xr-spatial-tracking',
]
const PERMISSIONS_POLICY = [...NOT_USED.map((feature) => `${feature}=()`), 'clipboard-write=(self)'].join(
  ', ',
)

// `same-origin` and not `no-referrer`, under which browsers send `Origin: null` with our own forms.
const HEADERS = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': PERMISSIONS_POLICY,
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
}
const STRICT_TRANSPORT_SECURITY = 'max-age=63072000; includeSubDomains; preload'

/**
 * Headers of every answer; nothing is stored anywhere unless it says otherwise.
 * @param isSecure whether it goes by https: by http, HSTS would count for nothing (RFC 6797, 7.2)
 */
export function securityHeaders(isSecure: (c: Context) => boolean) {
  const always = Object.entries(HEADERS)
  return factory.createMiddleware(async (c, next) => {
    await next()
    for (const [name, value] of always) c.res.headers.set(name, value)
    if (isSecure(c)) c.res.headers.set('Strict-Transport-Security', STRICT_TRANSPORT_SECURITY)
    // A file of a resident brings a policy of its own, which is stricter.
    if (!c.res.headers.get(CSP)?.includes('sandbox')) c.res.headers.set(CSP, CONTENT_SECURITY_POLICY)
    c.res.headers.set('Cross-Origin-Resource-Policy', isForEverySite(c) ? 'cross-origin' : 'same-origin')
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
  })
}

function isForEverySite(c: Context): boolean {
  return c.res.headers.get('Access-Control-Allow-Origin') === '*'
}

/**
 * What programs that read the web may read: every public page. Departures for FranceConnect open sessions and are
 * counted, so they are left to people. https://www.rfc-editor.org/rfc/rfc9309
 */
export function robotsTxt(): string {
  return ['User-agent: *', ...CLOSED.map((path) => `Disallow: ${path}`), 'Allow: /', ''].join('\n')
}

const CLOSED = [
  '/agent',
  '/dinum',
  '/api/',
  '/callback',
  '/logout-callback',
  '/mes_transmissions/',
  '/collectivites/*/connexion',
  '/collectivites/*/envoyer_mes_donnees',
  '/collectivites/*/attestation',
  '/collectivites/*/confirmation/',
  '/healthz',
  '/readyz',
  '/metrics',
]

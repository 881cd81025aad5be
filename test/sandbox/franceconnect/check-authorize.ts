const REQUIRED = ['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce', 'acr_values']
const ACCEPTED = [...REQUIRED, 'claims', 'prompt', 'idp_hint', 'ui_locales']
const KNOWN_ACRS = ['eidas1', 'eidas2', 'eidas3']
const IDP_HINTS = ['fip1-low']
const MIN_NONCE = 22
const MAX_ACR = 64

export type AuthorizeFault = { page: string; reason: string } | { redirect: string; reason: string }

/**
 * What FranceConnect refuses before its OpenID library reads the request: any parameter outside a short list (PKCE
 * too, although the metadata advertises it) ends on a page, without return to the service.
 * https://docs.partenaires.franceconnect.gouv.fr/fs/fs-technique/fs-technique-endpoints/
 */
export function checkAuthorize(query: URLSearchParams): AuthorizeFault | null {
  const malformed = malformedReason(query)
  if (malformed) return { page: 'Y030007', reason: malformed }
  if (asksForAmr(query.get('claims'))) return { page: 'Y100009', reason: 'claim amr is not granted' }
  if (lowestAcr(query.get('acr_values') ?? '') !== 'eidas1')
    return { redirect: 'invalid_acr', reason: 'acr_value is not valid' }
  const hint = query.get('idp_hint')
  if (hint !== null && !IDP_HINTS.includes(hint))
    return { redirect: 'invalid_idp_hint', reason: 'an idp_hint was provided but is not allowed' }
  return null
}

function malformedReason(query: URLSearchParams): string | null {
  const names = [...query.keys()]
  const unknown = names.find((name) => !ACCEPTED.includes(name))
  if (unknown) return `property ${unknown} should not exist`
  const repeated = names.find((name, at) => names.indexOf(name) !== at)
  if (repeated) return `${repeated} must not be repeated`
  const missing = REQUIRED.find((name) => !query.get(name))
  if (missing) return `${missing} should not be empty`
  if ((query.get('nonce') ?? '').length < MIN_NONCE)
    return `nonce must be longer than or equal to ${MIN_NONCE} characters`
  if ((query.get('acr_values') ?? '').length > MAX_ACR)
    return `acr_values must be shorter than or equal to ${MAX_ACR} characters`
  const prompt = query.get('prompt')
  if (prompt !== null && !['login', 'consent', 'login consent', 'consent login'].includes(prompt))
    return 'prompt is not allowed'
  return null
}

/** An unknown level counts as eidas1; of several, the lowest counts. */
function lowestAcr(acrValues: string): string {
  const asked = acrValues.split(' ')
  return KNOWN_ACRS.find((acr) => asked.includes(acr)) ?? 'eidas1'
}

function asksForAmr(claims: string | null): boolean {
  try {
    return claims !== null && 'amr' in (JSON.parse(claims).id_token ?? {})
  } catch {
    return false
  }
}

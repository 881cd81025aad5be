import type { Persona } from './personas.js'

type Level = { acr: string; amr: string[] }

/** Levels that the service insists on, if it does. Each acceptable one must be listed: they are matched exactly. */
export function essentialAcrs(claims: unknown): string[] | null {
  const acr = parse(claims)?.id_token?.acr
  if (!acr?.essential) return null
  return acr.values ?? (acr.value ? [acr.value] : null)
}

/**
 * The level at which a person signs in: ProConnect adds a one-time code by e-mail when a second factor is required and
 * her identity provider asked for none. https://partenaires.proconnect.gouv.fr/docs
 * @returns null when it is none of those accepted
 */
export function levelFor({ acr, amr }: Persona, accepted: string[] | null): Level | null {
  if (!accepted || accepted.includes(acr)) return { acr, amr }
  const withCode = { acr: `${acr}-mfa`, amr: [...new Set([...amr, 'mail', 'otp', 'mfa'])] }
  return accepted.includes(withCode.acr) ? withCode : null
}

type Claims = { id_token?: { acr?: { essential?: boolean; value?: string; values?: string[] } | null } }

// What is malformed is refused by the library.
function parse(claims: unknown): Claims | null {
  try {
    return JSON.parse(String(claims))
  } catch {
    return null
  }
}

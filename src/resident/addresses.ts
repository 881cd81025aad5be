import { collectivitePath } from '#src/collectivite/addresses.js'

/** Addresses of the resident's way; the surface is fixed, printed QR codes depend on it. */
export const otherWayPath = (siret: string) => `${collectivitePath(siret)}/sans_france_connect`
export const reviewPath = (siret: string) => `${collectivitePath(siret)}/envoyer_mes_donnees`
export const sendPath = (siret: string) => `${collectivitePath(siret)}/envois`
export const confirmationPath = (siret: string, reference: string) =>
  `${collectivitePath(siret)}/confirmation/${reference}`
export const receiptPath = (siret: string, reference: string) => `${confirmationPath(siret, reference)}.pdf`

export function signInPath(siret: string, externalId: string | null): string {
  const query = externalId === null ? '' : `?${new URLSearchParams({ external_id: externalId })}`
  return `${collectivitePath(siret)}/connexion${query}`
}

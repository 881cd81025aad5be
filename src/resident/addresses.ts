import { collectivitePath } from '#src/collectivite/addresses.js'
import type { Destination, Link } from '#src/resident/resident-session.js'

/** Addresses of the resident's way; the surface is fixed, printed QR codes depend on it. */
export const TRANSMISSIONS_PATH = '/mes_transmissions'
export const TRANSMISSIONS_SIGN_IN_PATH = `${TRANSMISSIONS_PATH}/connexion`
export const otherWayPath = (siret: string) => `${collectivitePath(siret)}/sans_france_connect`
export const attestationPath = (siret: string) => `${collectivitePath(siret)}/attestation`
export const disputePath = (siret: string) => `${collectivitePath(siret)}/signalement`
export const reviewPath = (siret: string) => `${collectivitePath(siret)}/envoyer_mes_donnees`
export const sendPath = (siret: string) => `${collectivitePath(siret)}/envois`
export const confirmationPath = (siret: string, reference: string) =>
  `${collectivitePath(siret)}/confirmation/${reference}`
/** The same, for who sends again what was sent. */
export const sentBeforePath = (siret: string, reference: string) =>
  `${confirmationPath(siret, reference)}?deja=oui`
export const receiptPath = (siret: string, reference: string) => `${confirmationPath(siret, reference)}.pdf`
export const receiptByMailPath = (siret: string, reference: string) =>
  `${confirmationPath(siret, reference)}/courriel`
export const cancelPath = (siret: string, reference: string) =>
  `${confirmationPath(siret, reference)}/annulation`

/** @param refresh for a quotient familial that the fund gives anew */
export function signInPath(
  siret: string,
  { externalId, returnAddress }: Link = { externalId: null, returnAddress: null },
  refresh = false,
): string {
  const query = new URLSearchParams({
    ...(externalId === null ? {} : { external_id: externalId }),
    ...(returnAddress === null ? {} : { redirect_uri: returnAddress }),
    ...(refresh ? { actualiser: 'oui' } : {}),
  })
  return `${collectivitePath(siret)}/connexion${query.size > 0 ? `?${query}` : ''}`
}

/** Where the way to FranceConnect begins again. */
export function departurePath(destination: Destination): string {
  if (destination.kind === 'transmissions') return TRANSMISSIONS_SIGN_IN_PATH
  return signInPath(destination.siret, destination, destination.refresh)
}

import { deskPath, membersPath } from '#src/agent/addresses.js'
import type { AcceptOutcome } from '#src/collectivite/access/accept-invitation.js'
import { invitationPath } from '#src/collectivite/addresses.js'

export { invitationPath }

const memberPath = (siret: string, id: string) => `${membersPath(siret)}/${id}`
export const rolePath = (siret: string, id: string) => `${memberPath(siret, id)}/role`
export const removalPath = (siret: string, id: string) => `${memberPath(siret, id)}/retrait`
export const answerPath = (siret: string, id: string) => `${memberPath(siret, id)}/reponse`
export const confirmationPath = (siret: string) => `${membersPath(siret)}/confirmation`
export const invitationsPath = (siret: string) => `${membersPath(siret)}/invitations`
export const sendAgainPath = (siret: string, id: string) => `${invitationsPath(siret)}/${id}/renvoi`
export const cancellationPath = (siret: string, id: string) => `${invitationsPath(siret)}/${id}/annulation`
export const requestPath = (siret: string) => `${deskPath(siret)}/demande`

/** Where accepting an invitation leads: to the desk, or back to the page that says why not. */
export function addressAfter(outcome: AcceptOutcome, token: string): string {
  return outcome === 'joined' ? deskPath(token.slice(0, 14)) : invitationPath(token)
}

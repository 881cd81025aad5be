import type { Demande, Habilitation } from '#src/external/datapass/answers.js'

/**
 * What a webhook would have said when an habilitation was given, from what the API of DataPass says of it: the answers
 * and the organisation as they were then, who applies as she is now.
 * @param demande null when DataPass does not show it
 */
export function approvalOf(habilitation: Habilitation, demande: Demande | null): string {
  const { demandeId, definition, createdAt, data, organization } = habilitation
  const { habilitations, said = {} } = demande ?? {}
  return JSON.stringify({
    event: 'approve',
    fired_at: Math.floor(createdAt.getTime() / 1000),
    model_type: `authorization_request/${definition}`,
    model_id: demandeId,
    data: {
      ...said,
      id: demandeId,
      state: 'validated',
      data,
      organization: organization ?? demande?.organization ?? null,
      authorizations: (habilitations ?? [habilitation]).map(({ id, isActive, createdAt, definition }) => ({
        id,
        state: isActive ? 'active' : 'obsolete',
        created_at: createdAt.toISOString(),
        definition_id: definition,
      })),
    },
  })
}

import { type Definition, definitions } from './forms.js'
import { parisTime, parisTimeOrNull } from './paris-time.js'
import { authorizationData } from './payload.js'
import type { Authorization, DataPassRequest } from './request.js'

/** A demande in the API, where organisations are spelled in French. */
export function demandeAnswer(request: DataPassRequest) {
  const { id, form, applicant } = request
  const { email, givenName: given_name, familyName: family_name } = applicant
  return {
    id,
    public_id: request.publicId,
    definition_id: form.definition,
    type: definitions[form.definition].requestClass,
    state: request.state,
    form_uid: form.uid,
    data: request.data,
    created_at: parisTime(request.createdAt),
    last_submitted_at: parisTimeOrNull(request.lastSubmittedAt),
    last_validated_at: parisTimeOrNull(request.lastValidatedAt),
    reopening: request.reopening,
    reopened_at: parisTimeOrNull(request.reopenedAt),
    organisation: organisationAnswer(request),
    applicant: { id: applicant.id, email, given_name, family_name },
    service_provider: form.serviceProvider,
    habilitations: request.authorizations.map((one) => authorizationData(one, request)),
    events: eventsAnswer(request),
  }
}

export function habilitationAnswer(authorization: Authorization, request: DataPassRequest) {
  return {
    ...authorizationData(authorization, request),
    form_uid: request.form.uid,
    demande_id: request.id,
    organisation: organisationAnswer(request),
  }
}

export function eventsAnswer({ events }: DataPassRequest) {
  return events.map(({ id, name, createdAt }) => ({ id, name, created_at: parisTime(createdAt) }))
}

export function definitionAnswer(id: Definition) {
  const { name, requestClass } = definitions[id]
  const rest = { 'multi_stage?': false, authorization_request_class: requestClass, scopes: [], data: [] }
  return { id, name, name_with_stage: name, ...rest }
}

function organisationAnswer({ organization: { id, siret, name, inseePayload } }: DataPassRequest) {
  return { id, siret, name, insee_payload: inseePayload }
}

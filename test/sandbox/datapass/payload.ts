import { definitions } from './forms.js'
import { parisTime, parisTimeOrNull } from './paris-time.js'
import { railsJson } from './rails-json.js'
import type { Applicant, Authorization, DataPassRequest } from './request.js'

/** What a webhook is told of an event, as text; `extra` is merged in, `undefined` in it takes a key away. */
export function payloadText(
  request: DataPassRequest,
  event: string,
  firedAt: Date,
  extra: Record<string, unknown> = {},
): string {
  const payload = {
    event,
    fired_at: Math.floor(firedAt.getTime() / 1000),
    model_type: definitions[request.form.definition].modelType,
    model_id: request.id,
    data: requestData(request),
  }
  return railsJson(merge(payload, extra))
}

/** What DataPass sends to try a webhook, when it is created, changed or enabled. */
export function testPayloadText(now: Date): string {
  return railsJson({ test: true, timestamp: parisTime(now, { milliseconds: false }) })
}

function requestData(request: DataPassRequest) {
  const { id, organization, form } = request
  return {
    id,
    public_id: request.publicId,
    type: definitions[form.definition].requestClass,
    state: request.state,
    form_uid: form.uid,
    data: request.data,
    created_at: parisTime(request.createdAt),
    last_submitted_at: parisTimeOrNull(request.lastSubmittedAt),
    last_validated_at: parisTimeOrNull(request.lastValidatedAt),
    organization: {
      id: organization.id,
      name: organization.name,
      siret: organization.siret,
      insee_payload: organization.inseePayload,
    },
    applicant: applicantData(request.applicant),
    service_provider: form.serviceProvider,
    authorizations: request.authorizations.map((one) => authorizationData(one, request)),
  }
}

function applicantData({ id, uid, email, givenName, familyName, phoneNumber, jobTitle }: Applicant) {
  return {
    id,
    uid,
    email,
    given_name: givenName,
    family_name: familyName,
    phone_number: phoneNumber,
    job_title: jobTitle,
  }
}

/** Of an habilitation, the same in a webhook and in the API. */
export function authorizationData(authorization: Authorization, { form }: DataPassRequest) {
  const { id, slug, state, createdAt, data } = authorization
  return {
    id,
    slug,
    revoked: state === 'revoked',
    state,
    created_at: parisTime(createdAt),
    data,
    authorization_request_class: definitions[form.definition].requestClass,
    definition_id: form.definition,
  }
}

function merge(value: unknown, extra: unknown): unknown {
  if (!isPlainObject(value) || !isPlainObject(extra)) return extra
  const merged = { ...value }
  for (const [key, one] of Object.entries(extra)) {
    merged[key] = Object.hasOwn(value, key) ? merge(value[key], one) : one
  }
  return merged
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

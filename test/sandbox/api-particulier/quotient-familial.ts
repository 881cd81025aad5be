import type { Introspection } from '../franceconnect/franceconnect.js'
import type { Identity } from '../franceconnect/identity.js'
import { QUOTIENT_FAMILIAL_SCOPES } from '../franceconnect/scopes.js'
import { type Answer, JSON_API } from './answer.js'
import { type createAnswerCache, notCached } from './answer-cache.js'
import { answerFor } from './answer-for.js'
import { checkCivilIdentity, checkTokenIdentity } from './check-identity.js'
import type { Numbering } from './error-row.js'
import { errorAnswer, errorsAnswer } from './errors.js'
import { type createMaintenance, maintenanceAnswer } from './maintenance.js'
import { currentPeriod, requestedPeriod } from './period.js'
import type { createRateLimit } from './rate-limit.js'
import type { createRecalculations } from './recalculations.js'
import type { createRecipientLock } from './recipient-lock.js'
import { isRecipient } from './siret.js'

export type QuotientFamilialRequest = {
  path: string
  version: string
  query: URLSearchParams
  authorization: string | null
  requestId: string | null
  cacheControl: string | null
}
export type QuotientFamilialDependencies = {
  introspect(token: string): Promise<Introspection | null>
  lock: ReturnType<typeof createRecipientLock>
  rateLimit: ReturnType<typeof createRateLimit>
  cache: ReturnType<typeof createAnswerCache>
  maintenance: ReturnType<typeof createMaintenance>
  recalculations: ReturnType<typeof createRecalculations>
  now(): Date
  numbering(): Numbering
  takeTime(answer: Answer): Promise<void>
}

const TOKEN = /^[\w-]{43,}$/
const UUID = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i

/** The checks of API Particulier in its order: rate, token, identity, scopes, lock, then the request itself. */
export async function answerQuotientFamilial(
  request: QuotientFamilialRequest,
  on: QuotientFamilialDependencies,
): Promise<Answer> {
  const numbering = on.numbering()
  const token = /^Bearer (\S+)$/.exec(request.authorization ?? '')?.[1]
  if (!token) return errorAnswer('no-bearer', numbering)
  const { allowed, headers } = on.rateLimit.hit(token)
  if (!allowed) return errorAnswer('too-many-requests', numbering, { headers })
  const answer = await answerToToken(token, request, on)
  return { ...answer, headers: { ...headers, ...answer.headers } }
}

async function answerToToken(
  token: string,
  request: QuotientFamilialRequest,
  on: QuotientFamilialDependencies,
): Promise<Answer> {
  const numbering = on.numbering()
  if (!TOKEN.test(token)) return errorAnswer('token-malformed', numbering)
  const introspection = await on.introspect(token)
  if (!introspection) return errorAnswer('token-expired', numbering)
  const identityFault = checkTokenIdentity(introspection.identity)
  if (identityFault) return errorAnswer(identityFault, numbering)
  if (!QUOTIENT_FAMILIAL_SCOPES.some((scope) => introspection.scopes.has(scope)))
    return errorAnswer('scopes-missing', numbering)
  return answerUnderLock(introspection, request, on)
}

/** The lock is taken before the work and given back after it, whether or not the caller still waits. */
async function answerUnderLock(
  introspection: Introspection,
  request: QuotientFamilialRequest,
  on: QuotientFamilialDependencies,
): Promise<Answer> {
  const { path, version, query } = request
  if (!on.lock.take(path, query)) return errorAnswer('same-call-in-progress', on.numbering())
  // A refused recipient leaves its lock for a minute, as the real one does; so does what breaks in the work.
  if (version === 'v3' && !isRecipient(query.get('recipient') ?? ''))
    return errorAnswer('recipient-refused', on.numbering())
  const answer =
    version === 'v3'
      ? await answerFromCacheOrFunds(introspection, request, on)
      : errorAnswer('unknown-version', on.numbering())
  on.lock.release(path, query)
  return answer
}

async function answerFromCacheOrFunds(
  { identity }: Introspection,
  request: QuotientFamilialRequest,
  on: QuotientFamilialDependencies,
): Promise<Answer> {
  const cached = request.cacheControl === 'no-cache' ? null : on.cache.find(request.path, identity.id)
  if (cached) return cached
  const answer = await answerOfFunds(identity, request, on)
  if (isWorthKeeping(answer)) on.cache.keep(request.path, identity.id, answer)
  return notCached(answer)
}

async function answerOfFunds(
  identity: Identity,
  { query, requestId }: QuotientFamilialRequest,
  { maintenance, recalculations, ...on }: QuotientFamilialDependencies,
): Promise<Answer> {
  const now = on.now()
  const numbering = on.numbering()
  const current = maintenance.at(now)
  if (current) return maintenanceAnswer(current, now, numbering)
  if (requestId !== null && !UUID.test(requestId)) return errorAnswer('request-id-not-uuid', numbering)
  const period = requestedPeriod(query, currentPeriod(now))
  const faults = [...(Array.isArray(period) ? period : []), ...checkCivilIdentity(identity, now)]
  if (Array.isArray(period) || faults.length > 0) return errorsAnswer(faults, numbering)
  const asksForPeriod = query.has('annee') || query.has('mois')
  const answer = answerFor({ identity, period, now, numbering }, asksForPeriod)
  await on.takeTime(answer)
  return recalculations.apply(answer, identity.id)
}

/** Successes only; the slow person is there to be waited for, each time. */
function isWorthKeeping({ status, contentType, delay }: Answer): boolean {
  return status === 200 && contentType === JSON_API && !delay
}

import type { Introspection } from '../franceconnect/franceconnect.js'
import { QUOTIENT_FAMILIAL_SCOPES } from '../franceconnect/scopes.js'
import type { Answer } from './answer.js'
import { answerFor } from './answer-for.js'
import { checkCivilIdentity, checkTokenIdentity } from './check-identity.js'
import { errorAnswer, errorsAnswer, type Numbering } from './errors.js'
import { currentPeriod, requestedPeriod } from './period.js'
import type { createRateLimit } from './rate-limit.js'
import type { createRecipientLock } from './recipient-lock.js'
import { isRecipient } from './siret.js'

export type QuotientFamilialRequest = {
  version: string
  query: URLSearchParams
  authorization: string | null
  requestId: string | null
}
export type QuotientFamilialDependencies = {
  introspect(token: string): Promise<Introspection | null>
  lock: ReturnType<typeof createRecipientLock>
  rateLimit: ReturnType<typeof createRateLimit>
  now(): Date
  numbering(): Numbering
  wait(): Promise<void>
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
  if (!token) return errorAnswer('00101', numbering)
  const { allowed, headers } = on.rateLimit.hit(token)
  if (!allowed) return errorAnswer('00429', numbering, { headers: { ...headers, 'Retry-After': '1' } })
  const answer = await answerToToken(token, request, on)
  return { ...answer, headers: { ...headers, ...answer.headers } }
}

async function answerToToken(
  token: string,
  request: QuotientFamilialRequest,
  on: QuotientFamilialDependencies,
): Promise<Answer> {
  const numbering = on.numbering()
  if (!TOKEN.test(token)) return errorAnswer('50001', numbering)
  const introspection = await on.introspect(token)
  if (!introspection) return errorAnswer('50002', numbering)
  const identityFault = checkTokenIdentity(introspection.identity)
  if (identityFault) return errorAnswer(identityFault, numbering)
  if (!QUOTIENT_FAMILIAL_SCOPES.some((scope) => introspection.scopes.has(scope)))
    return errorAnswer('00100', numbering)
  if (!on.lock.take(request.query)) return errorAnswer('00015', numbering)
  // A refused recipient leaves its lock for a minute, as the real one does.
  if (request.version === 'v3' && !isRecipient(request.query.get('recipient') ?? '')) {
    return errorAnswer('00210', numbering, { source: { parameter: 'recipient' } })
  }
  try {
    if (request.version !== 'v3') return errorAnswer('00402', numbering)
    return await answerToCall(introspection, request, on)
  } finally {
    on.lock.release(request.query)
  }
}

async function answerToCall(
  { identity }: Introspection,
  { query, requestId }: QuotientFamilialRequest,
  { now, numbering, wait }: QuotientFamilialDependencies,
): Promise<Answer> {
  if (requestId !== null && !UUID.test(requestId)) return errorAnswer('00401', numbering())
  const period = requestedPeriod(query, currentPeriod(now()))
  const faults = [...(Array.isArray(period) ? period : []), ...checkCivilIdentity(identity, now())]
  if (Array.isArray(period) || faults.length > 0) return errorsAnswer(faults, numbering())
  const asksForPeriod = query.has('annee') || query.has('mois')
  const answer = answerFor({ identity, period, now: now(), numbering: numbering() }, asksForPeriod)
  if (answer.delay) await wait()
  return { ...answer, headers: { ...answer.headers, 'X-Response-Cached': 'false', 'X-Cache-Expires-in': '' } }
}

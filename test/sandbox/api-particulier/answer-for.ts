import { type Answer, JSON_API, PLAIN_JSON } from './answer.js'
import { inventedAnswer, type Question } from './invented-answers.js'
import { officialCase, officialCases } from './official-cases.js'

/** What the provider behind answers for a person, once every check has passed. */
export function answerFor(question: Question, asksForPeriod: boolean): Answer {
  const official = officialCase(question.identity.id)
  if (!official) return inventedAnswer(question)
  // The official answers match no request with `annee` or `mois`: the default of their environment is the 404.
  const { status, payload } = asksForPeriod ? officialCases.lefebvre : official
  const contentType = status === 429 ? PLAIN_JSON : JSON_API
  return {
    status,
    body: payload,
    contentType,
    ...(status === 429 ? { headers: { 'Retry-After': '1' } } : {}),
  }
}

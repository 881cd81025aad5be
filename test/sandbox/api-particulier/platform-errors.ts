import { PLAIN_JSON } from './answer.js'
import { type ErrorRow, errorRow, renumbered } from './error-row.js'

const FRANCECONNECT = 'FranceConnect'
const malformed = denied('50001', {
  when: 'FranceConnect does not understand the token',
  detail: 'Le jeton FranceConnect est malformé.',
})
const expired = denied('50002', {
  when: 'FranceConnect does not know the token, or no longer',
  detail: 'Le jeton FranceConnect est inconnu ou n’est plus valable.',
})
const withoutPivot = denied('50003', {
  when: 'the token does not open the identité pivot',
  detail: 'Le jeton FranceConnect n’ouvre pas l’identité pivot.',
})

/** What API Particulier refuses by itself, before it asks anybody about the person. */
export const platformErrors = {
  'unparsable-request': platform(400, '00401', 'Mauvaise requête', {
    when: 'the request cannot be read at all',
    detail: 'La requête est illisible.',
  }),
  'no-bearer': platform(401, '00101', 'Interdit', {
    when: 'Authorization is absent or no bearer',
    detail: 'Aucun jeton utilisable n’accompagne la requête.',
  }),
  'jwt-expired': platform(401, '00103', 'Jeton expiré', {
    when: 'the habilitation’s own token is too old',
    detail: 'Le jeton de l’habilitation a dépassé sa date de fin.',
  }),
  'jwt-blacklisted': platform(401, '00105', 'Jeton sur liste noire', {
    when: 'the habilitation’s own token was revoked',
    detail: 'Le jeton de l’habilitation a été révoqué.',
  }),
  'token-malformed': malformed,
  'token-malformed-renumbered': renumbered(malformed, '51501', FRANCECONNECT),
  'token-expired': expired,
  'token-expired-renumbered': renumbered(expired, '51502', FRANCECONNECT),
  'pivot-scopes-missing': withoutPivot,
  'pivot-scopes-missing-renumbered': renumbered(withoutPivot, '51503', FRANCECONNECT),
  'no-franceconnect-token': denied('51504', {
    when: 'there is no FranceConnect token at all',
    detail: 'Aucun jeton FranceConnect n’accompagne la requête.',
    provider: FRANCECONNECT,
    numbering: 'new',
  }),
  'scopes-missing': platform(403, '00100', 'Privilèges insuffisants', {
    when: 'the token opens nothing of the quotient familial',
    detail: 'Le jeton n’ouvre aucune des données demandées.',
  }),
  'address-not-allowed': platform(403, '00107', 'Adresse IP non autorisée', {
    when: 'the habilitation lists addresses, and ours is not among them',
    detail: 'La requête vient d’une adresse qui n’est pas déclarée.',
    source: { header: 'X-Forwarded-For' },
  }),
  'unknown-version': platform(404, '00402', 'Version non supportée', {
    when: 'the version in the address does not exist',
    detail: 'La version demandée n’existe pas.',
  }),
  'same-call-in-progress': platform(409, '00015', 'Conflit', {
    when: 'a call with the same parameters is being answered',
    detail: 'Une requête identique est en cours de traitement.',
  }),
  'recipient-refused': platform(422, '00210', 'Entité non traitable', {
    when: 'recipient is missing or no SIRET',
    detail: 'Le destinataire n’est pas un numéro de SIRET valide.',
    source: { parameter: 'recipient' },
  }),
  'too-many-requests': platform(429, '00429', 'Trop de requêtes', {
    when: 'one token or one address asks too often',
    detail: 'Le nombre de requêtes permis est dépassé.',
    headers: { 'RateLimit-Limit': '20', 'RateLimit-Remaining': '0', 'Retry-After': '1' },
  }),
}

type Rest = Pick<ErrorRow, 'when' | 'detail'> & Partial<ErrorRow>

function platform(status: number, code: string, title: string, rest: Rest): ErrorRow {
  return errorRow({ status, code, title, contentType: PLAIN_JSON, ...rest })
}

function denied(code: string, rest: Rest): ErrorRow {
  return errorRow({ status: 401, code, title: 'Accès non autorisé', numbering: 'current', ...rest })
}

import { PLAIN_JSON } from './answer.js'
import { type ErrorRow, errorRow } from './error-row.js'

const MALFORMED = 'Le jeton FranceConnect est malformé.'
const EXPIRED = 'Le jeton FranceConnect est inconnu ou n’est plus valable.'
const PIVOT_MISSING = 'Le jeton FranceConnect n’ouvre pas l’identité pivot.'

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
  'token-malformed': denied('50001', 'FranceConnect does not understand the token', MALFORMED),
  'token-malformed-renumbered': deniedRenumbered('51501', 'the same, new number', MALFORMED),
  'token-expired': denied('50002', 'FranceConnect does not know the token, or no longer', EXPIRED),
  'token-expired-renumbered': deniedRenumbered('51502', 'the same, new number', EXPIRED),
  'pivot-scopes-missing': denied('50003', 'the token does not open the identité pivot', PIVOT_MISSING),
  'pivot-scopes-missing-renumbered': deniedRenumbered('51503', 'the same, new number', PIVOT_MISSING),
  'no-franceconnect-token': deniedRenumbered(
    '51504',
    'there is no FranceConnect token at all',
    'Aucun jeton FranceConnect n’accompagne la requête.',
  ),
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

function denied(code: string, when: string, detail: string): ErrorRow {
  return errorRow({ status: 401, code, title: 'Accès non autorisé', when, detail, numbering: 'current' })
}

function deniedRenumbered(code: string, when: string, detail: string): ErrorRow {
  return { ...errorRow({ ...denied(code, when, detail), provider: 'FranceConnect' }), numbering: 'new' }
}

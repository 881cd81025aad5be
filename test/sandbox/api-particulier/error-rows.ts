export type ErrorRow = { status: number; title: string; detail: string; provider?: string; platform?: true }

const FUNDS = 'CNAF & MSA'
const REFUSED = 'Entité non traitable'
const DENIED = 'Accès non autorisé'

/** Faults of the quotient familial by FranceConnect. https://particulier.api.gouv.fr/developpeurs#codes-erreurs */
export const errorRows = {
  '00100': {
    status: 403,
    title: 'Privilèges insuffisants',
    detail: 'Votre jeton est valide mais ses privilèges sont insuffisants.',
    platform: true,
  },
  '00101': { status: 401, title: 'Interdit', detail: 'Votre jeton est absent ou invalide.', platform: true },
  '50001': { status: 401, title: DENIED, detail: 'Le jeton FranceConnect est malformé.' },
  '50002': { status: 401, title: DENIED, detail: 'Le jeton FranceConnect est introuvable ou expiré.' },
  '51501': {
    status: 401,
    title: DENIED,
    detail: 'Le jeton FranceConnect est malformé.',
    provider: 'FranceConnect',
  },
  '51502': {
    status: 401,
    title: DENIED,
    detail: 'Le jeton FranceConnect est introuvable ou expiré.',
    provider: 'FranceConnect',
  },
  '00015': {
    status: 409,
    title: 'Conflit',
    detail: 'Une requête identique est en cours de traitement.',
    platform: true,
  },
  '00429': {
    status: 429,
    title: 'Trop de requêtes',
    detail: 'Vous avez effectué trop de requêtes',
    platform: true,
  },
  '00402': {
    status: 404,
    title: 'Version non supportée',
    detail: 'La version demandée n’existe pas.',
    platform: true,
  },
  '00210': {
    status: 422,
    title: REFUSED,
    detail: 'Le paramètre recipient doit être un numéro de SIRET valide.',
    platform: true,
  },
  '00354': {
    status: 422,
    title: REFUSED,
    detail: 'Le mois n’est pas correctement formaté ou est dans le futur.',
  },
  '00356': {
    status: 422,
    title: REFUSED,
    detail: 'L’année n’est pas correctement formatée ou est hors limites.',
  },
  '00401': { status: 422, title: REFUSED, detail: 'L’identifiant de requête n’est pas un UUID.' },
  '00363': { status: 422, title: REFUSED, detail: 'La date de naissance est invalide.' },
  '00365': { status: 422, title: REFUSED, detail: 'Le code de la commune de naissance est invalide.' },
  '00367': { status: 422, title: REFUSED, detail: 'Un prénom contient des caractères non acceptés.' },
  '00400': { status: 422, title: REFUSED, detail: 'Le code du pays de naissance est invalide.' },
  '00366': { status: 422, title: REFUSED, detail: 'Les données civiles ont été refusées.', provider: FUNDS },
  '35561': { status: 422, title: REFUSED, detail: 'Les données civiles ont été refusées.', provider: FUNDS },
  '00420': {
    status: 422,
    title: REFUSED,
    detail: 'Le nom de naissance de l’identité FranceConnect est absent ou invalide.',
  },
  '00421': { status: 422, title: REFUSED, detail: 'Les prénoms de l’identité FranceConnect sont absents.' },
  '00422': {
    status: 422,
    title: REFUSED,
    detail: 'L’année de naissance de l’identité FranceConnect est absente.',
  },
  '00423': {
    status: 422,
    title: REFUSED,
    detail: 'Le mois de naissance de l’identité FranceConnect est absent.',
  },
  '00424': {
    status: 422,
    title: REFUSED,
    detail: 'Le jour de naissance de l’identité FranceConnect est absent.',
  },
  '00425': {
    status: 422,
    title: REFUSED,
    detail: 'La date de naissance de l’identité FranceConnect est impossible.',
  },
  '00355': {
    status: 422,
    title: 'Impossible d’identifier l’allocataire',
    detail: 'L’identité n’a pas été reconnue.',
    provider: FUNDS,
  },
  '35560': {
    status: 422,
    title: 'Impossible d’identifier l’allocataire',
    detail: 'L’identité n’a pas été reconnue.',
    provider: FUNDS,
  },
  '23003': {
    status: 404,
    title: 'Dossier allocataire absent CNAF',
    detail: 'Le dossier allocataire n’a pas été trouvé auprès de la CNAF.',
    provider: 'CNAF',
  },
  '10003': {
    status: 404,
    title: 'Dossier allocataire absent MSA',
    detail: 'Le dossier allocataire n’a pas été trouvé auprès de la MSA.',
    provider: 'MSA',
  },
  '35003': {
    status: 404,
    title: 'Allocataire non référencé',
    detail: 'L’allocataire n’est connu ni de la CNAF ni de la MSA.',
    provider: FUNDS,
  },
  '35020': {
    status: 503,
    title: 'Maintenance du fournisseur de données',
    detail: 'Le fournisseur de données est en maintenance.',
    provider: FUNDS,
  },
  '35002': {
    status: 504,
    title: 'Intermédiaire hors-délai',
    detail: 'Le fournisseur de données n’a pas répondu à temps.',
    provider: FUNDS,
  },
} satisfies Record<string, ErrorRow>

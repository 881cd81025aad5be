import { type ColumnTitle, TITLES } from '#src/spreadsheet/columns.js'
import { ORIGINS, REASONS } from '#src/submission/content.js'
import { REFERENCE } from '#src/submission/reference.js'

type Field = {
  type: 'string' | 'integer' | 'datetime'
  format?: string
  description: string
  example: string
  constraints?: {
    required?: true
    unique?: true
    pattern?: string
    enum?: readonly string[]
    minimum?: number
    maximum?: number
  }
}

const reason = `(${REASONS.join('|')})`
const month = { minimum: 1, maximum: 12 }
const guarded = 'Une apostrophe précède le texte qu’un tableur exécuterait comme une formule.'

// Names, codes and words of others are not constrained: they are handed on as received.
const FIELDS: Record<ColumnTitle, Field> = {
  Référence: {
    type: 'string',
    description: 'Référence de la transmission, que l’usager lit aussi sur son récépissé.',
    example: 'QB7K2M9XTR',
    constraints: { required: true, unique: true, pattern: REFERENCE.source },
  },
  'Date de transmission': {
    type: 'datetime',
    format: '%Y-%m-%d %H:%M',
    description: 'Date et heure de la transmission, dans le fuseau horaire de la collectivité.',
    example: '2026-11-26 02:30',
    constraints: { required: true },
  },
  'Nom de naissance': {
    type: 'string',
    description: `Nom de naissance. ${guarded}`,
    example: 'D’ESSAI-MARQUEUR',
  },
  Prénoms: {
    type: 'string',
    description: `Prénoms de l’état civil, séparés par une espace. ${guarded}`,
    example: 'Nadège Anne Lise',
  },
  Sexe: {
    type: 'string',
    description: 'Sexe à l’état civil, vide s’il n’est pas connu.',
    example: 'F',
    constraints: { enum: ['F', 'M'] },
  },
  'Date de naissance': {
    type: 'string',
    description:
      'Date de naissance telle que reçue. Elle peut être partielle : 1990, 1990-02, 1990-02-00 ou 1990-00-00.',
    example: '1990-02-03',
    constraints: { pattern: '^[0-9]{4}(-[0-9]{2}){0,2}$' },
  },
  'Code INSEE commune de naissance': {
    type: 'string',
    description: 'Code officiel géographique de la commune de naissance, vide si elle est à l’étranger.',
    example: '01004',
  },
  'Code INSEE pays de naissance': {
    type: 'string',
    description: 'Code officiel géographique du pays de naissance, 99100 pour la France.',
    example: '99100',
  },
  'Quotient familial': {
    type: 'integer',
    description: 'Quotient familial calculé par la CAF ou la MSA, en euros.',
    example: '742',
    constraints: { required: true },
  },
  'Mois du QF': {
    type: 'integer',
    description: 'Mois pour lequel le quotient familial vaut.',
    example: '11',
    constraints: month,
  },
  'Année du QF': {
    type: 'integer',
    description: 'Année pour laquelle le quotient familial vaut.',
    example: '2026',
  },
  'Mois de calcul': {
    type: 'integer',
    description: 'Mois pendant lequel la caisse a calculé le quotient familial, vide s’il n’est pas connu.',
    example: '10',
  },
  'Année de calcul': {
    type: 'integer',
    description: 'Année pendant laquelle la caisse a calculé le quotient familial, vide si inconnue.',
    example: '2026',
  },
  Régime: {
    type: 'string',
    description: 'CAF, MSA, ou le mot de l’organisme qui a répondu.',
    example: 'CAF',
  },
  Origine: {
    type: 'string',
    description: 'Voie par laquelle la collectivité a reçu le quotient familial.',
    example: 'FranceConnect',
    constraints: { required: true, enum: ORIGINS },
  },
  'À vérifier': {
    type: 'string',
    description: 'Raisons de regarder la transmission de plus près, séparées par « + ».',
    example: 'QF modifié + QF à 0',
    constraints: { pattern: `^${reason}( \\+ ${reason})*$` },
  },
  'QF précédent': {
    type: 'integer',
    description:
      'Quotient familial de la transmission certifiée précédente de la même personne, si elle est encore conservée.',
    example: '1020',
  },
  Remplace: {
    type: 'string',
    description: 'Référence de cette transmission précédente.',
    example: 'QBCDFGHJKM',
    constraints: { pattern: REFERENCE.source },
  },
  'Identifiant externe': {
    type: 'string',
    description: `Identifiant de l’usager dans le logiciel de la collectivité, repris du lien suivi. ${guarded}`,
    example: '007',
  },
  Statut: {
    type: 'string',
    description: 'État de la transmission dans la collectivité.',
    example: 'À traiter',
    constraints: { required: true, enum: ['À traiter', 'Traité'] },
  },
  'Nom connu de la mairie': {
    type: 'string',
    description: `Nom écrit par l’usager, si la collectivité le demande. ${guarded}`,
    example: 'Marqueur',
  },
  'Enfants ou services concernés': {
    type: 'string',
    description: `Enfants ou services écrits par l’usager, si la collectivité le demande. ${guarded}`,
    example: 'Léa, cantine',
  },
}

/** The fields of the CSV, in order. https://specs.frictionlessdata.io/table-schema/#field-descriptors */
export const SCHEMA_FIELDS = TITLES.map((name) => ({ name, ...FIELDS[name] }))

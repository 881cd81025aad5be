import { ERRORS } from '#src/api/errors.js'
import { EDITOR_CHARACTERS, NAME_CHARACTERS } from '#src/api/read-opening.js'

const siret = {
  type: 'string',
  pattern: '^[0-9]{14}$',
  description: 'SIRET de l’établissement, 14 chiffres dont la clé est juste (celle de La Poste aussi).',
  examples: ['21450142100017'],
}
const codeCog = {
  type: 'string',
  pattern: '^[0-9][0-9AB][0-9]{3}$',
  description: 'Code officiel géographique (code INSEE) de la commune. Ce n’est pas un code postal.',
  examples: ['45142', '2B050', '97413'],
}
const name = { type: 'string', minLength: 1, description: 'Nom usuel.', examples: ['Fay-aux-Loges'] }

/** What goes in and out, in JSON Schema 2020-12. */
export const schemas = {
  Collectivite: {
    type: 'object',
    description: 'Une collectivité ouverte.',
    required: ['siret', 'name', 'code_cog'],
    additionalProperties: false,
    properties: { siret, name, code_cog: codeCog },
  },
  Ouverture: {
    type: 'object',
    description: 'Une collectivité à ouvrir. Les clés inconnues sont ignorées.',
    required: ['siret', 'code_cog', 'name', 'status'],
    properties: {
      siret,
      code_cog: {
        ...codeCog,
        description:
          'Code officiel géographique (code INSEE) de la commune. Si le SIREN est celui d’une commune, c’est le code ' +
          'de cette commune qui est retenu.',
      },
      departement: {
        description: 'Accepté et ignoré : le département se déduit du code COG.',
        examples: ['45'],
      },
      name: {
        type: 'string',
        minLength: 1,
        maxLength: NAME_CHARACTERS,
        description:
          'Nom, au besoin en capitales comme au répertoire Sirene. Une commune garde son nom officiel.',
        examples: ['COMMUNE DE FAY-AUX-LOGES'],
      },
      status: {
        const: 'active',
        description:
          'Toujours « active ». « inactive » est refusé : seul l’opérateur suspend une collectivité.',
      },
      editor: {
        type: ['string', 'null'],
        maxLength: EDITOR_CHARACTERS,
        description: 'Éditeur de logiciel par lequel vient la collectivité.',
        examples: ['editeur-exemple'],
      },
    },
  },
  CollectiviteOuverte: {
    type: 'object',
    description: 'La collectivité, telle qu’elle a été retenue.',
    required: ['siret', 'code_cog', 'departement', 'name', 'status', 'editor', 'state'],
    additionalProperties: false,
    properties: {
      siret,
      code_cog: codeCog,
      departement: {
        type: 'string',
        pattern: '^([0-9]{2,3}|2[AB])$',
        description: 'Code du département, déduit du code COG.',
        examples: ['45', '2B', '974'],
      },
      name,
      status: { const: 'active' },
      editor: { type: ['string', 'null'] },
      state: {
        const: 'en attente',
        description:
          'Elle attend son premier gestionnaire. Jusque-là ses usagers lisent qu’elle ouvre bientôt, et elle n’est pas ' +
          'dans la liste des collectivités ouvertes.',
      },
    },
  },
  Erreur: {
    type: 'object',
    required: ['code', 'message'],
    additionalProperties: false,
    properties: {
      code: { enum: Object.keys(ERRORS), description: 'Code stable, pour les programmes.' },
      message: { type: 'string', description: 'La même chose en français.' },
      errors: {
        type: 'object',
        description: 'Ce qui ne va pas, champ par champ.',
        additionalProperties: { type: 'array', minItems: 1, items: { type: 'string' } },
        examples: [{ siret: ['Ce SIRET est déjà pris.'] }],
      },
    },
  },
  ErreurDataPass: {
    type: 'object',
    required: ['errors'],
    additionalProperties: false,
    properties: {
      errors: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['title'],
          additionalProperties: false,
          properties: { title: { type: 'string' } },
        },
      },
    },
  },
  EvenementDataPass: {
    type: 'object',
    description:
      'Un événement, dans la forme que DataPass décrit. Les clés et les événements inconnus passent.',
    required: ['event', 'fired_at', 'data'],
    properties: {
      event: { type: 'string', examples: ['approve', 'revoke'] },
      fired_at: { type: 'integer', minimum: 0, description: 'Secondes depuis le 1er janvier 1970.' },
      model_type: { type: 'string', examples: ['authorization_request/formulaire_qf'] },
      model_id: { type: 'integer', description: 'Numéro de la demande ; à défaut, data.id.' },
      data: { type: 'object' },
    },
  },
}

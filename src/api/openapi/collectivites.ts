import { answer, fault, json, others, refTo } from '#src/api/openapi/answers.js'

const tags = ['Collectivités']
const toEverySite = {
  'Access-Control-Allow-Origin': { description: 'Ouvert à tous les sites.', schema: { const: '*' } },
}

export const listCall = {
  tags,
  operationId: 'listerCollectivites',
  summary: 'Lister les collectivités ouvertes',
  description: 'Toutes, par ordre alphabétique. Sans clé. La réponse vaut une minute.',
  security: [],
  responses: {
    200: answer('Les collectivités ouvertes.', { type: 'array', items: refTo('Collectivite') }, toEverySite),
    304: { description: 'Rien n’a changé depuis l’ETag donné dans If-None-Match.' },
    ...others,
  },
}

export const showCall = {
  tags,
  operationId: 'trouverCollectivite',
  summary: 'Trouver la collectivité ouverte d’une commune',
  description:
    'La commune elle-même si elle est ouverte, sinon une autre collectivité ouverte de même code COG, par exemple son ' +
    'CCAS. Sans clé. La réponse vaut une minute.',
  security: [],
  parameters: [
    {
      name: 'code_cog',
      in: 'path',
      required: true,
      description: 'Code officiel géographique (code INSEE) de la commune.',
      schema: { type: 'string' },
      example: '45142',
    },
  ],
  responses: {
    200: answer('La collectivité.', refTo('Collectivite'), toEverySite),
    304: { description: 'Rien n’a changé depuis l’ETag donné dans If-None-Match.' },
    404: answer('Aucune collectivité ouverte n’a ce code COG.', refTo('Erreur'), toEverySite),
    ...others,
  },
}

export const openCall = {
  tags,
  operationId: 'ouvrirCollectivite',
  summary: 'Ouvrir une collectivité',
  description:
    'Pour les partenaires qui ont un jeton. La collectivité est « en attente » : personne ne lit encore pour elle. Elle ' +
    'ouvre quand un premier gestionnaire, nommé par son habilitation DataPass ou par l’opérateur, a accepté.',
  security: [{ jeton: [] }],
  requestBody: {
    required: true,
    description: '16 Ko au plus.',
    content: {
      'application/json': {
        ...json(refTo('Ouverture'))['application/json'],
        example: {
          siret: '21450142100017',
          code_cog: '45142',
          departement: '45',
          name: 'COMMUNE DE FAY-AUX-LOGES',
          status: 'active',
          editor: null,
        },
      },
    },
  },
  responses: {
    201: answer('La collectivité est ouverte, en attente.', refTo('CollectiviteOuverte')),
    400: fault('Le corps n’est pas un objet JSON en UTF-8.'),
    401: answer('Le jeton manque ou n’est pas le bon.', refTo('Erreur'), {
      'WWW-Authenticate': { required: true, schema: { const: 'Bearer' } },
    }),
    409: fault('Le SIRET est déjà pris, quel que soit l’état de la collectivité, même fermée.'),
    413: fault('Le corps dépasse 16 Ko.'),
    415: fault('Le corps n’est pas annoncé comme application/json.'),
    422: fault('Des champs sont à corriger ; errors dit lesquels.'),
    429: answer('Trop de jetons faux depuis ce réseau. Le bon jeton est toujours accepté.', refTo('Erreur'), {
      'Retry-After': { required: true, description: 'En secondes.', schema: { type: 'integer' } },
    }),
    ...others,
  },
}

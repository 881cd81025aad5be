import { answer, json, others, refTo } from '#src/api/openapi/answers.js'

const fault = (description: string) => answer(description, refTo('ErreurDataPass'))

export const webhookCall = {
  tags: ['DataPass'],
  operationId: 'recevoirEvenementDataPass',
  summary: 'Recevoir un événement de DataPass',
  description:
    'L’événement est gardé avant la réponse, puis traité. Envoyé deux fois, il ne compte qu’une fois. Celui d’un autre ' +
    'environnement, celui qui ne nous concerne pas et l’essai à la création du webhook reçoivent aussi 204.',
  externalDocs: { url: 'https://github.com/etalab/data_pass', description: 'DataPass' },
  security: [{ signature: [] }],
  parameters: [
    {
      name: 'X-App-Environment',
      in: 'header',
      description: 'Environnement de DataPass qui envoie.',
      schema: { type: 'string' },
      example: 'production',
    },
  ],
  requestBody: {
    required: true,
    description: '512 Ko au plus.',
    content: json({
      anyOf: [
        refTo('EvenementDataPass'),
        { type: 'object', required: ['test'], properties: { test: { const: true } } },
      ],
    }),
  },
  responses: {
    204: { description: 'Reçu.' },
    400: fault('Le corps n’est pas un événement.'),
    401: fault('La signature ne correspond pas.'),
    413: fault('Le corps dépasse 512 Ko.'),
    422: fault('Le SIRET de l’organisation n’en est pas un.'),
    429: answer(
      'Trop de signatures fausses depuis ce réseau. La bonne est toujours acceptée.',
      refTo('ErreurDataPass'),
      { 'Retry-After': { required: true, description: 'En secondes.', schema: { type: 'integer' } } },
    ),
    ...others,
  },
}

import { COLLECTIVITES, DATAPASS_WEBHOOK } from '#src/api/addresses.js'
import { listCall, openCall, showCall } from '#src/api/openapi/collectivites.js'
import { webhookCall } from '#src/api/openapi/datapass.js'
import { schemas } from '#src/api/openapi/schemas.js'

/** Whose API it is. */
export type Operator = { publicUrl: URL; operator: { name: string; supportEmail: string } }

/** The API in the words of OpenAPI 3.1, https://spec.openapis.org/oas/v3.1.1. It is read in French. */
export function describeApi({ publicUrl, operator }: Operator) {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Transmettre son quotient familial : les collectivités',
      version: '1.0.0',
      description:
        'Quelles collectivités reçoivent le quotient familial de leurs usagers par ce service, et comment en ' +
        'ouvrir une. Aucune donnée d’usager ne passe par cette API.',
      contact: { name: operator.name, email: operator.supportEmail },
    },
    servers: [{ url: publicUrl.origin }],
    tags: [
      { name: 'Collectivités', description: 'Les collectivités ouvertes, et en ouvrir une.' },
      { name: 'DataPass', description: 'Les événements que DataPass envoie.' },
    ],
    paths: {
      [COLLECTIVITES]: { get: listCall, post: openCall },
      [`${COLLECTIVITES}/{code_cog}`]: { get: showCall },
      [DATAPASS_WEBHOOK]: { post: webhookCall },
    },
    components: {
      schemas,
      securitySchemes: {
        jeton: {
          type: 'http',
          scheme: 'bearer',
          description: 'Le jeton que l’opérateur remet au partenaire.',
        },
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Hub-Signature-256',
          description:
            '« sha256= » suivi du HMAC-SHA256 du corps, octet pour octet, sous le secret du webhook, en hexadécimal.',
        },
      },
    },
  }
}

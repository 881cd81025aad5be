export const COLLECTIVITES = '/api/collectivites'
export const COLLECTIVITE = `${COLLECTIVITES}/:code_cog`
export const DATAPASS_WEBHOOK = '/api/datapass/webhook'
export const OPENAPI = '/api/openapi.json'

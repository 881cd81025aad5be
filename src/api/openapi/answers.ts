import type { schemas } from '#src/api/openapi/schemas.js'

type SchemaName = keyof typeof schemas

export const refTo = (schema: SchemaName) => ({ $ref: `#/components/schemas/${schema}` })
export const json = (schema: object) => ({ 'application/json': { schema } })

/** An answer in JSON. */
export function answer(description: string, schema: object, headers?: object) {
  return { description, ...(headers ? { headers } : {}), content: json(schema) }
}

/** An error, in the shape that all of them have. */
export function fault(description: string) {
  return answer(description, refTo('Erreur'))
}

/** What any call may answer besides. */
export const others = { default: fault('Toute autre erreur, par exemple 405 ou 500.') }

import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

type Content = { 'application/json'?: { schema: object; example?: unknown } }
type Call = {
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content; headers?: Record<string, { required?: boolean }> }>
}
export type OpenApi = {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, Call>>
  components: { schemas: Record<string, object> }
}

/** What the official schema of OpenAPI says against a document; nothing when it is right. */
export async function faultsOfOpenApi(document: OpenApi): Promise<unknown> {
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  return valid ? [] : errors
}

/**
 * What an answer has that its description does not say: of this call, this status, or the `default` of the call.
 * A schema with a key that JSON Schema does not know throws.
 * @param path with its parameters in braces, as the document writes it
 */
export async function faultsOfAnswer(
  document: OpenApi,
  { method, path }: { method: string; path: string },
  response: Response,
): Promise<string[]> {
  const { responses } = callOf(document, method, path)
  const described = responses[response.status] ?? responses.default
  if (!described) return [`${response.status} is not described`]
  const missing = Object.entries(described.headers ?? {})
    .filter(([name, { required }]) => required && !response.headers.has(name))
    .map(([name]) => `${name} is missing`)
  const text = await response.clone().text()
  const schema = described.content?.['application/json']?.schema
  if (!schema) return [...missing, ...(text === '' ? [] : ['a body where none is described'])]
  const type = response.headers.get('content-type') ?? 'none'
  if (type !== 'application/json') return [...missing, `its type is ${type}`]
  return [...missing, ...faultsOf(document, schema, JSON.parse(text))]
}

/** What a body has that its description does not allow; the example of the document when none is given. */
export function faultsOfRequest(document: OpenApi, method: string, path: string, body?: unknown): string[] {
  const content = callOf(document, method, path).requestBody?.content['application/json']
  if (!content) throw new Error(`${method} ${path} takes no JSON`)
  return faultsOf(document, content.schema, body ?? content.example)
}

/** Every component, compiled: a mistyped key or a reference to nothing throws. */
export function compileComponents(document: OpenApi): string[] {
  const names = Object.keys(document.components.schemas)
  for (const name of names) faultsOf(document, { $ref: `#/components/schemas/${name}` }, null)
  return names
}

function callOf({ paths }: OpenApi, method: string, path: string): Call {
  const call = paths[path]?.[method.toLowerCase()]
  if (!call) throw new Error(`${method} ${path} is not described`)
  return call
}

function faultsOf(document: OpenApi, schema: object, value: unknown): string[] {
  const validate = compiled.get(schema) ?? compile(document, schema)
  validate(value)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'it'} ${message}`)
}

// Compiling takes long enough for the server of the same process to close connections meanwhile.
const compiled = new WeakMap<object, ValidateFunction>()

function compile({ components }: OpenApi, schema: object): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true })
  ajv.addKeyword('components')
  const validate = ajv.compile({ ...schema, components })
  compiled.set(schema, validate)
  return validate
}

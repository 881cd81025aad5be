import { Readable } from 'node:stream'
import { Schema, Table } from 'tableschema'

/** What is wrong with a CSV, by the validator of Frictionless Data; empty when it keeps to the schema. */
export async function faultsOfCsv(csv: string, descriptor: object): Promise<string[]> {
  const schema = await Schema.load(descriptor)
  if (!schema.valid) return (schema.errors as Error[]).map(String)
  const source = () => Readable.from([Buffer.from(csv)])
  const table = await Table.load(source, { schema: schema as object, delimiter: ';', bom: true })
  const rows = (await table.read({ forceCast: true })) as unknown as unknown[]
  // It says which columns are missing, not that they stand in another order.
  const order = (table.headers ?? []).join(';') === schema.fieldNames.join(';') ? [] : ['order of columns']
  return [...order, ...rows.filter((row) => row instanceof Error).flatMap(sayFault)]
}

function sayFault(fault: unknown): string[] {
  const { message, errors = [] } = fault as Error & { errors?: Error[] }
  return errors.length > 0 ? errors.map((error) => error.message) : [message]
}

import type * as schema from '#src/db/schema.js'
import { OTHER_COLUMNS } from '#templates/personal-data/columns-of-others.js'
import { RESIDENT_COLUMNS } from '#templates/personal-data/columns-of-residents.js'
import type { ColumnPlace } from '#templates/personal-data/place.js'

type Schema = typeof schema
type TableName = {
  [Name in keyof Schema]: Schema[Name] extends { $inferSelect: object } ? Name : never
}[keyof Schema]
type Row<Name extends TableName> = Schema[Name] extends { $inferSelect: infer Row } ? Row : never

/** Every column of some tables: a new one does not compile until it is described. */
export type ColumnsOf<Name extends TableName> = {
  [Table in Name]: { [Column in keyof Row<Table>]-?: ColumnPlace }
}

/** What every column of every table holds of persons. */
export const COLUMNS: ColumnsOf<TableName> = { ...RESIDENT_COLUMNS, ...OTHER_COLUMNS }

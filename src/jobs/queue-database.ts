import { type SQL, sql } from 'drizzle-orm'
import type PgBoss from 'pg-boss'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'

/** A database, or a transaction on it, as pg-boss wants it: a job is then written in the transaction that needs it. */
export function queueDatabase(db: Db): PgBoss.Db {
  return {
    async executeSql(text, values = []) {
      // Its maintenance comes as one text of several statements, which prepared statements do not take.
      if (/^\s*BEGIN;/.test(text)) {
        await db.transaction(async (tx) => {
          for (const statement of statementsOf(text)) await tx.execute(sql.raw(statement))
        })
        return { rows: [] }
      }
      return { rows: rowsOf(await db.execute(withValues(text, values))) }
    },
  }
}

function statementsOf(text: string): string[] {
  return text
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => !/^(begin|commit)?$/i.test(statement))
}

function withValues(text: string, values: unknown[]): SQL {
  const places = [...text.matchAll(/\$(\d+)/g)]
  const query = sql.empty()
  let from = 0
  for (const { 0: placeholder, 1: number, index } of places) {
    const isRepeated = places.filter((place) => place[1] === number).length > 1
    query.append(sql.raw(text.slice(from, index))).append(boundValue(values[Number(number) - 1], isRepeated))
    from = index + placeholder.length
  }
  return query.append(sql.raw(text.slice(from)))
}

// Dates and objects go as text, because drizzle takes the driver's own words for them away. A placeholder that stands
// twice becomes two, and each would take the type of its own place.
function boundValue(value: unknown, isRepeated: boolean): SQL {
  if (value instanceof Date) return boundValue(value.toISOString(), isRepeated)
  if (value !== null && typeof value === 'object' && !Array.isArray(value))
    return sql`${sql.param(JSON.stringify(value))}`
  return typeof value === 'string' && isRepeated ? sql`${value}::text` : sql`${sql.param(value ?? null)}`
}

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
  const query = sql.empty()
  let from = 0
  for (const { 0: placeholder, 1: number, index } of text.matchAll(/\$(\d+)/g)) {
    query.append(sql.raw(text.slice(from, index)))
    const value = plain(values[Number(number) - 1])
    // A placeholder that stands twice becomes two; each would take the type of its place.
    query.append(typeof value === 'string' ? sql`${sql.param(value)}::text` : sql`${sql.param(value)}`)
    from = index + placeholder.length
  }
  return query.append(sql.raw(text.slice(from)))
}

// drizzle leaves dates and objects to the driver, and takes the driver's own words for them away.
function plain(value: unknown): unknown {
  if (value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : value
}

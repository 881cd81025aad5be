import type { Db } from '#src/db/database.js'

export type Statement = { text: string; parameters: unknown[] }
type Client = { unsafe(text: string, parameters?: unknown[], options?: object): unknown; options: object }
type Pool = Client & { begin<T>(run: (client: Client) => Promise<T>): Promise<T> }

class NotCommittedError extends Error {
  override name = 'NotCommittedError'
}

/**
 * Lets the next transaction run to its end, and takes it back: its statements may then be asked again with the same
 * values, by somebody else.
 */
export function recordNext(db: Db): Promise<Statement[]> {
  const pool = (db as unknown as { $client: Pool }).$client
  const { begin } = pool
  return new Promise((resolve) => {
    pool.begin = (run) => {
      pool.begin = begin
      return begin(async (client) => {
        const statements: Statement[] = []
        const recording: Client = {
          options: client.options,
          unsafe(text, parameters = [], options) {
            statements.push({ text, parameters })
            return client.unsafe(text, parameters, options)
          },
        }
        await run(recording)
        resolve(statements)
        throw new NotCommittedError()
      })
    }
  })
}

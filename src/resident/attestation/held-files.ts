import { sql } from 'drizzle-orm'
import type { AcceptedFile } from '#src/attachments/attachment.js'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { sessions } from '#src/db/schema.js'
import { createSessions, type SessionFormat } from '#src/http/sessions.js'

/** A file that was joined and waits until its form is right. */
export type HeldFile = AcceptedFile & { name: string }

export const HELD_MINUTES = 30
const MOST = { files: 2_000, bytes: 2_000_000_000 }
// The table does not tell what its rows hold; nothing else in it is as large.
const LARGEST_SESSION_BYTES = 20_000

/**
 * Files that wait for half an hour, each sealed in a session of its own under a token that only the page holds, and that
 * is unknown on the pages of another collectivité.
 * @param most what may wait in all, in the whole table
 */
export function createHeldFiles(db: Db, now: () => Date, most = MOST) {
  const until = () => new Date(now().getTime() + HELD_MINUTES * 60_000)
  return (siret: string) => {
    const held = createSessions<HeldFile>(db, `held file:${siret}`, now, FORMAT)
    return {
      /** The token under which it waits; null when too many wait already. */
      async hold(file: HeldFile): Promise<string | null> {
        await held.removeExpired()
        return (await isRoom()) ? (await held.create(file, until())).token : null
      },
      async read(token: string): Promise<HeldFile | null> {
        return (await held.read(token))?.content ?? null
      },
      /** Half an hour from now. */
      prolong: (token: string) => held.prolong(token, until()),
      end: held.end,
    }
  }

  async function isRoom(): Promise<boolean> {
    const size = sql`octet_length(${sessions.content})`
    const [waiting] = rowsOf<{ files: number; bytes: number }>(
      await db.execute(sql`
        select count(*)::int as files, coalesce(sum(${size}), 0)::float8 as bytes
          from ${sessions} where ${size} > ${LARGEST_SESSION_BYTES}`),
    )
    return waiting !== undefined && waiting.files < most.files && waiting.bytes < most.bytes
  }
}

// The bytes as they are, behind a line of JSON.
const FORMAT: SessionFormat<HeldFile> = {
  write: ({ bytes, ...rest }) => Buffer.concat([Buffer.from(`${JSON.stringify(rest)}\n`), bytes]),
  read(written) {
    const end = written.indexOf('\n')
    return { ...JSON.parse(written.subarray(0, end).toString()), bytes: written.subarray(end + 1) }
  },
}

import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { and, eq, gt, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { sessions } from '#src/db/schema.js'
import { SealBrokenError, seal, unseal } from '#src/seal.js'

/** A browser's session, read. `token` is what its cookie holds; it names the row and is the key of what that holds. */
export type Session<Content> = {
  token: string
  lock: Lock
  version: number
  content: Content
  expiresAt: Date
}
type Lock = { id: Buffer; key: Buffer }

/**
 * Sessions in the database: a row's id is the hash of the cookie and its content is sealed with a key derived from
 * it, so the table alone says nothing.
 */
export type Sessions<Content> = {
  create(content: Content, expiresAt: Date): Promise<Session<Content>>
  /** Null for an unknown, ended or expired token. Takes a transaction if need be, as `update` does. */
  read(token: string, db?: Db): Promise<Session<Content> | null>
  /**
   * Changes the session, read anew when another request changed it meanwhile. Null when there is none, or when
   * `change` answers null and leaves it as it is.
   */
  change(token: string, change: Change<Content>): Promise<Session<Content> | null>
  /** Writes `content` unless the session changed since it was read; false then. */
  update(session: Session<Content>, content: Content, expiresAt?: Date, db?: Db): Promise<boolean>
  /** Leaves a session for a new one, in one statement. Null, and nothing is written, when it changed since it was read. */
  leave(session: Session<Content>, left: Left<Content>, next: Next<Content>): Promise<Session<Content> | null>
  /** Lets it last until then, if that is later; what it holds stands still, so no request that changes it is disturbed. */
  prolong(token: string, until: Date): Promise<void>
  end(token: string): Promise<void>
  removeExpired(): Promise<void>
}

/** How the content of a session is written, before it is sealed. */
export type SessionFormat<Content> = { write(content: Content): Buffer; read(written: Buffer): Content }

/** What the one that is left holds from then on, knowing the token of the next, and how long it lasts. */
type Left<Content> = { contentWith(next: string): Content; expiresAt: Date }
type Next<Content> = Pick<Session<Content>, 'content' | 'expiresAt'>
type Change<Content> = (content: Content) => Content | null

const TRIES = 10
const JSON_FORMAT = {
  write: (content: unknown) => Buffer.from(JSON.stringify(content)),
  read: (written: Buffer) => JSON.parse(written.toString()),
}

/** @param kind keeps sessions of residents and of agents apart: a token of one kind is unknown to the other */
export function createSessions<Content>(
  db: Db,
  kind: string,
  now: () => Date,
  format: SessionFormat<Content> = JSON_FORMAT,
): Sessions<Content> {
  const idOf = (token: string) => createHash('sha256').update(`${kind}:${token}`).digest()
  const lockOf = (token: string): Lock => ({ id: idOf(token), key: keyOf(token) })
  const newToken = () => randomBytes(32).toString('base64url')
  const sealIn = ({ id, key }: Lock, content: Content) => seal(key, format.write(content), id.toString('hex'))
  const openFrom = ({ id, key }: Lock, envelope: Buffer): Content =>
    format.read(unseal(key, envelope, id.toString('hex')))

  const found = (tx: Db) =>
    tx
      .select()
      .from(sessions)
      .where(
        and(
          eq(sessions.id, sql.placeholder('id')),
          gt(sessions.expiresAt, sql.param(sql.placeholder('now'), sessions.expiresAt)),
        ),
      )
  // Asked with nearly every page: written once, not each time.
  const prepared = found(db).prepare('session')

  const written = ({ lock, version }: Session<Content>, content: Content, expiresAt: Date) =>
    sql`update ${sessions}
      set content = ${sealIn(lock, content)}, version = ${version + 1}, expires_at = ${instant(expiresAt)}
      where id = ${lock.id} and version = ${version} and expires_at > ${instant(now())} returning id`

  const sessionsOf: Sessions<Content> = {
    async create(content, expiresAt) {
      const token = newToken()
      const lock = lockOf(token)
      await db.insert(sessions).values({ id: lock.id, content: sealIn(lock, content), expiresAt })
      return { token, lock, version: 1, content, expiresAt }
    },
    async read(token, tx) {
      const lock = lockOf(token)
      const asked = tx ? found(tx).prepare('session') : prepared
      const [row] = await asked.execute({ id: lock.id, now: now() })
      if (!row) return null
      const { version, expiresAt } = row
      try {
        return { token, lock, version, content: openFrom(lock, row.content), expiresAt }
      } catch (error) {
        if (error instanceof SealBrokenError) return null
        throw error
      }
    },
    async update(session, content, expiresAt = session.expiresAt, tx = db) {
      return rowsOf(await tx.execute(written(session, content, expiresAt))).length === 1
    },
    async leave(session, { contentWith, expiresAt }, next) {
      const token = newToken()
      const lock = lockOf(token)
      const begun = await db.execute(sql`
        with left_behind as (${written(session, contentWith(token), expiresAt)})
        insert into ${sessions} (id, content, version, expires_at)
          select ${lock.id}::bytea, ${sealIn(lock, next.content)}::bytea, 1, ${instant(next.expiresAt)} from left_behind
          returning id`)
      return rowsOf(begun).length === 1 ? { token, lock, version: 1, ...next } : null
    },
    async change(token, change) {
      for (let tries = 0; tries < TRIES; tries++) {
        const session = await sessionsOf.read(token)
        const content = session && change(session.content)
        if (!session || !content) return null
        if (await sessionsOf.update(session, content))
          return { ...session, version: session.version + 1, content }
      }
      throw new Error('The session never stood still')
    },
    async prolong(token, until) {
      const later = and(
        eq(sessions.id, idOf(token)),
        gt(sessions.expiresAt, now()),
        lt(sessions.expiresAt, until),
      )
      await db.update(sessions).set({ expiresAt: until }).where(later)
    },
    async end(token) {
      await db.delete(sessions).where(eq(sessions.id, idOf(token)))
    },
    async removeExpired() {
      await db.delete(sessions).where(lte(sessions.expiresAt, now()))
    },
  }
  return sessionsOf
}

function instant(moment: Date): SQL {
  return sql`${moment.toISOString()}::timestamptz`
}

function keyOf(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', 'session', 32))
}

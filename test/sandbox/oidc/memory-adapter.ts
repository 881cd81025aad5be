import type { Adapter, AdapterPayload } from 'oidc-provider'

type Row = { payload: AdapterPayload; expiresAt: number }
type Table = { rows: Map<string, Row>; idByUid: Map<string, string> }
export type MemoryStore = ReturnType<typeof createMemoryStore>

/** What a provider keeps: codes, tokens, sessions. The library's own store warns at each start and drops beyond 1,000. */
export function createMemoryStore() {
  const tables = new Map<string, Table>()
  const tableOf = (model: string) => {
    const table = tables.get(model) ?? { rows: new Map(), idByUid: new Map() }
    tables.set(model, table)
    return table
  }
  return {
    adapter: (model: string): Adapter => createAdapter(tableOf(model), tables),
    /** Drops every row of one kind, `AccessToken` for example. */
    forget: (model: string): void => tableOf(model).rows.clear(),
    /** Drops the grant and whatever was issued under it. */
    revokeGrant: (grantId: string): void => revoke(grantId, tables),
  }
}

function createAdapter({ rows, idByUid }: Table, tables: Map<string, Table>): Adapter {
  const find = async (id: string) => rows.get(id)?.payload
  return {
    find,
    findByUid: (uid) => find(idByUid.get(uid) ?? ''),
    findByUserCode: async () => undefined,
    async upsert(id, payload, seconds) {
      dropExpired(rows)
      rows.set(id, { payload, expiresAt: Date.now() + (seconds ?? Number.POSITIVE_INFINITY) * 1000 })
      if (payload.uid) idByUid.set(payload.uid, id)
    },
    async consume(id) {
      const row = rows.get(id)
      if (row) row.payload.consumed = Math.floor(Date.now() / 1000)
    },
    async destroy(id) {
      rows.delete(id)
    },
    revokeByGrantId: async (grantId) => revoke(grantId, tables),
  }
}

function revoke(grantId: string, tables: Map<string, Table>): void {
  tables.get('Grant')?.rows.delete(grantId)
  for (const { rows } of tables.values()) {
    for (const [id, { payload }] of rows) if (payload.grantId === grantId) rows.delete(id)
  }
}

// Oldest first, and about the same life for all of one kind: stopping at the first living one is enough.
function dropExpired(rows: Map<string, Row>): void {
  const now = Date.now()
  for (const [id, { expiresAt }] of rows) {
    if (expiresAt > now) return
    rows.delete(id)
  }
}

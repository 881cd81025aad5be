import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { TransactionSql } from 'postgres'

export type Row = (string | number | null)[]

const BYTES_AT_ONCE = 64 * 1024
// Each COPY waits for the server a few times, however little it brings.
const ROWS_AT_ONCE = 20_000

/** Writes rows by `COPY`; null is null, and every other value stands as text that PostgreSQL reads. */
export async function copyInto(tx: TransactionSql, into: string, rows: Iterable<Row>): Promise<void> {
  await pipeline(Readable.from(chunksOf(rows)), await tx.unsafe(`copy ${into} from stdin`).writable())
}

/** The same for what comes one after the other; it is made rows while the server takes those before. */
export function gatherInto<Item>(tx: TransactionSql, into: string, rowOf: (item: Item) => Row) {
  let gathered: Item[] = []
  const write = async () => {
    const rows = rowsOf(gathered, rowOf)
    gathered = []
    await copyInto(tx, into, rows)
  }
  return {
    async add(items: Iterable<Item>): Promise<void> {
      for (const item of items) gathered.push(item)
      if (gathered.length >= ROWS_AT_ONCE) await write()
    },
    end: write,
  }
}

function* rowsOf<Item>(items: Item[], rowOf: (item: Item) => Row): Generator<Row> {
  for (const item of items) yield rowOf(item)
}

/** Bytes as PostgreSQL reads them. */
export function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`
}

function* chunksOf(rows: Iterable<Row>): Generator<string> {
  let chunk = ''
  for (const row of rows) {
    chunk += `${row.map(written).join('\t')}\n`
    if (chunk.length < BYTES_AT_ONCE) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function written(value: string | number | null): string {
  return value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign)
}

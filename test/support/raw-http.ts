import { connect, type Socket } from 'node:net'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

/** What came back on a connection of its own; `status` is null where nothing did. */
export type RawAnswer = {
  status: number | null
  head: string
  headers: [string, string][]
  /** Of the first answer, decompressed, where it is complete; else what came of it. */
  body: Buffer
  /** Everything that came, a second answer too. */
  all: Buffer
  /** Who ended it: the server, or we, because the answer was whole or our patience at its end. */
  endedBy: 'server' | 'whole' | 'patience'
  milliseconds: number
}
type Options = {
  port: number
  /** Pieces leave one after the other. */
  pieces: (Buffer | number)[]
  /** How long to wait at most. */
  patience?: number
  /** Goes on listening after the first answer, until the server ends. */
  toTheEnd?: boolean
}

const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * Sends bytes as they are, which no client of HTTP would, and reads what comes back. A number among the pieces is a
 * pause in milliseconds.
 */
export async function sendRaw({
  port,
  pieces,
  patience = 10_000,
  toTheEnd = false,
}: Options): Promise<RawAnswer> {
  const started = performance.now()
  const chunks: Buffer[] = []
  const isHead = pieces[0] instanceof Buffer && pieces[0].subarray(0, 5).toString('latin1') === 'HEAD '
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const endedBy = await new Promise<RawAnswer['endedBy']>((resolve) => {
    const timer = setTimeout(() => resolve('patience'), patience)
    const end = (by: RawAnswer['endedBy']) => {
      clearTimeout(timer)
      resolve(by)
    }
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      if (!toTheEnd && isWhole(chunks, isHead)) end('whole')
    })
    // A server that refuses may reset what still comes.
    socket.on('error', () => end('server'))
    socket.on('close', () => end('server'))
    socket.on('end', () => end('server'))
    write(socket, pieces).catch(() => {})
  })
  socket.destroy()
  return { ...understand(Buffer.concat(chunks)), endedBy, milliseconds: performance.now() - started }
}

async function write(socket: Socket, pieces: (Buffer | number)[]): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return
    if (typeof piece === 'number') await new Promise((resolve) => setTimeout(resolve, piece))
    else socket.write(piece)
  }
}

function isWhole(chunks: Buffer[], isHead: boolean): boolean {
  const last = chunks.at(-1)
  if (!last) return false
  // Cheap before dear: a long answer is joined once it may be at its end.
  const all = chunks.length === 1 ? last : Buffer.concat(chunks)
  const end = all.indexOf(HEAD_END)
  if (end === -1) return false
  const { status, headers } = readHead(all.subarray(0, end).toString('latin1'))
  if (status === 100) return false
  if (isHead || status === 204 || status === 304) return true
  const length = headerOf(headers, 'content-length')
  if (length !== null) return all.length >= end + 4 + Number(length)
  return headerOf(headers, 'transfer-encoding') === 'chunked' && all.subarray(-5).toString() === '0\r\n\r\n'
}

function understand(all: Buffer): Omit<RawAnswer, 'endedBy' | 'milliseconds'> {
  // "100 Continue" goes before the answer.
  const from = all.subarray(0, 12).toString('latin1') === 'HTTP/1.1 100' ? all.indexOf(HEAD_END) + 4 : 0
  const end = all.indexOf(HEAD_END, from)
  if (end === -1) return { status: null, head: '', headers: [], body: Buffer.alloc(0), all }
  const head = all.subarray(from, end).toString('latin1')
  const { status, headers } = readHead(head)
  const rest = all.subarray(end + 4)
  const length = headerOf(headers, 'content-length')
  const sent = headerOf(headers, 'transfer-encoding') === 'chunked' ? dechunk(rest) : rest
  const body = decompress(
    length === null ? sent : sent.subarray(0, Number(length)),
    headerOf(headers, 'content-encoding'),
  )
  return { status, head, headers, body, all }
}

function readHead(head: string): { status: number | null; headers: [string, string][] } {
  const [first = '', ...lines] = head.split('\r\n')
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]
  return {
    status: status ? Number(status) : null,
    headers: lines.map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    }),
  }
}

/** The first value of a header of an answer; null where it has none. */
export function headerOf(headers: [string, string][], name: string): string | null {
  return headers.find(([candidate]) => candidate === name)?.[1] ?? null
}

function dechunk(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at)
    const size = end === -1 ? Number.NaN : Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16)
    if (!size) return Buffer.concat(parts)
    parts.push(bytes.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
}

function decompress(body: Buffer, encoding: string | null): Buffer {
  try {
    if (encoding === 'gzip') return gunzipSync(body)
    if (encoding === 'deflate') return inflateSync(body)
    if (encoding === 'br') return brotliDecompressSync(body)
  } catch {
    // Broken off.
  }
  return body
}

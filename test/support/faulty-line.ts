import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line to PostgreSQL that breaks as told, like a firewall, a switch or a failing network would. */
export type FaultyLine = {
  /** Leads to the same database, over the line. */
  url: string
  /** Resets what is open now. */
  cut(): void
  /** Refuses newcomers, until `mend`. */
  refuse(): Promise<void>
  /** Takes everything, carries nothing and answers nothing, until `mend`; what was open then stays silent for ever. */
  stall(): void
  /** Resets one connection in so many packets, until `mend`. */
  cutAtRandom(share: number, chance?: () => number): void
  /**
   * Resets as many connections as told exactly when they commit: `sent` after the server has committed and before its
   * answer arrives, `unsent` before the server hears of it. Who committed cannot tell one from the other.
   */
  cutAtCommit(...each: ('sent' | 'unsent')[]): void
  /** Commits that were cut. */
  commitsCut(): number
  /** Carries everything again. */
  mend(): Promise<void>
  close(): Promise<void>
}

// The message that ends a transaction, as it stands on the wire: a simple query of this text.
const COMMIT = Buffer.from('Q\0\0\0\x0bcommit\0', 'latin1')

type Carried = { client: Socket; server: Socket; isSilent: boolean; cutsAtAnswer: boolean }

export async function openFaultyLine(databaseUrl: string): Promise<FaultyLine> {
  const target = new URL(databaseUrl)
  const open = new Set<Carried>()
  let mode: 'ordinary' | 'stalled' = 'ordinary'
  let isToBeCut = () => false
  let atCommit: ('sent' | 'unsent')[] = []
  let commitsCut = 0

  const end = (one: Carried) => {
    open.delete(one)
    one.client.resetAndDestroy()
    one.server.destroy()
  }
  const listener = createServer({ noDelay: true }, (client) => {
    const server = connect({ port: Number(target.port), host: target.hostname, noDelay: true })
    const one: Carried = { client, server, isSilent: mode === 'stalled', cutsAtAnswer: false }
    open.add(one)
    client.on('data', (bytes) => {
      if (one.isSilent) return
      if (isToBeCut()) return end(one)
      if (atCommit.length > 0 && bytes.includes(COMMIT)) {
        commitsCut++
        if (atCommit.shift() === 'unsent') return end(one)
        one.cutsAtAnswer = true
      }
      server.write(bytes)
    })
    server.on('data', (bytes) => {
      if (one.isSilent) return
      if (one.cutsAtAnswer || isToBeCut()) return end(one)
      client.write(bytes)
    })
    // Of one that is silent nobody learns that the other end has gone.
    client.on('error', () => {}).on('close', () => end(one))
    server.on('error', () => {}).on('close', () => one.isSilent || end(one))
  })
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      listener.once('error', reject).listen(port, '127.0.0.1', resolve)
    })
  await listen(0)
  const { port } = listener.address() as AddressInfo
  const url = new URL(databaseUrl)
  Object.assign(url, { hostname: '127.0.0.1', port: String(port) })

  const refuseNew = () => new Promise<void>((resolve) => listener.close(() => resolve()))
  const cut = () => open.forEach(end)
  return {
    url: url.href,
    cut,
    async refuse() {
      const closed = refuseNew()
      cut()
      await closed
    },
    stall() {
      mode = 'stalled'
      for (const one of open) one.isSilent = true
    },
    cutAtRandom(share, chance = Math.random) {
      isToBeCut = () => chance() < share
    },
    cutAtCommit(...each) {
      atCommit = each
    },
    commitsCut: () => commitsCut,
    async mend() {
      mode = 'ordinary'
      isToBeCut = () => false
      atCommit = []
      if (!listener.listening) await listen(port)
    },
    async close() {
      const closed = listener.listening ? refuseNew() : undefined
      cut()
      await closed
    },
  }
}

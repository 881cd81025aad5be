import { connect } from 'node:net'

/** What the generator asks for, from how many connections, for how long. */
export type LoadOrder = {
  port: number
  path: string
  headers?: Record<string, string>
  connections: number
  milliseconds: number
}
export type LoadReport = { answered: number; bytes: number; otherStatus: number }

// A process of its own, by sockets: what measures must cost little beside what is measured.
process.on('message', async (order: LoadOrder) => {
  const report: LoadReport = { answered: 0, bytes: 0, otherStatus: 0 }
  const until = performance.now() + order.milliseconds
  await Promise.all(Array.from({ length: order.connections }, () => ask(order, until, report)))
  process.send?.(report)
})
process.once('disconnect', () => process.exit())

/** Asks again as soon as the answer has come. */
function ask({ port, path, headers = {} }: LoadOrder, until: number, report: LoadReport): Promise<void> {
  const all = { Host: `localhost:${port}`, 'Accept-Encoding': 'gzip', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  const request = `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  return new Promise((resolve, reject) => {
    let got: Buffer[] = []
    let length = 0
    let wanted = Number.POSITIVE_INFINITY
    socket.on('connect', () => socket.write(request))
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      got.push(chunk)
      length += chunk.length
      if (wanted === Number.POSITIVE_INFINITY) {
        const text = (got.length === 1 ? chunk : Buffer.concat(got)).toString('latin1')
        const end = text.indexOf('\r\n\r\n')
        if (end < 0) return
        const body = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))
        if (!body) return reject(new Error('An answer does not say how long it is'))
        wanted = end + 4 + Number(body[1])
        if (!text.startsWith('HTTP/1.1 200')) report.otherStatus++
      }
      if (length < wanted) return
      report.answered++
      report.bytes += length
      got = []
      length = 0
      wanted = Number.POSITIVE_INFINITY
      if (performance.now() < until) return socket.write(request)
      socket.destroy()
      resolve()
    })
  })
}

import type { Random } from '../../support/seeded.js'
import { chunks, expectations, framing, pipelines } from './framing.js'
import { floods, heads, hosts, requestLines } from './heads.js'
import { paths } from './paths.js'
import type { Attempt, HostileRequest, Target } from './request.js'

/** What is wrong before any address is looked at: request lines, heads, framing, other protocols. */
export function framedRequest(random: Random, target: Target): HostileRequest {
  return { ...random.pick(ATTEMPTS)(random, target), role: 'nobody' }
}

const ATTEMPTS: ((random: Random, target: Target) => Attempt)[] = [
  paths,
  paths,
  requestLines,
  floods,
  hosts,
  framing,
  framing,
  chunks,
  heads,
  expectations,
  pipelines,
  protocols,
]

function protocols(random: Random): Attempt {
  const bytes = random.pick<() => Buffer>([
    () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1'),
    () => Buffer.concat([Buffer.from('160301020001000001fc0303', 'hex'), random.bytes(500)]),
    () => random.bytes(1 + random.below(3_000)),
    () => Buffer.alloc(20_000),
    () => Buffer.from('\r\n'.repeat(10_000)),
    () => Buffer.from('EHLO evil.example\r\nMAIL FROM:<zqx@evil.example>\r\n'),
    () => Buffer.from('SSH-2.0-zqx\r\n'),
    () => Buffer.from('PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n'),
    () => Buffer.from('\0\0\0\x08\x04\xd2\x16\x2f', 'latin1'),
    () => Buffer.from('{"jsonrpc":"2.0","method":"zqx"}\n'),
    () => Buffer.from('x'),
  ])()
  return { kind: 'protocol', pieces: [bytes], mayWait: true }
}

import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Fault } from './fault.js'
import { type FaultName, faults } from './faults.js'
import { createSigningKey } from './keys.js'
import { type Profile, profiles } from './profiles.js'
import { misbehavingProvider } from './provider.js'
import type { Signers } from './signatures.js'

export type MisbehavingProvider = Awaited<ReturnType<typeof startMisbehavingProvider>>

const PATH = '/api/v2'

/** A provider that signs in whoever comes, at once, and breaks the protocol when it is told to. */
export async function startMisbehavingProvider({ like }: { like: keyof typeof profiles }) {
  const profile: Profile = profiles[like]
  const credentials = { clientId: randomHex(), clientSecret: randomHex() }
  const [own, otherAlg, stranger] = await Promise.all([
    createSigningKey(profile.alg),
    createSigningKey(profile.otherAlg),
    createSigningKey(profile.alg),
  ])
  const signers: Signers = { own, otherAlg, stranger, clientSecret: credentials.clientSecret }
  const secrets = new Set([credentials.clientSecret])
  const asked: string[] = []
  let fault: Fault = {}

  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}${PATH}`
  const app = misbehavingProvider({
    issuer,
    profile,
    credentials,
    signers: () => signers,
    fault: () => fault,
    issue: (secret) => secrets.add(secret),
  })
  server.on('request', (request) => asked.push((request.url ?? '').split('?')[0] ?? ''))
  server.on('request', getRequestListener(app.fetch))

  return {
    issuer,
    profile,
    /** The variables with which the service talks to this provider instead of the sandbox's. */
    environment: {
      [`${profile.variables}_ISSUER`]: issuer,
      [`${profile.variables}_CLIENT_ID`]: credentials.clientId,
      [`${profile.variables}_CLIENT_SECRET`]: credentials.clientSecret,
      [`${profile.variables}_SIGNING_ALG`]: profile.alg,
    },
    /** The client's secret and every code, token, state and nonce so far. */
    secrets: secrets as ReadonlySet<string>,
    /** Paths asked for so far, in their order. */
    asked: asked as readonly string[],
    /** What goes wrong from now on. */
    misbehave: (name: FaultName): void => {
      fault = faults[name]
    },
    behave: (): void => {
      fault = {}
    },
    /** Signs with another key from now on, under the same name or under another. */
    async rotateKey(kid = signers.own.kid): Promise<void> {
      signers.own = await createSigningKey(profile.alg, kid)
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function randomHex(): string {
  return randomBytes(32).toString('hex')
}

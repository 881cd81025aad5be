import { generateKeyPair, type JsonWebKey } from 'node:crypto'
import { promisify } from 'node:util'

const generate = promisify(generateKeyPair)
let keys: Promise<JsonWebKey[]> | undefined

/** One EC and one RSA key, made once in a process; their `kid` look like those of the State's hardware modules. */
export function signingKeys(): Promise<JsonWebKey[]> {
  keys ??= Promise.all([
    generate('ec', { namedCurve: 'P-256' }).then(({ privateKey }) =>
      toJwk(privateKey.export({ format: 'jwk' }), 'ES256'),
    ),
    generate('rsa', { modulusLength: 2048 }).then(({ privateKey }) =>
      toJwk(privateKey.export({ format: 'jwk' }), 'RS256'),
    ),
  ])
  return keys
}

function toJwk(jwk: JsonWebKey, alg: 'ES256' | 'RS256'): JsonWebKey {
  return { ...jwk, alg, use: 'sig', kid: `pkcs11:${alg}:hsm` }
}

import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { exportJWK, type JWK } from 'jose'

const generate = promisify(generateKeyPair)
let first: Promise<JWK[]> | undefined
let rotations = 0

/** The keys that providers start with, made once in a process: one EC and one RSA. */
export function firstSigningKeys(): Promise<JWK[]> {
  first ??= generateKeys('hsm')
  return first
}

/** Other keys, under other names. */
export function nextSigningKeys(): Promise<JWK[]> {
  rotations += 1
  return generateKeys(`hsm-${rotations + 1}`)
}

// `kid` look like those of the State's hardware modules.
async function generateKeys(module: string): Promise<JWK[]> {
  const [ec, rsa] = await Promise.all([
    generate('ec', { namedCurve: 'P-256' }),
    generate('rsa', { modulusLength: 2048 }),
  ])
  return [
    { ...(await exportJWK(ec.privateKey)), alg: 'ES256', use: 'sig', kid: `pkcs11:ES256:${module}` },
    { ...(await exportJWK(rsa.privateKey)), alg: 'RS256', use: 'sig', kid: `pkcs11:RS256:${module}` },
  ]
}

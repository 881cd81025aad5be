import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose'

export type SigningAlg = 'ES256' | 'RS256'
export type SigningKey = { alg: SigningAlg; kid: string; privateKey: CryptoKey; published: JWK }

/** A signing key; its usual `kid` says no more than the algorithm, as that of the State's hardware modules. */
export async function createSigningKey(alg: SigningAlg, kid = `pkcs11:${alg}:hsm`): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  return { alg, kid, privateKey, published: { ...(await exportJWK(publicKey)), alg, kid, use: 'sig' } }
}

/** A published key of which the half is missing. */
export function unreadable({ x, n, ...rest }: JWK, kid = rest.kid): JWK {
  return { ...rest, ...(kid === undefined ? {} : { kid }) }
}

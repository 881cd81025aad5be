import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import type { SigningKey } from './keys.js'

/** How a token is signed: rightly, or wrongly in one way. */
export type Signature =
  | 'right'
  /** By a key that is not published, under the name of one that is. */
  | 'by-stranger'
  /** By a published key, with the algorithm that is not the agreed one. */
  | 'other-alg'
  /** With the secret that the service shares. */
  | 'client-secret'
  | 'none'
  /** Rightly, and the content was changed since. */
  | 'tampered'
  | 'without-kid'
  /** By a stranger's key that names itself. */
  | 'unknown-kid'

export type Signers = { own: SigningKey; otherAlg: SigningKey; stranger: SigningKey; clientSecret: string }

export async function sign(claims: JWTPayload, signature: Signature, signers: Signers): Promise<string> {
  const { own, otherAlg, stranger, clientSecret } = signers
  switch (signature) {
    case 'right':
      return signWith(claims, own)
    case 'by-stranger':
      return signWith(claims, { ...stranger, kid: own.kid })
    case 'other-alg':
      return signWith(claims, otherAlg)
    case 'client-secret':
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(clientSecret))
    case 'none':
      return new UnsecuredJWT(claims).encode()
    case 'tampered':
      return tamperWith(await signWith(claims, own), claims)
    case 'without-kid':
      return new SignJWT(claims).setProtectedHeader({ alg: own.alg }).sign(own.privateKey)
    case 'unknown-kid':
      return signWith(claims, { ...stranger, kid: 'nobody-knows' })
  }
}

function signWith(claims: JWTPayload, { alg, kid, privateKey }: SigningKey): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(privateKey)
}

function tamperWith(token: string, claims: JWTPayload): string {
  const [header, , signature] = token.split('.')
  const content = Buffer.from(JSON.stringify({ ...claims, added: 'since' })).toString('base64url')
  return [header, content, signature].join('.')
}

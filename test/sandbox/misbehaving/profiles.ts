import type { SigningAlg } from './keys.js'

export type Profile = {
  /** How the service's variables for this provider begin. */
  variables: 'FRANCECONNECT' | 'PROCONNECT'
  alg: SigningAlg
  /** Published beside the other, and never to be accepted. */
  otherAlg: SigningAlg
  callbackPath: string
  /** What the service may ask for: one of them, exactly. */
  scopes: string[]
  /** Names of the parameters with which a browser must arrive: no more, no fewer. */
  parameters: string[]
  /** What the ID token says besides the ordinary claims. */
  idTokenClaims: Record<string, unknown>
  /** The person who signs in: nobody has this name. */
  person: { sub: string } & Record<string, unknown>
  /** What names the person, wherever it stands. */
  marks: string[]
  tokenSeconds: number
}

const ORDINARY_PARAMETERS = ['client_id', 'nonce', 'redirect_uri', 'response_type', 'scope', 'state']

/** What the two providers of the State do differently. */
export const profiles = {
  franceconnect: {
    variables: 'FRANCECONNECT',
    alg: 'ES256',
    otherAlg: 'RS256',
    callbackPath: '/callback',
    scopes: ['openid identite_pivot cnaf_quotient_familial', 'openid'],
    parameters: ['acr_values', ...ORDINARY_PARAMETERS],
    idTokenClaims: { acr: 'eidas1' },
    person: {
      sub: `${'5f3a9b17'.repeat(8)}v1`,
      family_name: 'ÉPREUVE-MARQUÉE',
      given_name: 'Solveig Aude',
      given_name_array: ['Solveig', 'Aude'],
      birthdate: '1985-02-13',
      gender: 'female',
      birthplace: '45142',
      birthcountry: '99100',
    },
    marks: ['5f3a9b17', 'MARQUÉE', 'Solveig', '1985-02-13'],
    tokenSeconds: 60,
  },
  proconnect: {
    variables: 'PROCONNECT',
    alg: 'RS256',
    otherAlg: 'ES256',
    callbackPath: '/agent/callback',
    scopes: ['openid given_name usual_name email uid siret roles idp_id'],
    parameters: ['claims', 'code_challenge', 'code_challenge_method', ...ORDINARY_PARAMETERS],
    idTokenClaims: { acr: 'eidas0-mfa' },
    person: {
      sub: '6d1f7c52-08a4-4c1e-9f0b-3a5e7d9c2b14',
      given_name: 'Hermine',
      usual_name: 'ÉPREUVE-MARQUÉE',
      email: 'hermine.epreuve@fay-aux-loges.example',
      uid: 'uid-hermine-epreuve',
      siret: '21450142100017',
      idp_id: '71144ab3-ee1a-4401-b7b3-79b44f7daeeb',
      roles: ['agent_public', 'agent_public_territorial'],
    },
    marks: ['6d1f7c52', 'MARQUÉE', 'Hermine', 'hermine.epreuve'],
    tokenSeconds: 3600,
  },
} satisfies Record<string, Profile>

type Listed = { sirets: string[]; emails: string[] }

/**
 * Whether this account may open the operator's console: its organisation and its address must both be listed.
 */
export function isOperator(
  { siret, email }: { siret: string; email: string },
  { sirets, emails }: Listed,
): boolean {
  return sirets.includes(siret) && emails.includes(email.toLowerCase())
}

/**
 * Whether an account is an operator's, for whichever of her organisations she signed in, of which ProConnect asks anew
 * each time. Hers reads nothing that residents send: she is no agent of any collectivité.
 */
export function isOfAnOperator({ email }: { email: string }, { emails }: Listed): boolean {
  return emails.includes(email.toLowerCase())
}

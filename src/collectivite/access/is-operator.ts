/**
 * Whether this account may open the operator's console: its organisation and its address must both be listed. Who may
 * reads nothing that residents send: she is no agent of any collectivité.
 */
export function isOperator(
  { siret, email }: { siret: string; email: string },
  { sirets, emails }: { sirets: string[]; emails: string[] },
): boolean {
  return sirets.includes(siret) && emails.includes(email.toLowerCase())
}

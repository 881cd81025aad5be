/** Why a mail has not left, from the code of its last attempt. */
export function mailFault(code: string | null): string {
  if (code === 'TLS') return 'la connexion à la messagerie n’est pas protégée'
  if (code && /^5\d\d$/.test(code)) return `la messagerie de l’adresse l’a refusé, code ${code}`
  if (code && /^4\d\d$/.test(code)) return `la messagerie demande d’attendre, code ${code}`
  if (code && /^E[A-Z]+$/.test(code)) return 'la messagerie ne répond pas'
  return 'une erreur de notre côté'
}

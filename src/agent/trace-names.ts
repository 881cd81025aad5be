import { invitationNames } from '#src/collectivite/access/invitations.js'
import { agentNames } from '#src/collectivite/agent-names.js'
import type { Db } from '#src/db/database.js'
import { recipientNames } from '#src/delivery/recipients.js'
import { settingWords } from '#templates/agent/setting-words.js'

/** Whether a reference of a line names who or what it is about, and is no transmission. */
export function isNamed(reference: string): boolean {
  return /^(agent|invitation|adresse|organisation|collectivité|réglage):/.test(reference)
}

/** What the actors of a trace, and whom its lines are about, are called. */
export async function namesInTrace(db: Db, siret: string): Promise<(whom: string) => string> {
  const [agentName, addresses, invitations] = await Promise.all([
    agentNames(db, siret),
    recipientNames(db, siret),
    invitationNames(db, siret),
  ])
  return (whom) => {
    const [kind, rest = ''] = whom.split(':')
    switch (kind) {
      case 'adresse':
        return addresses.get(whom) ?? 'une adresse effacée'
      case 'invitation':
        return invitations.get(whom) ?? 'un lien qui n’est plus gardé'
      case 'organisation':
        return `SIREN ${rest}`
      case 'collectivité':
        return `SIRET ${rest}`
      case 'réglage':
        return settingWords(whom)
      default:
        return agentName(whom)
    }
  }
}

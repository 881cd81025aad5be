import type { CaseStatus } from '#src/delivery/hubee/case-status.js'
import type { FolderLife } from '#src/delivery/hubee/folder-life.js'
import { formatInstant } from '#templates/format.js'

const STATUSES: Record<CaseStatus, string> = {
  SENT: 'récupérée par la collectivité',
  SI_RECEIVED: 'reçue par le logiciel de la collectivité',
  IN_PROGRESS: 'en cours de traitement depuis',
  ADD_AWAITING: 'en attente d’un complément depuis',
  SI_INTG_ERROR: 'refusée par le logiciel de la collectivité',
  DONE: 'traitée',
  REFUSED: 'refusée',
}

/** Where a transmission stands at HubEE, in one line. */
export function hubeeWords(life: FolderLife, timeZone: string): string {
  const on = (at: Date) => formatInstant(at, timeZone)
  if (life.kind === 'completed') {
    const said = life.status && life.statusAt ? `, ${STATUSES[life.status]} le ${on(life.statusAt)}` : ''
    return `Remise le ${on(life.at)}${said}`
  }
  if (life.kind === 'failed')
    return `Pas remise, abandonnée le ${on(life.at)}\u00a0: ${hubeeFault(life.code)}. L’opérateur du service peut réessayer.`
  if (life.kind === 'waiting-for-subscription')
    return 'Pas encore remise\u00a0: elle partira dès que l’abonnement de la collectivité à HubEE sera actif'
  if (life.kind === 'waiting')
    return `Pas encore remise\u00a0: ${hubeeFault(life.code)}. Prochain essai le ${on(life.nextAt)}`
  return 'Remise en cours'
}

/** Where a transmission was taken that lies in a file, or that HubEE has: the list does not tell them apart. */
export function takenWords(deliversToHubee: boolean): string {
  return deliversToHubee ? 'dans un fichier ou à HubEE' : 'dans un fichier'
}

const FAULTS: Record<string, string> = {
  HUBEE_UNREACHABLE: 'HubEE ne répond pas',
  HUBEE_UNAVAILABLE: 'HubEE est en panne',
  HUBEE_CREDENTIALS: 'HubEE ne reconnaît pas ce service',
  HUBEE_FORBIDDEN: 'HubEE n’y autorise pas ce service',
  HUBEE_NOT_SUBSCRIBED: 'l’abonnement de la collectivité à HubEE n’est pas actif',
  HUBEE_ALREADY_THERE: 'HubEE l’a déjà reçue',
  HUBEE_REFUSED: 'HubEE refuse les données envoyées',
  HUBEE_FILE_REFUSED: 'HubEE n’a pas accepté un des fichiers',
  HUBEE_NOT_FOUND: 'HubEE ne retrouve pas ce qui était commencé',
  HUBEE_UNREADABLE: 'HubEE a répondu autre chose que prévu',
  HUBEE_NOT_ASKED: 'ce service ne peut pas le demander lui-même',
}

/** Why something did not go to HubEE, from its stable code. */
export function hubeeFault(code: string): string {
  return FAULTS[code] ?? 'une erreur de notre côté'
}

import type { Attachment, Status, SubscriptionStatus } from './model.js'

export const STATUS_WORDS: Record<Status, string> = {
  HUBEE_RECEIVED: 'reçu par HubEE',
  HUBEE_COMPLETED: 'complet',
  HUBEE_NOTIFIED: 'annoncé à la commune',
  SENT: 'transmis',
  SI_RECEIVED: 'reçu par la commune',
  IN_PROGRESS: 'en cours de traitement',
  ADD_AWAITING: 'en attente d’un complément',
  SI_INTG_ERROR: 'erreur d’intégration',
  DONE: 'traité',
  REFUSED: 'refusé',
  CLOSED: 'clos par le service',
  ARCHIVED: 'archivé',
}

/** What a status, itself in French, means for the commune. */
export const SUBSCRIPTION_WORDS: Record<SubscriptionStatus, string> = {
  Actif: 'reçoit les télédossiers',
  Inactif: 'ne reçoit pas de télédossiers, à activer',
  Refusé: 'ne recevra pas de télédossiers',
  Suspendu: 'ne reçoit plus de télédossiers',
}

export const FILE_WORDS: Record<Attachment['status'], string> = {
  PENDING: 'attendue',
  RECEIVED: 'reçue',
  CORRUPTED: 'refusée par l’antivirus',
  REJECTED: 'rejetée',
}

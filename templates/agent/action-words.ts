import type { AuditAction } from '#src/audit/audit.js'

/** An action of the trace, in the words of the desk. */
export function actionWords(action: string): string {
  return (WORDS as Record<string, string>)[action] ?? action
}

const WORDS: Record<AuditAction, string> = {
  transmission: 'Transmise',
  annulation: 'Annulée',
  'ajout au guichet': 'Ajoutée au guichet',
  liste: 'Vue dans la liste',
  recherche: 'Vue dans une recherche',
  consultation: 'Ouverte',
  'export csv': 'Mise dans un fichier CSV',
  'export excel': 'Mise dans un fichier Excel',
  'lecture pour HubEE': 'Lue pour être remise à HubEE',
  'remise à HubEE': 'Remise à HubEE',
  traitement: 'Marquée comme traitée',
  'remise à traiter': 'Remise à traiter',
  suppression: 'Supprimée',
  récépissé: 'Récépissé téléchargé',
  'récépissé par courriel': 'Récépissé demandé par courriel',
  'pièce jointe': 'Pièce jointe téléchargée',
  'effacement des pièces': 'Pièces jointes effacées',
  purge: 'Effacée au bout de sa durée de conservation',
  connexion: 'Connexion',
  'accès refusé': 'Accès refusé à une autre collectivité',
  réglages: 'Réglages changés',
  invitation: 'Agent invité',
  'invitation annulée': 'Invitation annulée',
  arrivée: 'Agent arrivé',
  'demande d’accès': 'Accès demandé',
  'demande acceptée': 'Accès donné',
  refus: 'Accès refusé',
  'changement de rôle': 'Rôle changé',
  'changement d’adresse': 'Adresse changée chez ProConnect',
  départ: 'Agent retiré',
  'confirmation des accès': 'Accès confirmés',
  courriel: 'Mise dans un courriel',
  'fichier envoyé': 'Fichier envoyé par courriel',
  'avis envoyé': 'Avis envoyé par courriel',
  'envois repris': 'Courriels essayés de nouveau',
  'adresse ajoutée': 'Adresse ajoutée, lien envoyé',
  'adresse confirmée': 'Adresse confirmée',
  'adresse retirée': 'Adresse retirée',
  'adresse refusée': 'Adresse refusée par son serveur',
  ouverture: 'Service ouvert',
  suspension: 'Service suspendu',
  réactivation: 'Service rouvert',
  fermeture: 'Service fermé',
  effacement: 'Données effacées',
  contacts: 'Contacts changés',
  'organisation acceptée': 'Autre organisation acceptée',
  'organisation retirée': 'Autre organisation retirée',
}

/** Every action that a trace knows. */
export const ACTIONS = Object.keys(WORDS) as AuditAction[]

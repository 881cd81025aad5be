/** An action of the trace, in the words of the desk. */
export function actionWords(action: string): string {
  return WORDS[action] ?? action
}

const WORDS: Record<string, string> = {
  transmission: 'Transmise',
  annulation: 'Annulée',
  'ajout au guichet': 'Ajoutée au guichet',
  liste: 'Vue dans la liste',
  recherche: 'Vue dans une recherche',
  consultation: 'Ouverte',
  'export csv': 'Mise dans un fichier CSV',
  'export excel': 'Mise dans un fichier Excel',
  traitement: 'Marquée comme traitée',
  'remise à traiter': 'Remise à traiter',
  suppression: 'Supprimée',
  récépissé: 'Récépissé téléchargé',
  réglages: 'Réglages changés',
  invitation: 'Agent invité',
  'invitation annulée': 'Invitation annulée',
  arrivée: 'Agent arrivé',
  'demande d’accès': 'Accès demandé',
  'demande acceptée': 'Accès donné',
  refus: 'Accès refusé',
  'changement de rôle': 'Rôle changé',
  départ: 'Agent retiré',
  'confirmation des accès': 'Accès confirmés',
  courriel: 'Mise dans un courriel',
  'adresse ajoutée': 'Adresse ajoutée, lien envoyé',
  'adresse confirmée': 'Adresse confirmée',
  'adresse retirée': 'Adresse retirée',
}

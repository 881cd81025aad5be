/** A changed setting as a line of the trace names it, `réglage:conservation:30 jours`, in the words of the desk. */
export function settingWords(reference: string): string {
  const [, name = '', value] = reference.split(':')
  const label = LABELS[name] ?? name
  return value === undefined ? label : `${label}\u00a0: ${VALUES[value] ?? value}`
}

const LABELS: Record<string, string> = {
  services: 'Services concernés',
  contact: 'Contact',
  guichet: 'Adresse et horaires de l’accueil',
  'champs déclarés': 'Nom connu de la mairie et enfants ou services demandés',
  'autres moyens': 'Autres moyens de transmettre une attestation',
  'sans FranceConnect': 'Attestation sans FranceConnect acceptée ici',
  'sites de retour': 'Sites de retour autorisés',
  conservation: 'Durée de conservation',
  'envoi des courriels': 'Envoi des courriels',
  'contenu des courriels': 'Contenu des courriels',
  'messageries grand public': 'Fichier vers une messagerie grand public',
  HubEE: 'Remise à HubEE',
}

const VALUES: Record<string, string> = {
  transmission: 'à chaque transmission',
  jour: 'chaque jour',
  semaine: 'chaque semaine',
  mois: 'chaque mois',
  avis: 'un avis',
  csv: 'le fichier',
  guichet: 'à l’accueil',
  courriel: 'par courriel',
  'guichet et courriel': 'à l’accueil et par courriel',
}

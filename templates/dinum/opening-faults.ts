import type { Fault, Result } from '#src/onboarding/openings/faults.js'

/** Why a line is not opened, and what to do. */
export const FAULT_WORDS: Record<Fault, string> = {
  'siret-missing': 'Il n’y a pas de SIRET. Ajoutez-le\u00a0: 14 chiffres.',
  'siret-shortened':
    'Excel a abrégé le SIRET et perdu ses derniers chiffres. Mettez la colonne au format Texte, puis recopiez le SIRET depuis sa source.',
  'siret-is-siren': 'C’est un SIREN, à 9 chiffres. Donnez le SIRET, à 14 chiffres.',
  'siret-length': 'Un SIRET a 14 chiffres. Il en manque, ou il y en a trop.',
  'siret-wrong': 'Ce n’est pas un SIRET\u00a0: sa clé ne correspond pas. Vérifiez les chiffres.',
  'email-missing': 'Il n’y a pas d’adresse. Ajoutez celle de la personne à inviter.',
  'email-wrong': 'Cette adresse est incomplète. Écrivez-la comme mairie@exemple.fr.',
  'email-too-many': 'Il y a plus de dix adresses. Gardez les gestionnaires\u00a0: ils inviteront les autres.',
  'dpo-wrong': 'Cette adresse du délégué est incomplète. Corrigez-la, ou laissez la case vide.',
  'cog-wrong': 'Ce code COG n’est celui d’aucune commune. Ce n’est pas le code postal. Exemple\u00a0: 45142.',
  'place-unknown':
    'Ce SIRET n’est pas celui d’une commune. Ajoutez le code COG de la commune où elle est, colonne code_cog.',
  'name-missing': 'Ce SIRET n’est pas celui d’une commune. Ajoutez son nom, colonne nom.',
}

/** What came of a line. */
export const RESULT_WORDS: Record<Result, string> = {
  opened: 'Ouverte, lien envoyé',
  invited: 'Déjà dans le service, lien envoyé à qui n’en avait jamais eu',
  unchanged: 'Déjà dans le service, tous avaient déjà eu un lien',
  suspended: 'Suspendue, rien n’a changé',
  closed: 'Fermée, rien n’a changé',
  duplicate: 'Répète une ligne précédente',
}

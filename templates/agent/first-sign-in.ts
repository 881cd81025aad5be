/** The first sign-in with ProConnect in a small mairie, in four steps. */
export const FIRST_SIGN_IN = [
  'Entrez votre adresse de travail, de préférence l’adresse officielle de la mairie.',
  'Choisissez un mot de passe, puis recopiez les codes reçus par courriel.',
  'Cherchez votre mairie par son nom ou son SIRET.',
  'Si votre adresse est personnelle (gmail, orange…), un code est envoyé à l’adresse officielle de la mairie, celle de l’annuaire de service-public.fr : recopiez-le.',
]

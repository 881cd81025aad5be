/** What the public page tells a resident of herself, as a register says it of her; other words stay as they are. */
export function inThirdPerson(words: string): string {
  return OF_A_RESIDENT[words] ?? words
}

const OF_A_RESIDENT: Record<string, string> = {
  'Votre identité': 'Identité de l’usager',
  'Retrouver votre famille dans les dossiers de la collectivité.':
    'Retrouver la famille dans les dossiers de la collectivité.',
  'Votre quotient familial': 'Quotient familial',
  'Vous retrouver sous un autre nom ; dire aux agents ce qu’il faut vérifier.':
    'Retrouver l’usager sous un autre nom ; dire aux agents ce qu’il faut vérifier.',
  'nom sous lequel la mairie vous connaît': 'nom sous lequel la mairie connaît l’usager',
  'votre identifiant dans le logiciel de la collectivité':
    'identifiant de l’usager dans le logiciel de la collectivité',
  'ce que vous écrivez si le montant ne vous semble pas juste':
    'ce que l’usager écrit si le montant ne lui semble pas juste',
  'Le suivi de votre transmission': 'Suivi de la transmission',
  'Vous donner une référence, ranger la liste des agents, effacer à temps.':
    'Donner une référence à l’usager, ranger la liste des agents, effacer à temps.',
  'collectivité à laquelle vous transmettez': 'collectivité à laquelle l’usager transmet',
  'lien avec votre transmission précédente': 'lien avec la transmission précédente de l’usager',
  'empreinte de votre identité, différente dans chaque collectivité':
    'empreinte de l’identité de l’usager, différente dans chaque collectivité',
  'Vos fichiers': 'Fichiers joints',
  'Ce que votre transmission dit des fichiers': 'Ce que la transmission dit des fichiers',
  'Ne pas vous les faire choisir une deuxième fois.': 'Ne pas les faire choisir une deuxième fois.',
  'le nom de chaque fichier sur votre appareil': 'le nom de chaque fichier sur l’appareil de l’usager',
}

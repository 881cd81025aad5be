import { clear, type Group, hashed, sealed } from '#templates/personal-data/group.js'

/** What a resident sends, and what is noted of it. */
export const GROUPS_OF_TRANSMISSIONS = {
  identity: {
    section: 'transmissions',
    title: 'Votre identité',
    persons: ['usager'],
    source:
      'FranceConnect. Sans FranceConnect : vous l’écrivez, ou l’agent l’écrit d’après votre attestation.',
    purpose: 'Retrouver votre famille dans les dossiers de la collectivité.',
    kept: 'transmission',
    readers: ['agents'],
    items: {
      familyName: sealed('nom de naissance'),
      givenNames: sealed('prénoms'),
      birthdate: sealed('date de naissance'),
      gender: sealed('sexe'),
      birthplace: sealed('commune de naissance (code officiel)'),
      birthcountry: sealed('pays de naissance (code officiel)'),
    },
  },
  quotientFamilial: {
    section: 'transmissions',
    title: 'Votre quotient familial',
    persons: ['usager'],
    source:
      'La CAF ou la MSA, par l’API Particulier de l’État. Avec une attestation : vous l’écrivez, ou l’agent.',
    purpose: 'Appliquer les tarifs que la collectivité a votés.',
    kept: 'transmission',
    readers: ['agents'],
    items: {
      value: sealed('montant du quotient familial'),
      month: sealed('mois et année du quotient familial'),
      calculation: sealed('mois et année de son calcul'),
      provider: sealed('organisme qui le donne : CAF ou MSA'),
    },
  },
  added: {
    section: 'transmissions',
    title: 'Ce qui s’y ajoute',
    persons: ['usager'],
    source: 'Vous, si la collectivité le demande ; le lien que vous avez suivi, s’il en contient un.',
    purpose: 'Vous retrouver sous un autre nom ; dire aux agents ce qu’il faut vérifier.',
    kept: 'transmission',
    readers: ['agents'],
    items: {
      knownName: sealed('nom sous lequel la mairie vous connaît'),
      childrenOrServices: sealed('enfants ou services concernés'),
      externalId: sealed('votre identifiant dans le logiciel de la collectivité'),
      dispute: sealed('ce que vous écrivez si le montant ne vous semble pas juste'),
      reasons: sealed('ce qu’un agent doit vérifier : QF modifié, QF à 0, attestation…'),
    },
  },
  following: {
    section: 'transmissions',
    title: 'Le suivi de votre transmission',
    persons: ['usager'],
    source: 'Le service le note.',
    purpose: 'Vous donner une référence, ranger la liste des agents, effacer à temps.',
    kept: 'transmission',
    readers: ['agents'],
    items: {
      reference: clear('référence et numéro de la transmission'),
      recipient: clear('collectivité à laquelle vous transmettez'),
      dates: clear('dates : transmise, ouverte, emportée dans un fichier ou un courriel, traitée'),
      origin: clear('origine : FranceConnect, attestation, attestation sans FranceConnect ou guichet'),
      toCheck: clear('s’il y a quelque chose à vérifier : oui ou non'),
      previous: clear('lien avec votre transmission précédente'),
      person: hashed('empreinte de votre identité, différente dans chaque collectivité'),
    },
  },
  hubee: {
    section: 'transmissions',
    title: 'La remise à HubEE',
    persons: ['usager'],
    source: 'Le service le note ; HubEE, le portail de l’État où certaines collectivités lisent.',
    purpose: 'Remettre la transmission une seule fois, et montrer aux agents où elle en est.',
    kept: 'mailDates',
    readers: ['agents'],
    items: {
      reference: clear('référence et numéro de la transmission, et numéros de son dossier dans HubEE'),
      dates: clear('dates des essais, de la remise, et de ce que la collectivité en a dit dans HubEE'),
    },
  },
} satisfies Record<string, Group>

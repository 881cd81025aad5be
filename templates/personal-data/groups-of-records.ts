import { clear, type Group, hashed } from '#templates/personal-data/group.js'

/** The operator's people, and what records who did what. */
export const GROUPS_OF_RECORDS = {
  operators: {
    section: 'operateur',
    title: 'Les personnes qui ouvrent la console',
    persons: ['opérateur'],
    source: 'ProConnect.',
    purpose: 'Ne laisser entrer que les personnes désignées, et dire qui a décidé.',
    kept: 'trace',
    readers: ['opérateur'],
    items: {
      name: clear('nom et prénom de la personne'),
      email: clear('son adresse électronique professionnelle'),
      number: clear('numéro par lequel les journaux la désignent'),
      lastSeenAt: clear('date de sa dernière visite'),
    },
  },
  operatorActs: {
    section: 'operateur',
    title: 'Le journal de la console',
    persons: ['opérateur'],
    source: 'Le service le note.',
    purpose:
      'Savoir qui est entré dans la console, et qui a ouvert, suspendu ou fermé le service pour une collectivité.',
    kept: 'trace',
    readers: ['opérateur'],
    items: {
      who: clear('numéro de la personne qui agit'),
      what: clear('ce qu’elle a fait, ou ce qu’une commande a fait, quand, et pour quelle collectivité'),
    },
  },
  openingLists: {
    section: 'operateur',
    title: 'Les listes de collectivités à ouvrir',
    persons: ['agent', 'contact', 'opérateur'],
    source: 'L’opérateur les lit dans un fichier.',
    purpose: 'Ouvrir le service à beaucoup de collectivités à la fois.',
    kept: 'openingList',
    readers: ['opérateur'],
    items: {
      emails: clear('adresses électroniques des futurs gestionnaires'),
      contacts: clear('adresses du contact métier et du délégué à la protection des données de la liste'),
      operator: clear('numéro de la personne qui a lu ou confirmé la liste'),
    },
  },
  trace: {
    section: 'journaux',
    title: 'Le journal de chaque collectivité',
    persons: ['usager', 'agent', 'opérateur'],
    source: 'Le service le note à chaque connexion, à chaque lecture et à chaque changement.',
    purpose: 'Pouvoir dire qui a lu quoi. Une ligne changée ou retirée se voit.',
    kept: 'trace',
    readers: ['agents'],
    items: {
      actor: clear('numéro de l’agent ou de l’opérateur qui a agi, ou « usager »'),
      action: clear('ce qui a été fait, et quand'),
      references: clear(
        'références des transmissions, numéros des agents et des adresses, réglages changés ; sans nom ni montant',
      ),
    },
  },
  leaving: {
    section: 'journaux',
    title: 'Les fichiers et courriels partis vers la collectivité',
    persons: ['usager', 'agent'],
    source: 'Le service le note.',
    purpose: 'Refaire le même fichier ; ne pas envoyer deux fois la même chose.',
    kept: 'leaving',
    readers: ['agents'],
    items: {
      actor: clear('numéro de l’agent qui a pris le fichier'),
      selection: clear('ce qu’il avait choisi, et dans quel format'),
      dates: clear('dates du départ, de la première et de la dernière transmission'),
      references: clear('références des transmissions parties, sans nom ni montant'),
    },
  },
  limits: {
    section: 'journaux',
    title: 'Les compteurs contre les abus',
    persons: ['usager', 'agent'],
    source: 'Le service les tient.',
    purpose: 'Limiter les demandes répétées et les courriels envoyés à une même adresse.',
    kept: 'limit',
    readers: ['personne'],
    items: {
      key: hashed('empreinte d’une identité, d’une adresse électronique ou d’une adresse internet'),
      count: clear('nombre de demandes, et heure à laquelle il est oublié'),
    },
  },
  queue: {
    section: 'journaux',
    title: 'Le travail en attente',
    persons: ['usager', 'agent'],
    source: 'Le service le note.',
    purpose: 'Faire ensuite ce qui ne peut pas être fait tout de suite, comme envoyer un courriel.',
    kept: 'queue',
    readers: ['opérateur'],
    items: { mail: clear('numéro du courriel à envoyer') },
  },
} satisfies Record<string, Group>

import { RULES } from '#templates/information/rules.js'
import { SESSION_LASTS } from '#templates/personal-data/endings.js'
import { PERIODS } from '#templates/personal-data/periods.js'

/** What the code does, by what it protects from; tests of `test/promises/` and `test/journeys/` hold it to them. */
export const MEASURES: { title: string; items: string[] }[] = [
  {
    title: 'Le moins possible',
    items: [
      'À FranceConnect ne sont demandés que l’identité pivot et le droit de lire le quotient familial ; à l’API Particulier, que le quotient familial.',
      'Ce qu’une réponse contient de plus est écarté dès sa lecture : ni gardé, ni montré, ni exporté, ni journalisé.',
      'Rien n’est transmis sans que l’usager ait cliqué ; avec FranceConnect, après l’avoir relu. Aucun tarif n’est calculé.',
    ],
  },
  {
    title: 'Chiffrement',
    items: [
      'Identité, montant, ce que l’usager écrit et ses fichiers sont chiffrés (AES-256-GCM) avant d’être rangés, avec une clé propre à chaque collectivité.',
      'Cette clé est elle-même chiffrée par une clé maîtresse, qui n’est pas dans la base de données.',
      'Chaque enveloppe est liée à sa transmission et à sa collectivité : déplacée ou changée, elle ne s’ouvre plus.',
      'Restent en clair des références, des dates, l’origine et l’état : ni nom d’usager, ni montant.',
    ],
  },
  {
    title: 'Cloisonnement',
    items: [
      'La base de données ne montre à une collectivité que ses propres lignes (row-level security imposée, rôle qui ne possède rien).',
      'Derrière ce mur, la clé d’une collectivité n’ouvre rien d’une autre.',
      'L’opérateur n’a aucun écran pour lire ce que les usagers transmettent, et qui ouvre sa console ne peut pas être agent d’une collectivité.',
    ],
  },
  {
    title: 'Accès des agents',
    items: [
      'ProConnect avec un second facteur, pour chaque agent.',
      'Seules les personnes qu’un gestionnaire, l’habilitation ou l’opérateur a nommées entrent ; le droit et l’organisation sont vérifiés à chaque page.',
      `Un gestionnaire confirme tous les ${RULES.accessMonths} mois qui a accès ; sinon les agents attendent.`,
      `La session s’arrête après ${PERIODS.agentIdleMinutes} minutes sans rien faire, et au bout de ${PERIODS.agentHours} heures.`,
    ],
  },
  {
    title: 'Accès des usagers',
    items: [
      `FranceConnect. La session dure ${SESSION_LASTS} ; son contenu est chiffré par une clé que seul le cookie du navigateur donne.`,
      'L’usager retrouve et annule ses transmissions lui-même, tant qu’aucun agent ne les a ouvertes en détail ni mises dans un fichier.',
    ],
  },
  {
    title: 'Traçabilité',
    items: [
      'Aucune transmission ne s’ouvre sans une ligne au journal : qui, quand, quelles références.',
      'Les lignes sont chaînées par une empreinte faite avec une clé à part : une ligne changée, retirée ou déplacée se voit.',
      `Le journal ne contient ni nom ni montant d’usager. Il est gardé ${PERIODS.traceMonths} mois ; les gestionnaires le lisent.`,
    ],
  },
  {
    title: 'Fichiers joints',
    items: [
      'Ils sont examinés avant d’être gardés : format vérifié, contenu actif refusé, photos refaites sans ce que l’appareil y avait noté.',
      `Ils sont effacés ${PERIODS.treatedDays} jours après que la transmission est traitée, et au plus tard avec elle.`,
    ],
  },
  {
    title: 'Réseau et pages',
    items: [
      'HTTPS seulement ; aucun programme, aucune image, aucune mesure d’un autre site.',
      'Un courriel qui porte un fichier part sur une liaison chiffrée et vérifiée jusqu’au serveur de l’opérateur, ou ne part pas.',
      'Les demandes répétées sont limitées. Les journaux techniques ne contiennent ni nom, ni montant, ni adresse internet.',
    ],
  },
  {
    title: 'Disponibilité',
    items: [
      `La transmission est rangée avant tout le reste : une panne de courriel ne la perd pas, et l’envoi est repris pendant ${PERIODS.mailHours} heures.`,
      `Les gestionnaires sont prévenus ${RULES.warningDays.join(' et ')} jours avant l’effacement de ce que personne n’a pris.`,
    ],
  },
  {
    title: 'Effacement',
    items: [
      'Chaque heure, le service efface de lui-même ce qui est arrivé au bout de sa durée, même ce qu’il ne peut plus lire ; le journal de la collectivité garde les références de ce qui est parti.',
    ],
  },
  {
    title: 'Fin du service',
    items: [
      `À la fermeture, les agents lisent et emportent encore ${PERIODS.closingDays} jours ; puis la clé de la collectivité et tout ce qu’elle protège sont effacés.`,
    ],
  },
]

import { toComplete } from '#templates/documents/protection-facts.js'
import { type Block, heading, list, subheading, table, text } from '#templates/documents/text-document.js'

type Risk = { title: string; threats: string[]; impacts: string; measures: string }

// The three feared events of the CNIL's method.
const RISKS: Risk[] = [
  {
    title: 'Quelqu’un lit des données sans en avoir le droit',
    threats: [
      'un agent curieux, ou un compte d’agent volé ;',
      'un départ qui n’a pas été signalé ;',
      'un fichier emporté, ou un courriel, lu par un autre ;',
      'une attaque du service ou de l’hébergeur ;',
      'un ordinateur partagé dont l’usager ne s’est pas déconnecté.',
    ],
    impacts: 'Gêne, jugement sur les moyens d’une famille, démarchage ou escroquerie ciblée.',
    measures: 'Chiffrement, cloisonnement, accès des agents, traçabilité, fin de session, effacement.',
  },
  {
    title: 'Des données sont changées à tort',
    threats: [
      'une erreur de saisie au guichet ;',
      'une fausse attestation, ou un fichier piégé ;',
      'une personne qui se fait passer pour une autre.',
    ],
    impacts: 'Un tarif trop élevé ou trop bas, des démarches pour le faire corriger.',
    measures:
      'Données certifiées par FranceConnect et la CAF ou la MSA, ou marquées « Sans FranceConnect » ou « Attestation » ; origine et « À vérifier » toujours montrés ; enveloppes liées, journal chaîné, fichiers examinés.',
  },
  {
    title: 'Des données disparaissent trop tôt',
    threats: ['une panne de l’hébergeur ou du courriel ;', 'un effacement par erreur ;', 'une clé perdue.'],
    impacts: 'La famille doit transmettre à nouveau ; un tarif appliqué en retard.',
    measures:
      'Transmission rangée avant tout envoi, envois repris, gestionnaires prévenus avant l’effacement, sauvegardes de l’hébergeur, récépissé remis à l’usager.',
  },
]

/** The risks, with what is there against them; what they are worth is the controller's to say. */
export function risks(): Block[] {
  return [
    heading('4. Risques'),
    text(
      'Pour chacun : d’où il vient, ce qu’il ferait aux personnes, ce qui est déjà en place. La gravité et la vraisemblance qui restent sont à évaluer par la collectivité, avec ses propres usages.',
    ),
    ...RISKS.flatMap(({ title, threats, impacts, measures }) => [
      subheading(title),
      list(threats),
      table(
        title,
        ['Question', 'Réponse'],
        [
          ['Conséquences pour les personnes', impacts],
          ['Mesures du service', measures],
          [
            'Mesures de la collectivité',
            toComplete('postes verrouillés, messageries, départs, fichiers supprimés…'),
          ],
          ['Gravité qui reste', toComplete('négligeable, limitée, importante, maximale')],
          ['Vraisemblance qui reste', toComplete('négligeable, limitée, importante, maximale')],
        ],
      ),
    ]),
  ]
}

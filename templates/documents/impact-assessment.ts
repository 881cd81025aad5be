import {
  backupWords,
  controllerWords,
  daysOf,
  officerWords,
  type ProtectionFacts,
  processorRows,
  retentionOf,
  servicesWords,
  settingsWords,
  TRANSFERS,
  toComplete,
} from '#templates/documents/protection-facts.js'
import { MEASURES } from '#templates/documents/protection-measures.js'
import { risks } from '#templates/documents/risks.js'
import {
  heading,
  list,
  subheading,
  type TextDocument,
  table,
  text,
} from '#templates/documents/text-document.js'
import { SECTIONS } from '#templates/personal-data/sections.js'
import { describeSection } from '#templates/personal-data/words.js'

/**
 * What an impact assessment takes, in the order of the CNIL's method: context, principles, risks. What the risks are
 * worth stays with the controller. https://www.cnil.fr/fr/outil-pia-telechargez-et-installez-le-logiciel-de-la-cnil
 */
export function impactAssessment(facts: ProtectionFacts): TextDocument {
  return {
    title: `Éléments pour l’analyse d’impact : recueil du quotient familial (${facts.collectivite.name})`,
    blocks: [
      text(
        `Établis le ${facts.today} d’après le code du service et les réglages de la collectivité. Ils aident à décider si une analyse d’impact est nécessaire, et à la faire. L’évaluation des risques qui restent revient à la collectivité.`,
      ),
      ...context(facts),
      ...principles(facts),
      heading('3. Mesures existantes'),
      ...MEASURES.flatMap(({ title, items }) => [subheading(title), list(items)]),
      ...risks(),
      heading('5. Avis et décision'),
      table(
        'Avis et décision',
        ['Qui', 'Avis'],
        [
          [`Délégué à la protection des données : ${officerWords(facts)}`, toComplete('avis, date')],
          ['Personnes concernées ou leurs représentants', toComplete('avis recueilli, ou pourquoi non')],
          ['Responsable du traitement', toComplete('décision, mesures ajoutées, date')],
        ],
      ),
    ],
  }
}

function context(facts: ProtectionFacts) {
  const retention = retentionOf(facts)
  return [
    heading('1. Contexte'),
    subheading('Le traitement'),
    text(
      `Des habitants transmettent leur quotient familial de la CAF ou de la MSA à la collectivité, pour ses tarifs. Services concernés\u00a0: ${servicesWords(facts)}.`,
    ),
    table(
      'Acteurs',
      ['Rôle', 'Qui'],
      [['Responsable du traitement', controllerWords(facts)], ...processorRows(facts)],
    ),
    subheading('Ce que la collectivité a choisi'),
    list(settingsWords(facts)),
    subheading('Le chemin des données'),
    list([
      'L’usager ouvre la page de la collectivité et s’identifie avec FranceConnect, qui donne son identité pivot et un jeton d’une minute.',
      'Avec ce jeton et le SIRET de la collectivité, le service demande le quotient familial à l’API Particulier, qui interroge la CAF ou la MSA.',
      'L’usager relit. Sans clic, tout est oublié à la fin de sa session.',
      'Avec son clic, la transmission est chiffrée et rangée ; il reçoit une référence et un récépissé.',
      'Les agents la lisent dans leur espace, l’emportent en CSV ou en Excel, la marquent « Traité » ; chaque lecture est notée.',
      'Sans quotient familial, ou s’il semble faux, l’usager joint son attestation ; au guichet, l’agent peut l’écrire lui-même.',
      `Au plus tard ${daysOf(facts)} après, elle est effacée.`,
    ]),
    subheading('Les données'),
    text('Ces tableaux sont ceux de la page publique\u00a0: « vous » y désigne la personne concernée.'),
    ...SECTIONS.filter(({ id }) => id !== 'operateur').map(({ id, title }) =>
      table(
        title,
        ['Données', 'Contenu', 'Raison et origine', 'Jusqu’à quand, et qui lit'],
        describeSection(id, retention).map((group) => [
          group.title,
          `${group.items.join('\u00a0; ')}. ${group.form}.`,
          `${group.purpose} ${group.source}`,
          `${group.kept} ${group.readers}.`,
        ]),
      ),
    ),
    subheading('Les supports'),
    list([
      'une base PostgreSQL, et le programme qui la lit, chez l’hébergeur ;',
      'le serveur de courriel de l’opérateur, pour les courriels ;',
      `dans la collectivité : ${toComplete('postes, messageries, logiciels et dossiers où le quotient familial est recopié')}.`,
    ]),
  ]
}

function principles(facts: ProtectionFacts) {
  return [
    heading('2. Nécessité et droits'),
    table(
      'Nécessité et proportionnalité',
      ['Principe', 'Réponse'],
      [
        ['Finalité', 'Appliquer les tarifs votés, et rien d’autre. Aucun tarif n’est calculé ici.'],
        [
          'Base légale',
          'Mission d’intérêt public (article 6.1.e du RGPD) ; article L114-8 du code des relations entre le public et l’administration.',
        ],
        [
          'Minimisation',
          'Le quotient familial et l’identité qu’il faut pour retrouver la famille. Ni revenus, ni adresse, ni composition de la famille.',
        ],
        [
          'Exactitude',
          'Donnée par la CAF ou la MSA, avec son mois, ou marquée « Attestation » ; l’usager peut la faire actualiser une fois par jour, ou dire qu’elle lui semble fausse.',
        ],
        ['Conservation', `${daysOf(facts)} au plus. ${backupWords(facts)}`],
        ['Liberté', 'Un autre chemin existe toujours : l’attestation.'],
      ],
    ),
    table(
      'Droits des personnes',
      ['Droit', 'Comment'],
      [
        [
          'Information',
          `Sur la page du service (${facts.personalDataUrl}), et par la mention d’information.`,
        ],
        ['Accès et copie', 'Un agent cherche par nom ou par référence, lit et exporte.'],
        ['Rectification', 'L’usager transmet à nouveau ; le montant se corrige à la CAF ou à la MSA.'],
        ['Effacement', 'L’usager annule tant que rien n’est ouvert ; ensuite un agent supprime.'],
        ['Opposition, limitation', `Demande à la collectivité ou à son délégué : ${officerWords(facts)}.`],
        ['Portabilité', 'Ne s’applique pas à une mission d’intérêt public.'],
        ['Sous-traitance', 'Conditions des collectivités, qui valent contrat (article 28 du RGPD).'],
        ['Transferts', TRANSFERS],
      ],
    ),
  ]
}

import { inThirdPerson } from '#templates/documents/in-third-person.js'
import {
  backupWords,
  controllerWords,
  daysOf,
  officerWords,
  type ProtectionFacts,
  processorRows,
  reachWords,
  retentionOf,
  servicesWords,
  settingsWords,
  TRANSFERS,
  toComplete,
} from '#templates/documents/protection-facts.js'
import { MEASURES } from '#templates/documents/protection-measures.js'
import { heading, list, type TextDocument, table, text } from '#templates/documents/text-document.js'
import { describeSection } from '#templates/personal-data/words.js'

/**
 * The entry of the register that article 30 of the GDPR asks of the controller, in the order of the CNIL's model:
 * https://www.cnil.fr/fr/RGDP-le-registre-des-activites-de-traitement
 */
export function registerEntry(facts: ProtectionFacts): TextDocument {
  return {
    title: `Fiche de registre : recueil du quotient familial (${facts.collectivite.name})`,
    blocks: [
      text(
        `Établie le ${facts.today} d’après les réglages de la collectivité. Relisez, complétez, puis rangez-la dans votre registre.`,
      ),
      heading('Qui'),
      table(
        'Acteurs du traitement',
        ['Rôle', 'Qui'],
        [
          ['Responsable du traitement', controllerWords(facts)],
          ['Représentant', toComplete('nom et fonction, par exemple le maire ou le président')],
          ['Contact', reachWords(facts)],
          ['Délégué à la protection des données', officerWords(facts)],
          ...processorRows(facts),
        ],
      ),
      heading('Objectif'),
      text(
        `Recueillir le quotient familial des familles qui le veulent, pour appliquer les tarifs votés par la collectivité. Services concernés\u00a0: ${servicesWords(facts)}.`,
      ),
      text(
        'Base légale : mission d’intérêt public (article 6.1.e du RGPD). L’échange avec la CAF et la MSA est prévu par l’article L114-8 du code des relations entre le public et l’administration.',
      ),
      text(`Délibération qui fixe les tarifs : ${toComplete('date et numéro')}.`),
      text('Aucune décision n’est prise par une machine : un agent lit et applique le tarif.'),
      heading('Personnes concernées'),
      list([
        'les usagers qui transmettent leur quotient familial ;',
        'les agents de la collectivité qui ont un accès, et les adresses qui reçoivent ses courriels ;',
        'les contacts nommés par l’habilitation.',
      ]),
      heading('Données'),
      text('Ces tableaux disent ce que dit la page publique des données personnelles.'),
      ...dataTables(facts),
      text('Aucune donnée sensible au sens de l’article 9 du RGPD n’est demandée.'),
      heading('D’où elles viennent'),
      list([
        'l’identité : de FranceConnect, ou de l’usager ou de l’agent d’après une attestation ;',
        'le quotient familial : de la CAF ou de la MSA, par l’API Particulier, ou de l’attestation ;',
        'le reste : de l’usager, ou du lien qu’il a suivi.',
      ]),
      heading('Ce que la collectivité a choisi'),
      list(settingsWords(facts)),
      heading('Destinataires'),
      list([
        'les agents que la collectivité a inscrits ;',
        `après un fichier ou un courriel : ${toComplete('services et logiciels dans lesquels le quotient familial est recopié')}.`,
      ]),
      heading('Durées'),
      list([
        `dans ce service : ${daysOf(facts)} au plus après la transmission ; les fichiers joints moins longtemps ;`,
        backupWords(facts),
        `dans les dossiers de la collectivité : ${toComplete('durée, par exemple l’année scolaire et le temps des recours')}.`,
      ]),
      heading('Transferts hors de l’Union européenne'),
      text(TRANSFERS),
      heading('Mesures de sécurité'),
      list(MEASURES.flatMap(({ items }) => items)),
      text(`Dans la collectivité : ${toComplete('postes, messageries, fichiers emportés')}.`),
      heading('Droits'),
      text(
        `Les usagers sont informés sur la page du service (${facts.personalDataUrl}) et par la mention d’information. Ils s’adressent à la collectivité ou à son délégué.`,
      ),
    ],
  }
}

function dataTables(facts: ProtectionFacts) {
  const retention = retentionOf(facts)
  return (['transmissions', 'attestation', 'agents'] as const).map((section) =>
    table(
      CAPTIONS[section],
      ['Données', 'Contenu', 'Pourquoi', 'Jusqu’à quand'],
      describeSection(section, retention).map(({ title, items, purpose, kept }) => [
        inThirdPerson(title),
        items.map(inThirdPerson).join('\u00a0; '),
        inThirdPerson(purpose),
        kept,
      ]),
    ),
  )
}

const CAPTIONS = {
  transmissions: 'Ce que l’usager transmet',
  attestation: 'Attestations jointes',
  agents: 'Agents et contacts',
}

import { daysOf, type ProtectionFacts } from '#templates/documents/protection-facts.js'
import { list, type TextDocument, text } from '#templates/documents/text-document.js'

/** What articles 13 and 14 of the GDPR ask to tell, short, for the collectivité's own pages and forms. */
export function informationNotice(facts: ProtectionFacts): TextDocument {
  const { collectivite, pageUrl, personalDataUrl } = facts
  const { name } = collectivite
  return {
    title: `Quotient familial : vos données (${name})`,
    blocks: [
      text(`${name} vous propose de transmettre votre quotient familial en ligne\u00a0:`),
      text(pageUrl),
      text(
        `Ce n’est pas obligatoire\u00a0: vous pouvez aussi remettre votre attestation de la CAF ou de la MSA ${waysOf(facts)}.`,
      ),
      list(noticeItems(facts)),
      text(`Le détail : ${personalDataUrl}`),
    ],
  }
}

/** Who, why, what, who reads it, how long, which rights: in the same words wherever a collectivité tells them. */
export function noticeItems(facts: ProtectionFacts): string[] {
  const { collectivite, operatorName } = facts
  const { name } = collectivite
  return [
    `Qui : ${name} est responsable du traitement. ${operatorName} fait fonctionner le service pour elle.`,
    `Pourquoi : appliquer les tarifs de la collectivité (${collectivite.services ?? 'cantine, garderie, centre de loisirs…'}), une mission d’intérêt public (article 6.1.e du RGPD ; article L114-8 du code des relations entre le public et l’administration).`,
    `Quoi : ${contentWords(facts)}`,
    `Qui les lit : les agents que la collectivité a inscrits.${mailedWords(facts)}`,
    `Combien de temps : ${daysOf(facts)} au plus dans ce service. La collectivité garde ensuite ce qu’il lui faut pour votre tarif, selon ses propres règles.`,
    `Vos droits : voir, corriger, limiter ou effacer vos données, et vous opposer au traitement. Écrivez ${whomWords(facts)}. Vous pouvez saisir la CNIL (www.cnil.fr).`,
  ]
}

/** All that may be sent, and nothing that this collectivité does not take. */
function contentWords({ collectivite }: ProtectionFacts): string {
  const { asksDeclaredFields, acceptsWithoutFranceConnect } = collectivite
  const typed = acceptsWithoutFranceConnect ? ', ou écrite par vous si vous ne l’utilisez pas' : ''
  const parts = [
    `votre identité (nom de naissance, prénoms, sexe, date, commune et pays de naissance), donnée par FranceConnect${typed}`,
    'votre quotient familial, son mois, son mois de calcul et son organisme, donnés par la CAF ou la MSA, ou écrits par vous d’après votre attestation',
    'l’attestation que vous joignez',
    'ce que vous écrivez si le montant ne vous semble pas juste',
    ...(asksDeclaredFields
      ? [
          'si vous les écrivez, le nom sous lequel la mairie vous connaît et les enfants ou services concernés',
        ]
      : []),
    'votre identifiant dans le logiciel de la collectivité, si le lien suivi le contient',
  ]
  return `${parts.join(' ; ')}. Si vous demandez un récépissé par courriel, votre adresse sert à ce seul envoi ; la collectivité ne la reçoit pas.`
}

function waysOf({ collectivite: { otherWays, counter, contact } }: ProtectionFacts): string {
  const place = counter.address ? ` (${[counter.address, counter.hours].filter(Boolean).join(', ')})` : ''
  const ways = { guichet: `à l’accueil${place}`, courriel: `par courriel${contact ? ` (${contact})` : ''}` }
  return otherWays.map((way) => ways[way]).join(', ou ')
}

function mailedWords({ collectivite: { mailFrequency, mailContent } }: ProtectionFacts): string {
  return mailFrequency && mailContent === 'csv' ? ' Ils les reçoivent aussi par courriel.' : ''
}

function whomWords({ collectivite: { name, contact }, officer }: ProtectionFacts): string {
  const reach = contact ? ` (${contact})` : ''
  return officer
    ? `au délégué à la protection des données (${officer.email}) ou à ${name}${reach}`
    : `à ${name}${reach}, ou à son délégué à la protection des données`
}

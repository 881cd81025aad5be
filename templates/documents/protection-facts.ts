import type { Collectivite } from '#src/collectivite/collectivite.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { plural } from '#templates/format.js'
import type { Retention } from '#templates/personal-data/endings.js'

/** What the documents of a data protection officer say, of one collectivité. */
export type ProtectionFacts = {
  collectivite: Collectivite
  officer: { email: string; name: string | null } | null
  operatorName: string
  supportEmail: string
  hostingProvider: string | null
  subprocessors: string[]
  backupDays: number | null
  /** The longest that the service allows. */
  retentionDays: number
  /** Columns of the file that a mail carries. */
  mailedColumns: readonly string[]
  /** Addresses of the residents' page and of its page of personal data. */
  pageUrl: string
  personalDataUrl: string
  /** `27 novembre 2026` */
  today: string
}

/** Where somebody of the collectivité has to go on. */
export const toComplete = (what: string) => `[À compléter : ${what}]`

export function retentionOf({ collectivite, retentionDays }: ProtectionFacts): Retention {
  return { days: Math.min(collectivite.retentionDays, retentionDays), chosen: true }
}

export function daysOf(facts: ProtectionFacts): string {
  const { days } = retentionOf(facts)
  return `${days} ${plural(days, 'jour')}`
}

export function controllerWords({ collectivite }: ProtectionFacts): string {
  return `${collectivite.name}, ${collectivitePlace(collectivite)}, SIRET ${collectivite.siret}`
}

export function reachWords({ collectivite: { contact, counter } }: ProtectionFacts): string {
  const place = [counter.address, counter.hours].filter(Boolean).join(', ')
  return [contact, place].filter(Boolean).join(' ; ') || toComplete('adresse, téléphone et courriel')
}

export function officerWords({ officer }: ProtectionFacts): string {
  if (!officer) return toComplete('nom et adresse du délégué à la protection des données')
  return officer.name ? `${officer.name}, ${officer.email}` : officer.email
}

export function servicesWords({ collectivite }: ProtectionFacts): string {
  return collectivite.services ?? toComplete('cantine, garderie, centre de loisirs…')
}

/** Whether, how often and what leaves by mail. */
function mailWords({ collectivite, mailedColumns }: ProtectionFacts): string {
  const { mailFrequency, mailContent, freeMailAllowed } = collectivite
  if (mailFrequency === null)
    return 'Aucun courriel ne porte les transmissions : les agents les lisent dans leur espace.'
  const often = FREQUENCIES[mailFrequency]
  if (mailContent === 'avis')
    return `Un avis part ${often} aux adresses qui ont confirmé : des nombres, des dates et un lien, aucune donnée d’usager.`
  const free = freeMailAllowed ? ' L’opérateur a permis les messageries grand public.' : ''
  return `Un fichier part ${often} aux adresses qui ont confirmé. Ses colonnes : ${mailedColumns.join(', ')}. La liaison jusqu’au serveur de courriel de l’opérateur est chiffrée et vérifiée, ou le fichier ne part pas. Il reste ensuite dans les messageries : ${toComplete('qui les lit, et quand il y est effacé')}.${free}`
}

const FREQUENCIES = {
  transmission: 'à chaque transmission',
  jour: 'une fois par jour',
  semaine: 'une fois par semaine',
  mois: 'une fois par mois',
}

/** What a collectivité chose, one line each. */
export function settingsWords(facts: ProtectionFacts): string[] {
  const { asksDeclaredFields, acceptsWithoutFranceConnect, otherWays } = facts.collectivite
  const ways = { guichet: 'à l’accueil', courriel: 'par courriel' }
  return [
    `Conservation dans le service : ${daysOf(facts)} au plus après la transmission.`,
    asksDeclaredFields
      ? 'Deux lignes facultatives sont proposées à l’usager : le nom sous lequel la mairie le connaît, les enfants ou services concernés.'
      : 'L’usager n’est pas invité à écrire un autre nom, ni les enfants ou services concernés.',
    acceptsWithoutFranceConnect
      ? 'Une personne sans FranceConnect peut écrire son identité et son montant ici, et joindre son attestation.'
      : 'Une personne sans FranceConnect ne peut pas joindre son attestation ici.',
    'Une personne identifiée dont le montant manque, ou lui semble faux, peut joindre son attestation.',
    `Sans ce service, l’attestation peut être remise ${otherWays.map((way) => ways[way]).join(' ou ')}.`,
    mailWords(facts),
  ]
}

function hostWords({ hostingProvider, operatorName, supportEmail }: ProtectionFacts): string {
  return hostingProvider ?? `nom et adresse donnés sur demande par ${operatorName} (${supportEmail})`
}

export function processorRows(facts: ProtectionFacts): string[][] {
  const { operatorName, supportEmail, subprocessors } = facts
  return [
    ['Opérateur du service', `${operatorName} (${supportEmail})`],
    ['Hébergeur', hostWords(facts)],
    [
      'Sous-traitants de l’opérateur',
      subprocessors.length > 0 ? subprocessors.join(' ; ') : 'liste donnée sur demande par l’opérateur',
    ],
  ]
}

export function backupWords({ backupDays, operatorName }: ProtectionFacts): string {
  return backupDays === null
    ? `Ce qui est effacé reste dans les sauvegardes de l’hébergeur, pendant une durée que ${operatorName} donne sur demande.`
    : `Ce qui est effacé reste dans les sauvegardes de l’hébergeur ${backupDays} ${plural(backupDays, 'jour')} de plus.`
}

export const TRANSFERS =
  'Aucun, sauf si un pays hors de l’Union européenne est nommé parmi l’hébergeur et les sous-traitants ; les garanties du chapitre V du RGPD s’appliquent alors.'

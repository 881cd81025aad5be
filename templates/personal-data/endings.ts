import { plural } from '#templates/format.js'
import { PERIODS } from '#templates/personal-data/periods.js'

/** Days that transmissions are kept, and whether that is the choice of one collectivité. */
export type Retention = { days: number; chosen: boolean }

const CLOSING = `${PERIODS.closingDays} jours après la fermeture du service par la collectivité`

/** How long what FranceConnect and the fund answered stays in a session. */
export const SESSION_LASTS = `${PERIODS.sessionMinutes} minutes après l’identification, prolongées de ${PERIODS.sessionMinutes} minutes à chaque ouverture de la page où l’on joint une attestation, ${PERIODS.sessionHours} heures au plus`

/** How long something is kept and what ends it, in the words of the page. */
export const ENDINGS = {
  transmission: ({ days, chosen }: Retention) =>
    `${daysOf(days)} au plus après la transmission${chosen ? '' : ', moins si la collectivité l’a choisi'}. Plus tôt si l’usager l’annule, si un agent la supprime, ou ${CLOSING}.`,
  found: ({ days, chosen }: Retention) =>
    `Aussi longtemps que la transmission peut l’être : ${daysOf(days)} au plus${chosen ? '' : ', moins si la collectivité l’a choisi'}.`,
  file: () =>
    `${PERIODS.treatedDays} jours après que l’agent a marqué la transmission « Traité », et au plus tard avec elle.`,
  heldFile: () => `Jusqu’à l’envoi, ou ${PERIODS.heldFileMinutes} minutes après le dernier essai.`,
  session: () => `Jusqu’à la déconnexion ; au plus tard ${SESSION_LASTS}.`,
  agentSession: () =>
    `Jusqu’à la déconnexion ; ${PERIODS.agentIdleMinutes} minutes sans rien faire, ${PERIODS.agentHours} heures au plus.`,
  visit: () =>
    `Pour un usager, ${PERIODS.sessionMinutes} minutes, ou ${PERIODS.sessionHours} heures au plus s’il joint une attestation ; ${PERIODS.agentHours} heures au plus pour un agent.`,
  receipt: () =>
    `Jusqu’à ce que le serveur de courriel l’accepte, ${PERIODS.mailHours} heures au plus s’il ne l’accepte pas.`,
  mail: () =>
    `Jusqu’à ce que le serveur de courriel l’accepte ; ${PERIODS.failedMailDays} jours après l’abandon s’il ne l’accepte pas.`,
  mailDates: () => `${PERIODS.mailDays} jours, ou plus tôt : ${CLOSING}.`,
  access: () => `Jusqu’à ce que l’agent quitte la collectivité, ou ${CLOSING}.`,
  namedByTrace: () =>
    `Tant que l’agent a un accès, puis aussi longtemps que le journal qui le nomme : ${PERIODS.traceMonths} mois.`,
  invitation: () => `${PERIODS.invitationDays} jours après le dernier jour du lien, ou ${CLOSING}.`,
  recipient: () =>
    `Tant que la collectivité y reçoit ses courriels, puis aussi longtemps que le journal qui la nomme : ${PERIODS.traceMonths} mois. L’adresse elle-même est effacée ${CLOSING}.`,
  contact: () => `Tant que la collectivité utilise le service, puis effacé ${CLOSING}.`,
  publicContact: () => `Tant que la collectivité l’affiche sur sa page, puis effacé ${CLOSING}.`,
  habilitation: () =>
    `${PERIODS.datapassDays} jours après que l’évènement a été traité ; plus longtemps tant que l’opérateur doit y répondre.`,
  openingList: () =>
    `${PERIODS.openingListHours} heures après la lecture de la liste, ou la fin des ouvertures.`,
  trace: () => `${PERIODS.traceMonths} mois.`,
  leaving: () => `${PERIODS.traceMonths} mois, ou ${CLOSING}.`,
  limit: () => `${PERIODS.limitHours} heures au plus.`,
  queue: () =>
    `Deux jours au plus après que le travail est fait, ${PERIODS.deadLetterDays} jours s’il échoue.`,
} satisfies Record<string, (retention: Retention) => string>
export type Ending = keyof typeof ENDINGS

function daysOf(days: number): string {
  return `${days} ${plural(days, 'jour')}`
}

import { formatNumber, plural } from '#templates/format.js'
import type { MailContent } from '#templates/mail/mail.js'

type About = { collectivite: string; link: string }
type Notice = About & {
  count: number
  toTreat: number
  /** When the first of them was transmitted. */
  firstAt: string
  /** The file was asked for, and may not go to this address or is too long. */
  withheld: boolean
}

/** To a collectivité: something arrived, without a word of whom. */
export function deliveryNoticeMail({
  collectivite,
  link,
  count,
  toTreat,
  firstAt,
  withheld,
}: Notice): MailContent {
  return {
    subject: `[QF] ${transmissions(count)} ${plural(count, 'reçue')} – ${collectivite}`,
    blocks: [
      count > 1
        ? `${transmissions(count)} sont arrivées pour ${collectivite} depuis le ${firstAt}. ${remaining(toTreat)}`
        : `Une transmission est arrivée pour ${collectivite} le ${firstAt}. ${toTreat === 0 ? 'Elle est déjà traitée.' : 'Elle reste à traiter.'}`,
      { link, label: 'Voir les transmissions reçues' },
      ...(withheld
        ? [
            'Le fichier n’est pas joint\u00a0: il est trop long, ou cette adresse est celle d’une messagerie grand public. Téléchargez-le dans votre espace.',
          ]
        : []),
      'Ce courriel ne contient aucune donnée des familles.',
      WHY,
    ],
  }
}

type File = About & { count: number; toCheck: number; firstDay: string; lastDay: string; keepUntil: string }

/** To a collectivité that chose so: the file itself. */
export function deliveryFileMail(props: File): MailContent {
  const { collectivite, link, count, toCheck, firstDay, lastDay, keepUntil } = props
  const when = firstDay === lastDay ? `le ${firstDay}` : `du ${firstDay} au ${lastDay}`
  return {
    subject: `[QF] Fichier de ${transmissions(count)} – ${collectivite}`,
    blocks: [
      `Le fichier joint contient ${transmissions(count)} ${plural(count, 'reçue')} par ${collectivite} ${when}, une par ligne. ${checking(toCheck)}`,
      `Gardez ce fichier jusqu’au ${keepUntil} au plus tard, puis supprimez-le, et ce courriel aussi. Il contient des données personnelles des familles\u00a0: ne le transférez pas.`,
      { link, label: 'Ouvrir votre espace' },
      'Une fois les quotients familiaux repris dans vos dossiers, marquez les transmissions comme traitées.',
      WHY,
    ],
  }
}

const WHY =
  'Vous recevez ce courriel parce que cette adresse l’a accepté. Pour ne plus le recevoir, demandez à un gestionnaire de votre collectivité de la retirer\u00a0: page «\u00a0Courriels\u00a0» de l’espace.'

function transmissions(count: number): string {
  return `${formatNumber(count)} ${plural(count, 'transmission')}`
}

function remaining(toTreat: number): string {
  if (toTreat === 0) return 'Toutes sont déjà traitées.'
  return toTreat > 1 ? `${formatNumber(toTreat)} restent à traiter.` : 'Une reste à traiter.'
}

function checking(toCheck: number): string {
  if (toCheck === 0) return ''
  return toCheck > 1
    ? `${formatNumber(toCheck)} lignes sont à vérifier\u00a0: la colonne «\u00a0À vérifier\u00a0» dit pourquoi.`
    : 'Une ligne est à vérifier\u00a0: la colonne «\u00a0À vérifier\u00a0» dit pourquoi.'
}

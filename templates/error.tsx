import { ButtonLink } from '#templates/components/button-link.js'

type Props = {
  status: number
  title: string
  explanation: string
  ways: { href: string; label: string }[]
  /** None where it is the same page for many. */
  requestId?: string
}

/** What went wrong, and a way on. */
export function ErrorPage({ status, title, explanation, ways, requestId }: Props) {
  return (
    <>
      <h1>{title}</h1>
      <p class="fr-text--lead">{explanation}</p>
      <ul class="fr-btns-group fr-btns-group--inline qf-ways">
        {ways.map(({ href, label }, index) => (
          <li>
            <ButtonLink href={href} secondary={index > 0}>
              {label}
            </ButtonLink>
          </li>
        ))}
      </ul>
      {requestId && (
        <p class="fr-text--sm">
          Erreur {status}. Si vous écrivez à l’assistance, citez ce numéro :{' '}
          <span class="qf-code">{requestId}</span>
        </p>
      )}
    </>
  )
}

export type Words = { title: string; explanation: string }

/** Too many left for a provider within ten minutes. @param milliseconds until the next may */
export function tooManyDepartures(provider: 'FranceConnect' | 'ProConnect', milliseconds: number): Words {
  return {
    title: 'Beaucoup d’identifications en peu de temps',
    explanation: `Pour protéger ce service, le nombre de départs vers ${provider} est limité par tranche de dix minutes, pour chaque réseau et chaque collectivité. Rien n’est perdu\u00a0: réessayez ${inMinutes(milliseconds)}.`,
  }
}

/** Too many wrong links or references from one network. @param milliseconds until the next may be tried */
export function tooManyGuesses(milliseconds: number): Words {
  return {
    title: 'Trop d’adresses inconnues en peu de temps',
    explanation: `Des adresses qui ne mènent nulle part ont été ouvertes de nombreuses fois depuis votre réseau. Un lien reçu par courriel fonctionne toujours, s’il est recopié en entier. Sinon, réessayez ${inMinutes(milliseconds)}.`,
  }
}

function inMinutes(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000)
  return minutes === 1 ? 'dans une minute' : `dans ${minutes}\u00a0minutes`
}

/** The words for a status; `reason` says which of several. */
export function errorWords(status: number, reason?: string): Words {
  return REASONS[reason ?? ''] ?? STATUSES[status] ?? (status >= 500 ? OURS : YOURS)
}

const YOURS: Words = {
  title: 'Cette demande n’a pas pu être comprise',
  explanation: 'Rien n’a été transmis. Revenez à la page précédente et recommencez.',
}
const OURS: Words = {
  title: 'Ce service a un problème',
  explanation: 'Ce n’est pas de votre fait, et rien n’a été transmis. Réessayez dans quelques minutes.',
}
const STATUSES: Record<number, Words> = {
  403: {
    title: 'Cet envoi a été refusé',
    explanation:
      'Il ne venait pas d’une page de ce service. Par sécurité, rien n’a été transmis : recommencez depuis le début.',
  },
  404: {
    title: 'Page introuvable',
    explanation: 'L’adresse est peut-être mal recopiée, ou la page n’existe plus.',
  },
  405: {
    title: 'Cette page ne s’ouvre pas ainsi',
    explanation: 'Elle fait partie d’une démarche : recommencez depuis le début. Rien n’a été transmis.',
  },
  408: {
    title: 'Cet envoi a pris trop de temps',
    explanation:
      'Rien n’a été transmis : votre connexion est peut-être faible ici. Réessayez là où elle est meilleure, ou joignez une photo en qualité moyenne. Revenez à la page précédente et vérifiez ce que vous avez écrit.',
  },
  411: {
    title: 'Cet envoi ne dit pas sa taille',
    explanation:
      'Rien n’a été transmis. Revenez à la page précédente et recommencez, si besoin avec un autre navigateur.',
  },
  413: {
    title: 'Cet envoi est trop volumineux',
    explanation:
      'Rien n’a été transmis. Revenez à la page précédente et raccourcissez ce que vous avez écrit.',
  },
  415: {
    title: 'Ce format d’envoi n’est pas accepté',
    explanation: 'Rien n’a été transmis. Utilisez le formulaire affiché par ce service.',
  },
}
const REASONS: Record<string, Words> = {
  'pièce jointe': {
    title: 'Pièce jointe introuvable',
    explanation:
      'Elle n’existe pas, ou elle a été effacée : les pièces jointes le sont 15 jours après le traitement.',
  },
  base: {
    title: 'Ce service est interrompu un instant',
    explanation: 'Ce n’est pas de votre fait, et rien n’est perdu. Réessayez dans un instant.',
  },
  'base, formulaire': {
    title: 'Ce service est interrompu un instant',
    explanation:
      'Ce n’est pas de votre fait, et rien n’est perdu. Nous ne pouvons pas encore dire si votre envoi est arrivé : rechargez cette page dans un instant, ou revenez à la précédente et validez-la de nouveau. Le même envoi ne compte qu’une fois.',
  },
  affluence: {
    title: 'Beaucoup de monde en ce moment',
    explanation:
      'Ce n’est pas de votre fait, et rien n’est perdu. Attendez une minute, puis rechargez cette page ou revenez à la précédente.',
  },
  'fichiers en nombre': {
    title: 'Beaucoup de documents arrivent en ce moment',
    explanation:
      'Rien n’a été transmis. Attendez une minute, revenez à la page précédente, vérifiez ce que vous avez écrit, et transmettez de nouveau.',
  },
  fichiers: {
    title: 'Vos fichiers sont trop lourds',
    explanation:
      'Rien n’a été transmis. Revenez à la page précédente et vérifiez ce que vous avez écrit. Joignez trois fichiers au plus, de 5 Mo chacun ; une photo peut être prise en qualité moyenne.',
  },
  'fichier demandé d’ailleurs': {
    title: 'Ce fichier se télécharge depuis votre espace',
    explanation:
      'Le lien venait d’un autre site ou d’un courriel : par sécurité, rien n’a été pris. Choisissez le fichier ici.',
  },
  'page prise d’ailleurs': {
    title: 'Cette page ne s’affiche pas dans une autre',
    explanation:
      'Un autre site a voulu la prendre à son compte : par sécurité, rien n’en a été montré. Ouvrez-la à son adresse.',
  },
  'fichier d’une recherche': {
    title: 'Une recherche ne fait pas un fichier',
    explanation: 'Cochez les lignes trouvées, puis choisissez le fichier de ces lignes.',
  },
  'période du fichier': {
    title: 'Cette période n’est pas comprise',
    explanation: 'Rien n’a été pris. Choisissez deux dates, la plus ancienne d’abord, ou laissez-les vides.',
  },
  'fichier trop grand': {
    title: 'Ce fichier serait trop grand pour Excel',
    explanation:
      'Il aurait plus de 20 000 lignes. Prenez le CSV, ou choisissez une période pour faire plusieurs fichiers.',
  },
  'liste d’ouvertures': {
    title: 'Cette liste n’est plus gardée',
    explanation:
      'Une liste est effacée avec ses adresses un jour après sa lecture ou son ouverture. Lisez le fichier de nouveau.',
  },
  collectivité: {
    title: 'Collectivité introuvable',
    explanation:
      'Cette adresse ne correspond à aucune collectivité de ce service. Cherchez la vôtre par son nom ou son code postal.',
  },
  transmission: {
    title: 'Transmission introuvable',
    explanation:
      'Elle n’existe pas, ou elle est effacée : annulée par l’usager, supprimée par un agent, ou arrivée à la fin de sa conservation.',
  },
  gestionnaires: {
    title: 'Cette page est réservée aux gestionnaires',
    explanation:
      'Vous travaillez ici comme agent. La page « Agents » dit qui est gestionnaire dans votre collectivité.',
  },
  FranceConnect: {
    title: 'FranceConnect ne répond pas pour le moment',
    explanation: 'Ce n’est pas de votre fait. Réessayez dans quelques minutes, ou faites autrement.',
  },
  ProConnect: {
    title: 'ProConnect ne répond pas pour le moment',
    explanation: 'Ce n’est pas de votre fait. Réessayez dans quelques minutes.',
  },
}

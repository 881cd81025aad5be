import { ACCESSIBILITY_STATUS } from '#templates/information/accessibility-status.js'

/** `footer`: what it is called there, where that differs; null where the footer does not show it. */
export type PublicPage = { href: string; label: string; footer?: string | null }

/** Every public page, once: the site map shows all of them, the footer most. */
export const PUBLIC_PAGES: { title: string; pages: PublicPage[] }[] = [
  {
    title: 'Transmettre mon quotient familial',
    pages: [
      { href: '/', label: 'Accueil', footer: null },
      { href: '/collectivites', label: 'Choisir ma collectivité', footer: null },
      { href: '/mes_transmissions', label: 'Mes transmissions', footer: null },
    ],
  },
  {
    title: 'À propos de ce service',
    pages: [
      { href: '/faq', label: 'Questions fréquentes' },
      { href: '/plan_du_site', label: 'Plan du site' },
      {
        href: '/accessibilite',
        label: 'Accessibilité',
        footer: `Accessibilité\u00a0: ${ACCESSIBILITY_STATUS}`,
      },
      { href: '/mentions_legales', label: 'Mentions légales' },
      { href: '/donnees_personnelles', label: 'Données personnelles' },
      { href: '/cookies', label: 'Cookies' },
      { href: '/cgu_usagers', label: 'Conditions d’utilisation' },
      { href: '/statistiques', label: 'Statistiques' },
    ],
  },
  {
    title: 'Pour les collectivités',
    pages: [
      {
        href: '/administrations',
        label: 'Proposer ce service dans ma collectivité',
        footer: 'Vous êtes une collectivité',
      },
      {
        href: '/cgu_administrations',
        label: 'Conditions d’utilisation pour les collectivités',
        footer: 'Conditions pour les collectivités',
      },
      { href: '/administrations/essai', label: 'Essayer avec une famille fictive', footer: null },
      { href: '/agent', label: 'Espace des agents', footer: null },
    ],
  },
]

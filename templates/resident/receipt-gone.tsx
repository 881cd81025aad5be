import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Notice } from '#templates/resident/notice.js'

/** The confirmation shows only in the session that sent. */
export function ReceiptGone({ collectivite, startUrl }: { collectivite: Collectivite; startUrl: string }) {
  return (
    <Notice
      title="Cette page n’est plus affichable"
      collectivite={collectivite}
      way={{ href: startUrl, label: `Revenir à la page de ${collectivite.name}` }}
    >
      <p>
        La confirmation et le récépissé ne s’affichent que dans le navigateur qui a transmis, jusqu’à la
        déconnexion ou pendant 30 minutes. C’est pour que personne d’autre ne les lise.
      </p>
      <p>Votre envoi, lui, est bien gardé : votre collectivité peut le retrouver avec votre référence.</p>
    </Notice>
  )
}

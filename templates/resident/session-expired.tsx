import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Notice } from '#templates/resident/notice.js'

/** Nothing is waiting in this browser any more. */
export function SessionExpired({ collectivite, startUrl }: { collectivite: Collectivite; startUrl: string }) {
  return (
    <Notice
      title="Votre session a expiré"
      collectivite={collectivite}
      way={{ href: startUrl, label: 'Recommencer' }}
    >
      <p>
        Pour protéger vos données, elles ne restent affichées que 30 minutes après votre identification, deux
        heures au plus quand vous joignez une attestation, et seulement dans le navigateur où vous vous êtes
        identifié.
      </p>
      <p>
        Si vous aviez déjà transmis, rien n’est perdu : vous le retrouvez dans{' '}
        <a href="/mes_transmissions">Mes transmissions</a>. Sinon, rien n’a été transmis.
      </p>
      <p>Si vous venez de vous identifier, vérifiez que votre navigateur accepte les cookies.</p>
    </Notice>
  )
}

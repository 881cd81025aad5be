import { NewWindow } from '#templates/components/new-window.js'
import type { Site } from '#templates/site.js'

/** The accessibility statement, true to what was audited: nothing yet. */
export function Accessibility({ site }: { site: Site }) {
  return (
    <>
      <h1>Accessibilité : non conforme</h1>
      <p>
        {site.operatorName} s’engage à rendre ce service accessible (article 47 de la loi du 11 février 2005).
        Il n’a pas encore été audité selon le RGAA 4.1.2 : il est donc déclaré non conforme.
      </p>
      <p>
        Il est construit pour le clavier, les lecteurs d’écran, les petits écrans et sans JavaScript ; chaque
        page passe par un contrôle automatique (axe) à chaque changement.
      </p>
      <h2>Un obstacle ?</h2>
      <p>
        Écrivez à <a href={`mailto:${site.supportEmail}`}>{site.supportEmail}</a> : nous vous indiquerons une
        autre façon de faire, et nous corrigerons.
      </p>
      <h2>Sans réponse de notre part</h2>
      <p>
        Vous pouvez écrire au{' '}
        <NewWindow href="https://formulaire.defenseurdesdroits.fr/">Défenseur des droits</NewWindow>,
        l’appeler au 09 69 39 00 00, ou lui écrire gratuitement, sans timbre : Défenseur des droits, Libre
        réponse 71120, 75342 Paris CEDEX 07.
      </p>
    </>
  )
}

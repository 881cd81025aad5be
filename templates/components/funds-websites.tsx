import { NewWindow } from '#templates/components/new-window.js'

/** Where each fund gives its own statement of the quotient familial. */
export function FundsWebsites() {
  return (
    <ul>
      <li>
        à la CAF : sur <NewWindow href="https://www.caf.fr/">caf.fr</NewWindow>, espace « Mon Compte », ou dans
        l’application « Caf - Mon Compte » ;
      </li>
      <li>
        à la MSA : sur{' '}
        <NewWindow href="https://monespaceprive.msa.fr/">monespaceprive.msa.fr</NewWindow>.
      </li>
    </ul>
  )
}

import { count } from '#templates/format.js'

/** Why the collectivité gets it, how long it is kept here, and the rights of who sends. */
export function WhatBecomesOfIt({ retentionDays }: { retentionDays: number }) {
  return (
    <>
      <h2 class="fr-h5">Ce que devient votre envoi</h2>
      <ul>
        <li>
          <strong>Pourquoi :</strong> pour que votre collectivité vous applique le bon tarif (cantine, garderie,
          loisirs…).
        </li>
        <li>
          <strong>Combien de temps :</strong> il est effacé d’ici au bout de {count(retentionDays, 'jour')}. La
          collectivité le garde dans ses propres dossiers, selon ses règles.
        </li>
        <li>
          <strong>Vos droits :</strong> lire, corriger, faire effacer ces données.{' '}
          <a href="/donnees_personnelles">Comment faire</a>
        </li>
      </ul>
    </>
  )
}

/** For who does not recognise herself, or her quotient familial. */
export function NotMine() {
  return (
    <details class="qf-details">
      <summary>Ces données sont fausses ou ne sont pas les miennes</summary>
      <p>Ne transmettez rien. Selon le cas :</p>
      <ul>
        <li>
          <strong>Ce n’est pas vous ?</strong> Choisissez « Se déconnecter » en haut de la page, puis identifiez-vous
          avec votre propre compte.
        </li>
        <li>
          <strong>Le quotient familial a changé, ou vous semble faux ?</strong> Seule la CAF ou la MSA peut le
          corriger : mettez à jour votre dossier, puis revenez. La CAF donne les nouveaux montants après le premier
          week-end de chaque mois.
        </li>
        <li>
          <strong>Votre identité contient une erreur ?</strong> Signalez-la à votre collectivité quand vous lui
          parlerez : elle vient de l’état civil, et nous ne pouvons pas la modifier.
        </li>
      </ul>
    </details>
  )
}

/** Said once, first in a form; what may stay empty says « facultatif » itself. */
export function AllDemanded() {
  return <p class="fr-hint-text fr-mb-3w">Sauf mention « facultatif », tous les champs sont obligatoires.</p>
}

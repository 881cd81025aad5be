import { Checkbox } from '#templates/components/checkbox.js'

/** Asked before sending: on a computer of others the page that follows first of all offers to sign out. */
export function SharedComputer({ checked }: { checked: boolean }) {
  return (
    <fieldset class="fr-fieldset" aria-label="Votre appareil">
      <Checkbox
        name="partage"
        label="J’utilise un ordinateur partagé"
        hint="Mairie, France services, médiathèque… Nous vous rappellerons de vous déconnecter."
        checked={checked}
      />
    </fieldset>
  )
}

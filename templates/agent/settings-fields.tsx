import type { SettingsErrors, SettingsForm } from '#src/agent/settings/settings-form.js'
import { Checkbox } from '#templates/components/checkbox.js'
import { RadioGroup } from '#templates/components/radio-group.js'
import { TextField } from '#templates/components/text-field.js'

type Part = { typed: SettingsForm; errors: SettingsErrors }

/** What residents read, and what they are asked. */
export function ForResidents({ typed, errors }: Part) {
  return (
    <>
      <h2 class="fr-h5">Ce que lisent les habitants</h2>
      <Line
        name="services"
        label="Services concernés"
        hint="Par exemple : cantine, garderie, centre de loisirs"
        {...{ typed, errors }}
      />
      <Line
        name="contact"
        label="Contact"
        hint="Un service, un téléphone, une adresse électronique. Ce texte est public."
        {...{ typed, errors }}
      />
      <fieldset class="fr-fieldset" aria-labelledby="declares">
        <legend class="fr-fieldset__legend" id="declares">
          Questions posées à l’habitant
        </legend>
        <Checkbox
          name="champs_declares"
          label="Demander le nom connu de la mairie, et les enfants ou services concernés"
          hint="Deux lignes facultatives, écrites par l’habitant : utiles si vous ne retrouvez pas une famille par son nom de naissance."
          checked={typed.champs_declares}
        />
      </fieldset>
    </>
  )
}

/** How an attestation arrives without this service. */
export function OtherWays({ typed, errors }: Part) {
  return (
    <>
      <h2 class="fr-h5">Pour qui n’utilise pas FranceConnect</h2>
      <fieldset class="fr-fieldset" aria-labelledby="moyens">
        <legend class="fr-fieldset__legend" id="moyens">
          Comment recevez-vous l’attestation de la CAF ou de la MSA ? (un moyen au moins)
        </legend>
        <Checkbox
          name="par_guichet"
          label="À l’accueil"
          checked={typed.par_guichet}
          error={errors.par_guichet}
        />
        <Checkbox
          name="par_courriel"
          label="Par courriel"
          hint="Écrivez alors l’adresse électronique dans le contact"
          checked={typed.par_courriel}
        />
      </fieldset>
      <fieldset class="fr-fieldset" aria-labelledby="en-ligne">
        <legend class="fr-fieldset__legend" id="en-ligne">
          Et en ligne
        </legend>
        <Checkbox
          name="sans_franceconnect"
          label="Accepter ici l’attestation sans FranceConnect : l’habitant écrit son identité, le montant, et joint son attestation"
          hint="Vous vérifiez tout vous-même : rien n’est certifié. Ces envois portent « Sans FranceConnect » dans votre liste. Un habitant qui a FranceConnect mais pas de quotient familial peut toujours joindre son attestation ici."
          checked={typed.sans_franceconnect}
        />
      </fieldset>
      <Line name="guichet_adresse" label="Adresse de l’accueil" hint="Facultatif" {...{ typed, errors }} />
      <Line
        name="guichet_horaires"
        label="Horaires de l’accueil"
        hint="Facultatif. Par exemple : du lundi au vendredi, de 9 h à 12 h"
        {...{ typed, errors }}
      />
    </>
  )
}

/** How long, and the word that shorter erases. */
export function Retention({ typed, errors, retention }: Part & { retention: { choices: number[] } }) {
  return (
    <>
      <h2 class="fr-h5">Durée de conservation</h2>
      <p>
        Comptée depuis l’envoi. Raccourcir efface : ce qui est plus ancien que la nouvelle durée disparaît au
        prochain effacement automatique, traité ou non. Prenez d’abord vos fichiers.
      </p>
      <RadioGroup
        name="conservation"
        legend="Les transmissions restent ici"
        value={typed.conservation}
        options={retention.choices.map((days) => [String(days), `${days} jours`])}
        error={errors.conservation}
      />
      {(errors.raccourcir || typed.raccourcir) && (
        <fieldset class="fr-fieldset" aria-label="Confirmer la durée plus courte">
          <Checkbox
            name="raccourcir"
            label="Je raccourcis la durée, et ce qui est plus ancien peut être effacé"
            checked={typed.raccourcir}
            error={errors.raccourcir}
          />
        </fieldset>
      )}
    </>
  )
}

type LineField = 'services' | 'contact' | 'guichet_adresse' | 'guichet_horaires'

function Line({ name, label, hint, typed, errors }: Part & { name: LineField; label: string; hint: string }) {
  return (
    <TextField id={name} name={name} label={label} hint={hint} value={typed[name]} error={errors[name]} />
  )
}

import type { SettingsErrors, SettingsField, SettingsForm } from '#src/agent/settings/settings-form.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { RefusedOrigins, type RefusedOriginView } from '#templates/agent/settings-origins.js'
import { SettingsPreview } from '#templates/agent/settings-preview.js'
import { SettingsSaid } from '#templates/agent/settings-said.js'
import { Checkbox } from '#templates/components/checkbox.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { RadioGroup } from '#templates/components/radio-group.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { TextArea } from '#templates/components/text-area.js'
import { TextField } from '#templates/components/text-field.js'

/** What became of the request that shows the form. */
export type SettingsState =
  | { kind: 'plain' }
  | { kind: 'saved' }
  | { kind: 'shortened' }
  | { kind: 'refused'; errors: SettingsErrors }
  /** The collectivité as residents would see it. */
  | { kind: 'preview'; collectivite: Collectivite }
  | { kind: 'allowed' | 'forgotten'; origin: string }
  | { kind: 'no-room' }

type Props = {
  nav: DeskNavProps
  typed: SettingsForm
  state: SettingsState
  retention: { now: number; choices: number[] }
  /** `heure de Paris` */
  timeZone: string
  refused: RefusedOriginView[]
  urls: { save: string; preview: string; origins: string }
}

const FORM = 'reglages'

/** What a gestionnaire decides, and what residents read of it. */
export function Settings({ nav, typed, state, retention, timeZone, refused, urls }: Props) {
  const errors = state.kind === 'refused' ? state.errors : {}
  const Title = state.kind === 'preview' ? 'h2' : 'h1'
  return (
    <>
      <DeskNav {...nav} />
      <SettingsSaid state={state} days={retention.now} />
      <ErrorSummary
        title="Rien n’est encore enregistré : il reste à corriger"
        errors={faultsOf(errors, retention.choices)}
      />
      {state.kind === 'preview' && <SettingsPreview collectivite={state.collectivite} formId={FORM} />}
      <Title id="titre">Réglages</Title>
      <Fixed collectivite={nav.collectivite} timeZone={timeZone} />
      <form id={FORM} method="post" action={urls.save} novalidate>
        <ForResidents typed={typed} errors={errors} />
        <OtherWays typed={typed} errors={errors} />
        <Retention typed={typed} errors={errors} retention={retention} />
        <h2 class="fr-h5">Revenir chez un partenaire</h2>
        <TextArea
          name="retours"
          label="Sites vers lesquels un habitant peut revenir"
          hint="Celui de votre portail famille, par exemple. Une adresse par ligne, 20 au plus, en https:// seulement. Après son envoi, l’habitant y trouve un lien ; il n’y est jamais conduit sans l’avoir choisi."
          value={typed.retours}
          rows={3}
          error={errors.retours}
        />
        <p class="qf-bar fr-mt-4w">
          <button type="submit" class="fr-btn">
            Enregistrer
          </button>
          <button type="submit" class="fr-btn fr-btn--secondary" formaction={urls.preview}>
            Aperçu de la page des habitants
          </button>
        </p>
      </form>
      <RefusedOrigins refused={refused} formId={FORM} action={urls.origins} />
    </>
  )
}

type Part = { typed: SettingsForm; errors: SettingsErrors }

function Fixed({ collectivite, timeZone }: { collectivite: Collectivite; timeZone: string }) {
  return (
    <>
      <p>
        Le nom officiel et le département sont toujours montrés aux habitants : 3 774 communes portent le nom
        d’une autre. Ils viennent du code officiel géographique et ne se changent pas ici.
      </p>
      <SummaryList
        rows={[
          ['Nom officiel', collectivite.name],
          ['Département', collectivitePlace(collectivite)],
          ['Heures et jours', `${timeZone}, d’après le département`],
        ]}
      />
    </>
  )
}

function ForResidents({ typed, errors }: Part) {
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

function OtherWays({ typed, errors }: Part) {
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

function Retention({ typed, errors, retention }: Part & Pick<Props, 'retention'>) {
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

// In the order of the page; a text that is too long does not say whose it is.
const NAMES: Partial<Record<SettingsField, string>> = {
  services: 'Services concernés : ',
  contact: 'Contact : ',
  par_guichet: '',
  guichet_adresse: 'Adresse de l’accueil : ',
  guichet_horaires: 'Horaires de l’accueil : ',
  conservation: '',
  raccourcir: '',
  retours: '',
}

function faultsOf(errors: SettingsErrors, choices: number[]) {
  return Object.entries(NAMES).flatMap(([field, name]) => {
    const message = errors[field as SettingsField]
    const fieldId = field === 'conservation' ? `conservation-${choices[0]}` : field
    return message ? [{ fieldId, message: name + message }] : []
  })
}

import type { SettingsErrors, SettingsField, SettingsForm } from '#src/agent/settings/settings-form.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { ForResidents, OtherWays, Retention } from '#templates/agent/settings-fields.js'
import { EditorSites, RefusedOrigins, type RefusedOriginView } from '#templates/agent/settings-origins.js'
import { SettingsPreview } from '#templates/agent/settings-preview.js'
import { SettingsSaid, type SettingsState } from '#templates/agent/settings-said.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { TextArea } from '#templates/components/text-area.js'

type Props = {
  nav: DeskNavProps
  typed: SettingsForm
  state: SettingsState
  retention: { now: number; choices: number[] }
  /** `heure de Paris` */
  timeZone: string
  refused: RefusedOriginView[]
  /** The operator's list, for every collectivité. */
  editors: { origin: string; editor: string }[]
  urls: { save: string; preview: string; origins: string; dataProtection: string }
}

const FORM = 'reglages'

/** What a gestionnaire decides, and what residents read of it. */
export function Settings({ nav, typed, state, retention, timeZone, refused, editors, urls }: Props) {
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
        <EditorSites editors={editors} />
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
      <h2 class="fr-h5">Pour votre délégué à la protection des données</h2>
      <p>
        <a href={urls.dataProtection}>Protection des données</a> : fiche de registre, mention d’information et
        analyse d’impact, remplies avec ces réglages.
      </p>
    </>
  )
}

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

import type { EditorErrors, EditorForm } from '#src/dinum/editor-form.js'
import { Said, type SaidWords } from '#templates/agent/said.js'
import { AllDemanded } from '#templates/components/all-demanded.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { TextField } from '#templates/components/text-field.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'

type Props = {
  nav: ConsoleNavProps
  said: string
  editors: { origin: string; editor: string; since: string }[]
  typed: EditorForm
  errors: EditorErrors
  urls: { add: string; remove: string }
}

const SAID: SaidWords = {
  ajoute: ['success', 'Le site est ajouté\u00a0: les habitants peuvent y revenir dans la minute.'],
  retire: ['success', 'Le site est retiré\u00a0: plus aucun lien n’y mène dans la minute.'],
  rien: ['warning', 'Rien n’a été changé\u00a0: ce site n’était plus dans la liste.'],
}

/** Sites to which residents of every collectivité may be led back. */
export function Editors({ nav, said, editors, typed, errors, urls }: Props) {
  return (
    <>
      <ConsoleNav {...nav} />
      <Said said={said} words={SAID} />
      <ErrorSummary title="Rien n’est encore ajouté : il reste à corriger" errors={faultsOf(errors)} />
      <h1>Éditeurs</h1>
      <p>
        Après son envoi, un habitant venu du portail d’un éditeur y trouve un lien pour revenir. Ces sites
        sont autorisés pour toutes les collectivités ; chacune peut en ajouter d’autres dans ses réglages.
      </p>
      {editors.length === 0 ? (
        <p>Aucun site n’est inscrit.</p>
      ) : (
        <List editors={editors} action={urls.remove} />
      )}
      <h2 id="ajouter">Ajouter un site</h2>
      <form method="post" action={urls.add} novalidate>
        <AllDemanded />
        <TextField
          id="site"
          name="site"
          label="Adresse du site"
          hint="En https://. Seul le début compte : https://familles.editeur.example"
          value={typed.site}
          error={errors.site}
        />
        <TextField
          id="editeur"
          name="editeur"
          label="Nom de l’éditeur"
          hint="Les gestionnaires le lisent"
          value={typed.editeur}
          error={errors.editeur}
        />
        <button type="submit" class="fr-btn">
          Ajouter
        </button>
      </form>
    </>
  )
}

function List({ editors, action }: { editors: Props['editors']; action: string }) {
  return (
    <ul class="qf-results">
      {editors.map(({ origin, editor, since }) => (
        <li>
          <div>
            <strong>{editor}</strong>
            <span class="qf-detail">
              {origin}, depuis le {since}
            </span>
          </div>
          <form method="post" action={action}>
            <button type="submit" name="site" value={origin} class="fr-btn fr-btn--secondary fr-btn--sm">
              Retirer<span class="fr-sr-only"> {origin}</span>
            </button>
          </form>
        </li>
      ))}
    </ul>
  )
}

const NAMES = { site: '', editeur: '' }

function faultsOf(errors: EditorErrors) {
  return Object.keys(NAMES).flatMap((field) => {
    const message = errors[field as keyof EditorForm]
    return message ? [{ fieldId: field, message }] : []
  })
}

import { SearchField } from '#templates/components/search-field.js'
import { SelectField } from '#templates/components/select-field.js'

export type ListFiltersProps = {
  action: string
  /** As they stand in the address. */
  parameters: Record<string, string>
  departements: { code: string; name: string }[]
}

const STATES: [string, string][] = [
  ['', 'Tous'],
  ['en-attente', 'En attente'],
  ['ouverte', 'Ouverte'],
  ['suspendue', 'Suspendue'],
  ['fermee', 'Fermée'],
]
const ACTIVITIES: [string, string][] = [
  ['', 'Peu importe'],
  ['avec', 'Des transmissions'],
  ['sans', 'Aucune transmission'],
]
const HEALTHS: [string, string][] = [
  ['', 'Peu importe'],
  ['personne', 'Personne n’a accepté'],
  ['jamais-vue', 'Page jamais vue'],
  ['aucune-transmission', 'Jamais de transmission'],
  ['courriels', 'Courriels refusés ou abandonnés'],
  ['attend-operateur', 'Attend l’opérateur'],
]

/** Which collectivités to show; the choice stands in the address. */
export function ListFilters({ action, parameters, departements }: ListFiltersProps) {
  const { q = '', etat = '', departement = '', activite = '', sante = '' } = parameters
  const filtered = Boolean(etat || departement || activite || sante)
  const places = departements.map(({ code, name }): [string, string] => [code, `${code} ${name}`])
  return (
    <search>
      <form method="get" action={action} class="fr-mb-3w">
        <SearchField
          id="q"
          label="Chercher une collectivité"
          hint="Nom, SIRET, code COG ou code postal"
          value={q}
          maxLength={100}
        />
        <details open={filtered}>
          <summary>Filtrer par état, lieu, activité ou santé</summary>
          <div class="qf-fields fr-my-2w">
            <SelectField id="etat" label="État" value={etat} options={STATES} />
            <SelectField
              id="departement"
              label="Département"
              value={departement}
              options={[['', 'Tous'], ...places]}
            />
            <SelectField id="activite" label="Depuis 30 jours" value={activite} options={ACTIVITIES} />
            <SelectField id="sante" label="Santé" value={sante} options={HEALTHS} />
          </div>
          <button type="submit" class="fr-btn fr-btn--secondary">
            Filtrer
          </button>
        </details>
        {(filtered || q) && (
          <p class="fr-mt-1w">
            <a href={action}>Tout afficher</a>
          </p>
        )}
      </form>
    </search>
  )
}

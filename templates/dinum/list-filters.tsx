import { SelectField } from '#templates/components/select-field.js'
import { FilterForm } from '#templates/dinum/filter-form.js'

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
  const places = departements.map(({ code, name }): [string, string] => [code, `${code} ${name}`])
  return (
    <FilterForm
      action={action}
      search={{
        id: 'q',
        label: 'Chercher une collectivité',
        hint: 'Nom, SIRET, code COG ou code postal',
        value: q,
        maxLength: 100,
      }}
      summary="Filtrer par état, lieu, activité ou santé"
      filtered={Boolean(etat || departement || activite || sante)}
    >
      <SelectField id="etat" label="État" value={etat} options={STATES} />
      <SelectField
        id="departement"
        label="Département"
        value={departement}
        options={[['', 'Tous'], ...places]}
      />
      <SelectField id="activite" label="Depuis 30 jours" value={activite} options={ACTIVITIES} />
      <SelectField id="sante" label="Santé" value={sante} options={HEALTHS} />
    </FilterForm>
  )
}

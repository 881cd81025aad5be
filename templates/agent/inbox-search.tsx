import { SearchField } from '#templates/components/search-field.js'
import { SelectField } from '#templates/components/select-field.js'

export type Selection = {
  search: string
  words: string
  parameters: Record<string, string>
  wrongPeriod: boolean
}

const TO_CHECK: [string, string][] = [
  ['', 'Peu importe'],
  ['oui', 'À vérifier'],
  ['qf-modifie', 'QF modifié'],
  ['qf-zero', 'QF à 0'],
  ['signale', 'Signalé par l’usager'],
]

type Props = { selection: Selection; origins: readonly string[]; action: string; everythingUrl: string }

/** Search and filters: these go into the address, a name does not. */
export function InboxSearch({ selection, origins, action, everythingUrl }: Props) {
  const { search, parameters } = selection
  const { etat, export: exported, origine = '', verifier = '', du, au } = parameters
  const filtered = Boolean(origine || verifier || du || au)
  return (
    <search>
      <form method="post" action={action} class="fr-mb-3w">
        {etat && <input type="hidden" name="etat" value={etat} />}
        {exported && <input type="hidden" name="export" value={exported} />}
        <SearchField
          id="q"
          label="Chercher"
          hint="Nom, prénom, enfant ou référence"
          value={search}
          maxLength={100}
        />
        <details open={filtered}>
          <summary>Filtrer par date, origine ou vérification</summary>
          <div class="qf-fields fr-my-2w">
            <DateField id="du" label="Transmises du" value={du} />
            <DateField id="au" label="Transmises jusqu’au" value={au} />
            <SelectField
              id="origine"
              label="Origine"
              value={origine}
              options={[['', 'Toutes'], ...origins.map(twice)]}
            />
            <SelectField id="verifier" label="À vérifier" value={verifier} options={TO_CHECK} />
          </div>
        </details>
        {(filtered || search) && (
          <p>
            <a href={everythingUrl}>Tout afficher</a>
          </p>
        )}
      </form>
    </search>
  )
}

function twice(word: string): [string, string] {
  return [word, word]
}

function DateField({ id, label, value = '' }: { id: string; label: string; value?: string | undefined }) {
  return (
    <div>
      <label class="fr-label" for={id}>
        {label}
      </label>
      <input class="fr-input" type="date" min="2020-01-01" id={id} name={id} value={value} />
    </div>
  )
}

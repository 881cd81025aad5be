import type { DeclaredErrors } from '#src/resident/declared-fields.js'
import type { DeclaredFields } from '#src/submission/content.js'
import { TextField } from '#templates/components/text-field.js'

export type Declared = DeclaredFields & { errors: DeclaredErrors }

const KNOWN_NAME = { id: 'nom_connu', label: 'Nom sous lequel la mairie vous connaît' }
const CHILDREN_OR_SERVICES = { id: 'enfants_ou_services', label: 'Enfants ou services concernés' }

/** Two optional fields by which the mairie recognises a family; never fetched anywhere. */
export function Declaration({ declared: { knownName, childrenOrServices, errors } }: { declared: Declared }) {
  return (
    <fieldset class="fr-fieldset" aria-labelledby="declaration">
      <legend class="fr-fieldset__legend" id="declaration">
        Pour que la mairie vous reconnaisse (facultatif)
      </legend>
      <div class="fr-fieldset__element">
        <TextField
          id={KNOWN_NAME.id}
          name={KNOWN_NAME.id}
          label={KNOWN_NAME.label}
          hint="Par exemple votre nom d’usage, ou le nom de l’enfant. 100 caractères au plus."
          value={knownName}
          error={errors.knownName}
        />
      </div>
      <div class="fr-fieldset__element">
        <TextField
          id={CHILDREN_OR_SERVICES.id}
          name={CHILDREN_OR_SERVICES.id}
          label={CHILDREN_OR_SERVICES.label}
          hint="Par exemple : Léa et Noah, cantine. 100 caractères au plus."
          value={childrenOrServices}
          error={errors.childrenOrServices}
        />
      </div>
    </fieldset>
  )
}

/** The same faults for the summary on top, each naming its field and leading to it. */
export function declaredErrors({ errors }: Declared): { fieldId: string; message: string }[] {
  const found = [
    { ...KNOWN_NAME, error: errors.knownName },
    { ...CHILDREN_OR_SERVICES, error: errors.childrenOrServices },
  ]
  return found.flatMap(({ id, label, error }) =>
    error ? [{ fieldId: id, message: `${label} : ${error}` }] : [],
  )
}

import { TextField } from '#templates/components/text-field.js'

export type Declared = {
  knownName: string
  childrenOrServices: string
  errors: { knownName?: string; childrenOrServices?: string }
}

const KNOWN_NAME = 'nom_connu'
const CHILDREN_OR_SERVICES = 'enfants_ou_services'

/** Two optional fields by which the mairie recognises a family; never fetched anywhere. */
export function Declaration({ declared: { knownName, childrenOrServices, errors } }: { declared: Declared }) {
  return (
    <fieldset class="fr-fieldset" aria-labelledby="declaration">
      <legend class="fr-fieldset__legend" id="declaration">
        Pour que la mairie vous reconnaisse (facultatif)
      </legend>
      <div class="fr-fieldset__element">
        <TextField
          id={KNOWN_NAME}
          name={KNOWN_NAME}
          label="Nom sous lequel la mairie vous connaît"
          hint="Par exemple votre nom d’usage, ou le nom de l’enfant. 100 caractères au plus."
          value={knownName}
          error={errors.knownName}
        />
      </div>
      <div class="fr-fieldset__element">
        <TextField
          id={CHILDREN_OR_SERVICES}
          name={CHILDREN_OR_SERVICES}
          label="Enfants ou services concernés"
          hint="Par exemple : Léa et Noah, cantine. 100 caractères au plus."
          value={childrenOrServices}
          error={errors.childrenOrServices}
        />
      </div>
    </fieldset>
  )
}

/** The same faults for the summary on top, each leading to its field. */
export function declaredErrors({ errors }: Declared): { fieldId: string; message: string }[] {
  const known = errors.knownName ? [{ fieldId: KNOWN_NAME, message: errors.knownName }] : []
  const children = errors.childrenOrServices
    ? [{ fieldId: CHILDREN_OR_SERVICES, message: errors.childrenOrServices }]
    : []
  return [...known, ...children]
}

import { Field } from '#templates/components/field.js'

/** What the resident wrote herself, and what is wrong with it. */
export type DeclaredAnswers = {
  knownName: string
  childrenOrServices: string
  errors: { knownName?: string; childrenOrServices?: string }
}

const KNOWN_NAME = 'nom-connu'
const CHILDREN_OR_SERVICES = 'enfants-ou-services'

/** Two optional answers that help the collectivité find the family in its own files. */
export function DeclaredFields({ declared }: { declared: DeclaredAnswers }) {
  const { knownName, childrenOrServices, errors } = declared
  return (
    <fieldset class="qf-fieldset">
      <legend class="fr-h5">Aider la collectivité à vous retrouver (facultatif)</legend>
      <Field
        id={KNOWN_NAME}
        name="nom_connu"
        label="Nom sous lequel elle vous connaît"
        hint="S’il est différent de votre nom de naissance. 100 caractères au plus."
        value={knownName}
        error={errors.knownName}
      />
      <Field
        id={CHILDREN_OR_SERVICES}
        name="enfants_ou_services"
        label="Enfants ou services concernés"
        hint="Par exemple : Léa et Tom, cantine. 100 caractères au plus."
        value={childrenOrServices}
        error={errors.childrenOrServices}
      />
    </fieldset>
  )
}

/** The errors in the order of the fields, for the summary above the page. */
export function declaredErrors({ errors }: DeclaredAnswers): { fieldId: string; message: string }[] {
  const found = [
    { fieldId: KNOWN_NAME, message: errors.knownName },
    { fieldId: CHILDREN_OR_SERVICES, message: errors.childrenOrServices },
  ]
  return found.flatMap(({ fieldId, message }) => (message ? [{ fieldId, message }] : []))
}

import type { CounterErrors, CounterField, CounterForm } from '#src/agent/transmissions/counter-form.js'
import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { Alert } from '#templates/components/alert.js'
import { AllDemanded } from '#templates/components/all-demanded.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { RadioGroup } from '#templates/components/radio-group.js'
import { TextField } from '#templates/components/text-field.js'

type Props = {
  nav: DeskNavProps
  typed: CounterForm
  errors: CounterErrors
  /** What is wrong with no field in particular. */
  warning: string | null
  action: string
  backUrl: string
}

const TEXTS: { name: CounterField; label: string; hint: string }[] = [
  { name: 'nom', label: 'Nom de naissance', hint: 'De la personne dont le nom est sur l’attestation' },
  { name: 'prenoms', label: 'Prénoms', hint: 'Séparés par une espace' },
  { name: 'naissance', label: 'Date de naissance', hint: 'Jour, mois, année : 09/04/1988' },
  { name: 'qf', label: 'Quotient familial', hint: 'En euros : 742. Les centimes ne comptent pas.' },
  { name: 'mois', label: 'Mois du quotient familial', hint: '11/2026 ou novembre 2026' },
]
const DECLARED: typeof TEXTS = [
  { name: 'nom_connu', label: 'Nom connu de la mairie', hint: 'Facultatif, s’il est différent' },
  { name: 'enfants_ou_services', label: 'Enfants ou services concernés', hint: 'Facultatif' },
]

/** What a family brought on paper, typed by the agent. */
export function Counter({ nav, typed, errors, warning, action, backUrl }: Props) {
  const faults = [...TEXTS, { name: 'regime' as const }, ...DECLARED].flatMap(({ name }) => {
    const message = errors[name]
    return message ? [{ fieldId: name === 'regime' ? 'regime-CNAF' : name, message }] : []
  })
  const text = ({ name, label, hint }: (typeof TEXTS)[number]) => (
    <TextField id={name} name={name} label={label} hint={hint} value={typed[name]} error={errors[name]} />
  )
  return (
    <>
      <DeskNav {...nav} />
      <ErrorSummary title="Rien n’est encore ajouté : il reste à corriger" errors={faults} />
      {warning && (
        <Alert kind="warning" title="Rien n’est encore ajouté">
          <p role="alert">{warning}</p>
        </Alert>
      )}
      <h1>Ajouter une attestation reçue au guichet</h1>
      <p>
        Recopiez l’attestation que la famille vous a montrée : elle rejoint la liste et les fichiers, avec
        l’origine « Guichet ». Ne gardez pas le papier plus que nécessaire.
      </p>
      <form method="post" action={action} novalidate>
        <AllDemanded />
        <input type="hidden" name="cle" value={typed.cle} />
        {TEXTS.map(text)}
        <RadioGroup
          name="regime"
          legend="Caisse"
          value={typed.regime}
          error={errors.regime}
          options={[
            ['CNAF', 'CAF'],
            ['MSA', 'MSA'],
          ]}
        />
        <RadioGroup
          name="sexe"
          legend="Sexe (facultatif)"
          value={typed.sexe}
          options={[
            ['female', 'Féminin'],
            ['male', 'Masculin'],
            ['', 'Non renseigné'],
          ]}
        />
        {DECLARED.map(text)}
        <button type="submit" class="fr-btn">
          Ajouter à la liste
        </button>
      </form>
      <p class="fr-mt-3w">
        <a href={backUrl}>Revenir à la liste sans rien ajouter</a>
      </p>
    </>
  )
}

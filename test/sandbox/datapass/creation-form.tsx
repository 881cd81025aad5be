import { REQUESTS_PATH } from './addresses.js'
import { VITRY } from './organization.js'
import { CONTACTS, HELENE } from './people.js'
import { FORM_WORDS } from './words.js'

/** A new request; what it proposes is a commune whose agent the simulated ProConnect knows. */
export function CreationForm() {
  return (
    <form method="post" action={REQUESTS_PATH}>
      <fieldset style="display:grid;gap:.5rem">
        <legend>Nouvelle demande</legend>
        <Field label="SIRET (vide : organisme à l’étranger)" name="siret" value={VITRY.siret} optional />
        <Field label="Nom, comme l’écrit l’INSEE" name="name" value={VITRY.name} />
        <Field label="Code commune (COG)" name="codeCog" value={VITRY.codeCog} />
        <Field label="Code postal" name="postalCode" value={VITRY.postalCode} />
        <Field label="Catégorie juridique" name="legalCategory" value={VITRY.legalCategory} />
        <Select
          label="Réponse de l’INSEE"
          name="insee"
          options={{ full: 'complète', empty: 'vide (organisation jamais recherchée)' }}
        />
        <Select label="Formulaire" name="form" options={FORM_WORDS} />
        <Field label="Courriel du demandeur" name="applicantEmail" value={HELENE.email} type="email" />
        <Field label="Prénom du demandeur" name="givenName" value={HELENE.givenName} optional />
        <Field label="Nom du demandeur" name="familyName" value={HELENE.familyName} optional />
        <Field
          label="Courriel du contact métier"
          name="contactEmail"
          value={CONTACTS.contact_metier.email ?? ''}
          type="email"
        />
        <Field
          label="Courriel du délégué à la protection des données"
          name="dpoEmail"
          value={CONTACTS.delegue_protection_donnees.email ?? ''}
          type="email"
        />
        <p>
          <button type="submit">Créer la demande</button>
        </p>
      </fieldset>
    </form>
  )
}

type FieldProps = { label: string; name: string; value: string; type?: string; optional?: boolean }

function Field({ label, name, value, type = 'text', optional = false }: FieldProps) {
  return (
    <label>
      {label} <input type={type} name={name} value={value} required={!optional} style={WIDE} />
    </label>
  )
}

function Select({ label, name, options }: { label: string; name: string; options: Record<string, string> }) {
  return (
    <label>
      {label}{' '}
      <select name={name} style={WIDE}>
        {Object.entries(options).map(([value, words]) => (
          <option value={value}>{words}</option>
        ))}
      </select>
    </label>
  )
}

const WIDE = 'display:block;width:100%;max-width:30rem;box-sizing:border-box;font:inherit'

import type { AttestationErrors, AttestationForm } from '#src/resident/attestation/attestation-form.js'
import { RadioGroup } from '#templates/components/radio-group.js'
import { TextField, type TextFieldProps } from '#templates/components/text-field.js'
import { type AttestationFilesProps, fileErrors } from '#templates/resident/attestation-files.js'
import { type Declared, declaredErrors } from '#templates/resident/declaration.js'

type Part = { typed: AttestationForm; errors: AttestationErrors }
type TextName = 'nom' | 'prenoms' | 'naissance' | 'qf' | 'mois'

/** Whose attestation it is, where FranceConnect does not say it. */
export function TypedIdentity({ typed, errors }: Part) {
  return (
    <>
      <h2 class="fr-h5">À quel nom est l’attestation ?</h2>
      <p>
        Écrivez l’identité de la personne dont le nom est sur l’attestation, même si vous faites la démarche
        pour elle. La mairie vérifiera.
      </p>
      <Text
        name="nom"
        label="Nom de naissance"
        hint="Celui de l’état civil"
        own="family-name"
        {...{ typed, errors }}
      />
      <Text
        name="prenoms"
        label="Prénoms"
        hint="Séparés par une espace"
        own="given-name"
        {...{ typed, errors }}
      />
      <RadioGroup
        name="sexe"
        legend="Sexe (facultatif)"
        value={typed.sexe}
        options={[
          ['female', 'Féminin'],
          ['male', 'Masculin'],
        ]}
      />
      <Text
        name="naissance"
        label="Date de naissance"
        hint="Jour, mois, année : 09/04/1988 ou 9 avril 1988"
        own="bday"
        {...{ typed, errors }}
      />
    </>
  )
}

/** What the attestation says. */
export function AttestationValue({ typed, errors }: Part) {
  return (
    <>
      <h2 class="fr-h5">Ce que dit votre attestation</h2>
      <RadioGroup
        name="regime"
        legend="Qui l’a faite ?"
        value={typed.regime}
        options={[
          ['CNAF', 'La CAF'],
          ['MSA', 'La MSA'],
        ]}
        error={errors.regime}
      />
      <Text
        name="qf"
        label="Quotient familial"
        hint="En euros : 742. Les centimes ne comptent pas : 742,35 devient 742."
        {...{ typed, errors }}
      />
      <Text
        name="mois"
        label="Mois de l’attestation"
        hint="Le plus récent que vous ayez : 11/2026 ou novembre 2026"
        {...{ typed, errors }}
      />
    </>
  )
}

type TextProps = Part & { name: TextName; label: string; hint: string; own?: TextFieldProps['own'] }

function Text({ name, typed, errors, ...field }: TextProps) {
  return <TextField id={name} name={name} value={typed[name]} error={errors[name]} {...field} />
}

// In the order of the page, and where the summary leads.
const FIELDS = {
  nom: 'nom',
  prenoms: 'prenoms',
  naissance: 'naissance',
  regime: 'regime-CNAF',
  qf: 'qf',
  mois: 'mois',
} as const

type Faults = { errors: AttestationErrors; declared: Declared | null; files: AttestationFilesProps }

/** All that is wrong, for the summary on top. */
export function attestationFaults({ errors, declared, files }: Faults) {
  const typed = Object.entries(FIELDS).flatMap(([field, fieldId]) => {
    const message = errors[field as keyof typeof FIELDS]
    return message ? [{ fieldId, message }] : []
  })
  return [...typed, ...fileErrors(files), ...(declared ? declaredErrors(declared) : [])]
}

import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { ContactKind } from '#src/collectivite/contacts.js'
import { AllDemanded } from '#templates/components/all-demanded.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { TextField } from '#templates/components/text-field.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'
import { CONTACT_NAMES } from '#templates/dinum/contacts.js'

export type ContactFormProps = {
  nav: ConsoleNavProps
  collectivite: Collectivite
  kind: ContactKind
  /** As typed. */
  typed: { nom: string; courriel: string }
  errors: { nom?: string; courriel?: string }
  action: string
  backUrl: string
}

/** Who is in one of the places of a collectivité. */
export function ContactForm({ nav, collectivite, kind, typed, errors, action, backUrl }: ContactFormProps) {
  const faults = [
    ...(errors.nom ? [{ fieldId: 'nom', message: errors.nom }] : []),
    ...(errors.courriel ? [{ fieldId: 'courriel', message: errors.courriel }] : []),
  ]
  return (
    <>
      <ConsoleNav {...nav} />
      <h1>{CONTACT_NAMES[kind]}</h1>
      <p>
        <CollectiviteName collectivite={collectivite} />
      </p>
      <ErrorSummary title="Rien n’est encore enregistré : il reste à corriger" errors={faults} />
      <p>{consequence(kind, collectivite.state)}</p>
      <form method="post" action={action} novalidate>
        <AllDemanded />
        <TextField
          id="nom"
          name="nom"
          label="Prénom et nom"
          hint="Facultatif"
          value={typed.nom}
          error={errors.nom}
        />
        <TextField
          id="courriel"
          name="courriel"
          label="Adresse électronique de travail"
          hint="Exemple : mairie@exemple.fr"
          value={typed.courriel}
          error={errors.courriel}
        />
        <button type="submit" class="fr-btn fr-mb-2w">
          Enregistrer
        </button>
      </form>
      <p>
        <a href={backUrl}>Ne rien changer, revenir à la collectivité</a>
      </p>
    </>
  )
}

function consequence(kind: ContactKind, state: Collectivite['state']): string {
  if (kind === 'délégué à la protection des données')
    return 'Cette personne n’a pas accès à l’espace de la collectivité et ne reçoit pas de lien.'
  const invited =
    state === 'suspendue'
      ? 'Une nouvelle adresse est attendue comme gestionnaire ; le service étant suspendu, aucun lien ne part.'
      : 'Une nouvelle adresse est invitée comme gestionnaire, par courriel.'
  return `${invited} La personne remplacée n’est plus attendue ; si elle est déjà venue, elle garde son accès.`
}

import type { NamedPerson } from '#src/onboarding/datapass/read-event.js'
import { SummaryList } from '#templates/components/summary-list.js'

export type DatapassContentProps = {
  organization: string | null
  codeCog: string | null
  postalCode: string | null
  editor: string | null
  applicant: NamedPerson | null
  businessContact: NamedPerson | null
  dataProtectionOfficer: NamedPerson | null
  /** The whole of it, as it came, set out in lines. */
  text: string
}

/** What an event says, opened. */
export function DatapassContent(props: DatapassContentProps) {
  return (
    <>
      <SummaryList
        rows={[
          ['Organisation', props.organization ?? 'Non dite'],
          ['Code COG de sa commune', props.codeCog ?? 'Non dit'],
          ['Code postal', props.postalCode ?? 'Non dit'],
          ['Demandeur', personWords(props.applicant)],
          ['Contact métier', personWords(props.businessContact)],
          ['Délégué à la protection des données', personWords(props.dataProtectionOfficer)],
          ['Éditeur', props.editor ?? 'Aucun'],
        ]}
      />
      <details>
        <summary>Le contenu tel qu’il est arrivé</summary>
        <section class="qf-lines fr-mt-2w" tabindex={0} aria-label="Contenu de l’événement">
          <pre>{props.text}</pre>
        </section>
      </details>
    </>
  )
}

function personWords(person: NamedPerson | null): string {
  if (!person) return 'Aucune adresse'
  return person.name ? `${person.name}, ${person.email}` : person.email
}

import type { OpenedSubmission } from '#src/submission/content.js'
import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { Alert } from '#templates/components/alert.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { formatInstant, formatNumber } from '#templates/format.js'

type Props = { nav: DeskNavProps; record: OpenedSubmission; action: string; backUrl: string }

/** Asks once more before a transmission is erased. */
export function DeleteTransmission({ nav, record, action, backUrl }: Props) {
  const { identity, quotientFamilial, reference, createdAt } = record
  return (
    <>
      <DeskNav {...nav} />
      <h1>Supprimer cette transmission ?</h1>
      <SummaryList
        rows={[
          ['Personne', `${identity.familyName} ${identity.givenNames.join(' ')}`],
          ['Quotient familial', formatNumber(quotientFamilial.value)],
          ['Transmise le', formatInstant(createdAt, nav.collectivite.timeZone)],
          ['Référence', reference],
        ]}
      />
      <Alert kind="warning">
        <p>
          Elle sera effacée tout de suite, pour tous les agents, et ne pourra pas être retrouvée. Seul le
          journal garde la trace de sa référence.
        </p>
      </Alert>
      <form method="post" action={action} class="fr-mb-2w">
        <button type="submit" class="fr-btn">
          Supprimer définitivement
        </button>
      </form>
      <p>
        <a href={backUrl}>Ne rien supprimer, revenir à la transmission</a>
      </p>
    </>
  )
}

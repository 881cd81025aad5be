import { Alert } from '#templates/components/alert.js'

export type AccessDueProps = {
  /** By when, in words. */
  day: string
  /** The day has come: agents wait. */
  overdue: boolean
  membersUrl: string
}

/** For gestionnaires: the list of accesses must be confirmed. */
export function AccessDue({ day, overdue, membersUrl }: AccessDueProps) {
  return (
    <Alert
      kind="warning"
      title={overdue ? 'Vos agents attendent une confirmation' : `Confirmez les accès avant le ${day}`}
    >
      <p>
        {overdue
          ? `Depuis le ${day}, les agents n’ont plus accès à l’espace. `
          : 'Passé ce jour, les agents n’auront plus accès à l’espace. '}
        <a href={membersUrl}>Relire la liste des agents et la confirmer</a>
      </p>
    </Alert>
  )
}

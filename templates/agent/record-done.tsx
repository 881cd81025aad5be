import { Alert } from '#templates/components/alert.js'

export type RecordDone = {
  treated: boolean
  /** The next older one of the same list that is to be treated; null for none, or where only opening would tell. */
  nextUrl: string | null
  /** What of the same list is to be treated. */
  toTreatUrl: string
}

/** What a button just did to this transmission, and where to go on. */
export function Done({ treated, nextUrl, toTreatUrl }: RecordDone) {
  return (
    <div class="qf-screen">
      <Alert kind="success">
        <p role="status">
          {treated ? 'Transmission marquée comme traitée.' : 'Transmission remise à traiter.'}
        </p>
        {treated && (
          <p>
            {nextUrl ? (
              <a href={nextUrl}>Voir la suivante à traiter</a>
            ) : (
              <a href={toTreatUrl}>Voir ce qui reste à traiter</a>
            )}
          </p>
        )}
      </Alert>
    </div>
  )
}

import type { Child } from 'hono/jsx'
import { Alert } from '#templates/components/alert.js'

/** `until` when it is announced to end, as `à 23 h 45`. */
export type OutageShown = { until: string | null }
export type OutagesShown = { quotientFamilial: OutageShown | null; franceConnect: OutageShown | null }

type Props = {
  outages: OutagesShown
  /** The other way, which ends the sentence « Vous pouvez revenir plus tard, ou … ». */
  children: Child
}

/** Before the sign-in: what is down, until when, and the other way. */
export function OutageBanner({ outages, children }: Props) {
  const { quotientFamilial, franceConnect } = outages
  if (!quotientFamilial && !franceConnect) return null
  const ends = endsOf(outages)
  return (
    <Alert kind="warning" title={titleOf(outages)}>
      {ends.map((sentence) => (
        <p>{sentence}</p>
      ))}
      <p>
        Vous pouvez {ends.length > 0 ? 'revenir ensuite' : 'essayer, revenir plus tard'}, ou {children}.
      </p>
    </Alert>
  )
}

// API Particulier says so as soon as one call out of ten fails.
function titleOf({ quotientFamilial, franceConnect }: OutagesShown): string {
  if (!quotientFamilial) return 'FranceConnect ne répond pas pour le moment'
  if (franceConnect) return 'FranceConnect, la CAF et la MSA ne répondent pas pour le moment'
  return quotientFamilial.until
    ? 'La CAF et la MSA ne répondent pas pour le moment'
    : 'La CAF et la MSA ne répondent pas, ou répondent mal, pour le moment'
}

function endsOf({ quotientFamilial, franceConnect }: OutagesShown): string[] {
  const isOne = !quotientFamilial || !franceConnect
  const end = (outage: OutageShown | null, whose: string) => {
    if (!outage?.until) return []
    const subject = isOne ? 'Une maintenance est en cours. Elle' : `La maintenance ${whose}`
    return [`${subject} doit finir ${outage.until}.`]
  }
  return [...end(franceConnect, 'de FranceConnect'), ...end(quotientFamilial, 'de la CAF et de la MSA')]
}

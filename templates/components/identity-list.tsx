import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { identityRows } from '#templates/identity-rows.js'

type Props = {
  identity: PivotIdentity
  externalId: string | null
  /** The commune of birth by its name, `Lyon (69)`; its code stands alone where that is not known. */
  birthplace?: string | null
}

/** The pivot identity as it is sent. */
export function IdentityList({ identity, externalId, birthplace = null }: Props) {
  return <SummaryList rows={identityRows(identity, externalId, birthplace)} />
}

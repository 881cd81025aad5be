import type { Context } from 'hono'
import { isDeskOver } from '#src/collectivite/closing.js'
import { findCollectivitesFor } from '#src/collectivite/directory.js'
import { localDay } from '#src/collectivite/local-time.js'
import type { AgentAccount } from '#src/collectivite/members.js'
import { sirenOf } from '#src/collectivite/siret.js'
import type { Db } from '#src/db/database.js'
import { DeskClosed, type DeskClosedProps } from '#templates/agent/desk-closed.js'
import { formatDay } from '#templates/format.js'

/** The desks of her organisation that are over, and since when: whoever looks for one reads so. */
export async function closedDesksOf(
  { db, now }: { db: Db; now: () => Date },
  { siret }: Pick<AgentAccount, 'siret'>,
): Promise<DeskClosedProps[]> {
  const all = await findCollectivitesFor(db, sirenOf(siret))
  return all.flatMap((collectivite) =>
    isDeskOver(collectivite, now()) && collectivite.deskUntil
      ? [{ collectivite, day: formatDay(localDay(collectivite.deskUntil, collectivite.timeZone)) }]
      : [],
  )
}

/** At the address of a desk that is over. */
export function deskClosedPage(c: Context, closed: DeskClosedProps) {
  c.status(410)
  return c.render(<DeskClosed {...closed} />, {
    title: 'Cet espace est fermé',
    area: 'agent',
    signedIn: true,
  })
}

import type { Context } from 'hono'
import { consoleCollectivitePath } from '#src/dinum/addresses.js'
import type { CollectiviteEnv } from '#src/dinum/collectivites/with-collectivite.js'

/** Back to the collectivité's page, with what was done. */
export function said(c: Context<CollectiviteEnv>, word: string) {
  return c.redirect(`${consoleCollectivitePath(c.get('collectivite').siret)}?fait=${word}`, 303)
}

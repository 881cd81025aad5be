import { rateLimits } from '#src/db/schema.js'
import { FAY_AUX_LOGES } from '../test/support/named.js'
import { createVisitor } from '../test/support/visitor.js'
import { inTurns, type Result } from './measure.js'
import { setStage } from './stage.js'
import { watchUpstreams } from './upstream-clock.js'

const PER_ROUND = 40
// Compiled by then as in a process that has served for an hour; the State allows a thousand calls a minute.
const BEFORE = 200

/**
 * Our own share of the return from FranceConnect: its wall time, as a browser sees it, minus the waiting for
 * FranceConnect and API Particulier. Beside it the same four requests by bare `fetch`, with nothing verified and
 * nothing kept.
 */
export async function benchCallback(): Promise<Result[]> {
  const stage = await setStage()
  const { franceConnect, apiParticulier } = stage.config
  const upstreams = watchUpstreams([franceConnect.issuer.origin])
  const depart = async () => {
    // Our own budget of calls would slow a benchmark down.
    await stage.services.db.delete(rateLimits)
    const visitor = createVisitor(stage.url)
    const departure = `/collectivites/${FAY_AUX_LOGES}/connexion`
    return { visitor, callback: await visitor.answerProvider(departure, { identity: 'ordinary' }) }
  }
  const ours = async () => {
    const { visitor, callback } = await depart()
    return upstreams.ownTimeOf(async () => {
      const response = await visitor.request(callback)
      if (!response.headers.get('location')?.endsWith('/envoyer_mes_donnees'))
        throw new Error(`The callback ended in ${response.status}`)
    })
  }
  const bare = async () => {
    const { callback } = await depart()
    return upstreams.ownTimeOf(async () => {
      const tokens = await fetch(`${franceConnect.issuer.href}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: callback.searchParams.get('code') ?? '',
          redirect_uri: new URL('/callback', stage.url).href,
          client_id: franceConnect.clientId,
          client_secret: franceConnect.clientSecret,
        }),
      })
      const { access_token } = (await tokens.json()) as { access_token: string }
      const headers = { Authorization: `Bearer ${access_token}` }
      await (await fetch(`${franceConnect.issuer.href}/jwks`)).json()
      await (await fetch(`${franceConnect.issuer.href}/userinfo`, { headers })).text()
      const address = `${apiParticulier.url.href}/v3/dss/quotient_familial/france_connect?recipient=${FAY_AUX_LOGES}`
      const answer = await fetch(address, { headers })
      if (answer.status !== 200) throw new Error(`API Particulier answered ${answer.status}`)
      await answer.json()
    })
  }
  try {
    for (let warming = 0; warming < BEFORE; warming++) await ours()
    return await inTurns(
      [
        { name: 'callback, our own share', run: ours },
        { name: 'the same requests by bare fetch', run: bare },
      ],
      PER_ROUND,
    )
  } finally {
    upstreams.close()
    await stage.close()
  }
}

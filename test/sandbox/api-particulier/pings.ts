import { Hono } from 'hono'

const PINGS = ['cnaf_msa_quotient_familial', 'franceconnect']

/** Liveness, without token. https://particulier.api.gouv.fr/developpeurs */
export function pings(url: string, now: () => Date): Hono {
  const status = () => ({
    status: 'ok',
    last_update: now().toISOString(),
    last_ok_status: now().toISOString(),
  })
  return new Hono()
    .get('/api/ping', (c) => c.json(status()))
    .get('/api/pings', (c) => c.json(PINGS.map((name) => ({ name, url: `${url}/api/${name}/ping` }))))
    .get('/api/:name/ping', (c) => (PINGS.includes(c.req.param('name')) ? c.json(status()) : c.json({}, 404)))
}

import { type Context, Hono } from 'hono'
import type { Tokens } from '../client-credentials.js'
import { definitionAnswer, demandeAnswer, eventsAnswer, habilitationAnswer } from './api-answers.js'
import { demands, notFound, refuse } from './api-errors.js'
import type { ApiFaults } from './api-faults.js'
import { type Filter, filterOf, paged } from './api-query.js'
import type { DataPassRequest } from './request.js'

type Options = { requests: DataPassRequest[]; tokens: Tokens; faults: ApiFaults }

/** The OAuth2 API, over the same requests as the webhooks. https://datapass.api.gouv.fr/developpeurs/documentation */
export function createDataPassApi({ requests, tokens, faults }: Options) {
  const allowed = () => requests.filter(({ form }) => faults.allowed().includes(form.definition))
  const habilitations = () =>
    allowed().flatMap((request) => request.authorizations.map((one) => ({ one, request, state: one.state })))
  const findRequest = (c: Context) => allowed().find(({ id }) => id === idOf(c, 'D'))

  const api = new Hono()
  api.use(demands(tokens))
  api.get('/me', (c) => c.json({ id: 1, email: 'developpeur@service.example', job_title: null }))
  api.use(demands(tokens, 'read_authorizations'))
  api.use((c, next) =>
    faults.allowed().length > 0 ? next() : Promise.resolve(refuse(c, 403, 'Accès interdit', NOT_DEVELOPER)),
  )
  api.get('/definitions', (c) => c.json(faults.allowed().map(definitionAnswer)))
  api.get('/definitions/:id', (c) => {
    const found = faults.allowed().find((id) => id === c.req.param('id'))
    return found ? c.json(definitionAnswer(found)) : notFound(c)
  })
  api.get('/demandes', (c) => {
    const newestFirst = allowed().toReversed()
    const filter = filterOf(c)
    return c.json(
      paged(
        newestFirst.filter((one) => passes(one, one, filter)),
        filter,
      ).map(demandeAnswer),
    )
  })
  api.get('/demandes/:id', (c) => {
    const request = findRequest(c)
    return request ? c.json(demandeAnswer(request)) : notFound(c)
  })
  api.get('/demandes/:id/events', (c) => {
    const request = findRequest(c)
    return request ? c.json(eventsAnswer(request)) : notFound(c)
  })
  api.get('/habilitations', (c) => {
    const filter = filterOf(c)
    const found = habilitations().filter((each) => passes(each, each.request, filter))
    return c.json(paged(found, filter).map(({ one, request }) => habilitationAnswer(one, request)))
  })
  api.get('/habilitations/:id', (c) => {
    const found = habilitations().find(({ one }) => one.id === idOf(c, 'H'))
    return found ? c.json(habilitationAnswer(found.one, found.request)) : notFound(c)
  })
  api.all('*', notFound)

  const app = new Hono()
  app.use('/oauth/*', faults.middleware)
  app.use('/api/*', faults.middleware)
  for (const prefix of ['', '/api', '/api/v1']) app.post(`${prefix}/oauth/token`, tokens.give)
  app.route('/api/v1', api)
  return app
}

const NOT_DEVELOPER = 'Vous n’êtes développeur d’aucun type d’habilitation.'

/** D123 and H456, as people read them, or 123 and 456. */
function idOf(c: Context, letter: 'D' | 'H'): number {
  return Number(c.req.param('id')?.replace(new RegExp(`^${letter}(?=\\d+$)`), ''))
}

function passes({ state }: { state: string }, request: DataPassRequest, { states, siret }: Filter): boolean {
  return (
    (states.length === 0 || states.includes(state)) && (siret === '' || request.organization.siret === siret)
  )
}

import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import type { Tokens } from '../client-credentials.js'
import { demands, invalid, refuse } from './errors.js'
import { type Hub, momentOf, nameOf, SUBSCRIPTION_STATUSES, type Subscription } from './model.js'
import { faultOf, ORGANIZATION } from './read-folder.js'

// Narrower than what is real: neither `+` nor `.alsace`, nor the six digits of Saint-Pierre-et-Miquelon.
const EMAIL = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9._-]+@[a-zA-Z0-9._-]{2,}\.[a-z]{2,4}$/))
const PHONE = v.pipe(v.string(), v.regex(/^\+?[0-9]{10,20}$/))
const NEW_ORGANIZATION = v.object({
  ...ORGANIZATION.entries,
  name: v.pipe(v.string(), v.maxLength(100)),
  postalCode: v.string(),
  territory: v.pipe(v.string(), v.maxLength(255)),
  email: EMAIL,
  status: v.string(),
})
const NEW_SUBSCRIPTION = v.object({
  datapassId: v.pipe(v.number(), v.integer()),
  processCode: v.pipe(v.string(), v.maxLength(30)),
  subscriber: ORGANIZATION,
  notificationFrequency: v.pipe(v.string(), v.maxLength(20)),
  localAdministrator: v.object({ email: EMAIL, phoneNumber: v.optional(PHONE) }),
  email: v.optional(EMAIL),
  status: v.optional(v.picklist(SUBSCRIPTION_STATUSES), 'Inactif'),
})
const QUESTIONS = [
  'processCode',
  'status',
  'companyRegister',
  'delegationActorEmail',
  'orderBy',
  'offSet',
  'maxResult',
  'datapassId',
]

/** Organisations and what they subscribed to. */
export function referentialRoutes(hub: Hub, tokens: Tokens, now: () => Date) {
  const app = new Hono()
  app.get('/organizations/:name', demands(tokens, 'DATAPASS', 'ADMIN'), (c) => {
    const found = hub.organizations.find((one) => nameOf(one) === c.req.param('name'))
    return found ? c.json(found) : refuse(c, 404, 'Organization is not found')
  })
  app.post('/organizations', demands(tokens, 'DATAPASS', 'ADMIN'), async (c) => {
    const read = v.safeParse(NEW_ORGANIZATION, await c.req.json().catch(() => null))
    if (!read.success) return invalid(c, faultOf(read.issues[0]))
    const name = nameOf(read.output)
    if (hub.organizations.some((one) => nameOf(one) === name))
      return refuse(c, 400, `Organization ${name} already exists`)
    hub.organizations.push(read.output)
    return c.json(read.output, 201)
  })
  app.post('/subscriptions', demands(tokens, 'DATAPASS', 'ADMIN'), async (c) => {
    const read = v.safeParse(NEW_SUBSCRIPTION, await c.req.json().catch(() => null))
    if (!read.success) return invalid(c, faultOf(read.issues[0]))
    const { localAdministrator: _, email = null, ...asked } = read.output
    const name = nameOf(asked.subscriber)
    if (!hub.organizations.some((one) => nameOf(one) === name))
      return refuse(c, 404, 'Organization is not found')
    const isKnown = hub.subscriptions.some(
      ({ subscriber, processCode }) => nameOf(subscriber) === name && processCode === asked.processCode,
    )
    if (isKnown)
      return refuse(c, 400, `Subscription ${asked.processCode} for organization ${name} already exists`)
    const subscription = { ...asked, id: randomUUID(), email, creationDateTime: momentOf(now()) }
    hub.subscriptions.push(subscription)
    return c.json(subscription, 201)
  })
  app.get('/subscriptions', demands(tokens, 'OSL', 'ADMIN'), (c) => list(c, hub))
  app.get('/subscriptions/:id', demands(tokens, 'OSL', 'ADMIN'), (c) => {
    const found = hub.subscriptions.find(({ id }) => id === c.req.param('id'))
    return found ? c.json(found) : refuse(c, 404, 'Subscription is not found')
  })
  return app
}

function list(c: Context, { subscriptions }: Hub): Response {
  const strange = Object.keys(c.req.query()).find((name) => !QUESTIONS.includes(name))
  if (strange) return invalid(c, `Query parameter '${strange}' is unexpected on path "/subscriptions"`)
  const answers = (name: string, value: string) => {
    const wanted = c.req.queries(name)
    return !wanted || wanted.includes(value)
  }
  const found = subscriptions.filter(
    ({ processCode, status, subscriber, datapassId }: Subscription) =>
      answers('processCode', processCode) &&
      answers('status', status) &&
      answers('companyRegister', subscriber.companyRegister) &&
      answers('datapassId', String(datapassId)),
  )
  const from = Number(c.req.query('offSet') ?? 0)
  const page = found.slice(from, from + Number(c.req.query('maxResult') ?? 25))
  c.header('Content-Range', `${from}-${from + page.length}/${found.length}`)
  return c.json(page)
}

import * as v from 'valibot'
import type { Calls } from '#src/external/hubee/calls.js'
import { HubeeError } from '#src/external/hubee/hubee-error.js'
import { orNull, PROCESS_CODE } from '#src/external/hubee/process.js'

export const SUBSCRIPTION_STATUSES = ['Actif', 'Inactif', 'Refusé', 'Suspendu'] as const
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number]
/** What a commune subscribed to: our process. */
export type Subscription = { id: string; siret: string; cogCode: string; status: SubscriptionStatus }
export type NewSubscription = {
  /** Of the demande at DataPass. */
  datapassId: number
  collectivite: { siret: string; cogCode: string; name: string; postalCode: string }
  /** Who asked for the habilitation administers it at HubEE. */
  administrator: { email: string; name: string | null }
}

const SUBSCRIPTIONS = v.array(
  v.pipe(
    v.object({
      id: v.string(),
      subscriber: v.object({ companyRegister: v.string(), branchCode: v.string() }),
      // Whatever else it may say one day, nothing can be handed over.
      status: v.fallback(v.picklist(SUBSCRIPTION_STATUSES), 'Inactif'),
    }),
    v.transform(
      ({ id, subscriber, status }): Subscription => ({
        id,
        siret: subscriber.companyRegister,
        cogCode: subscriber.branchCode,
        status,
      }),
    ),
  ),
)
const NAME_AT_MOST = 100
// A page must stay below a megabyte.
const PAGE = 500
const PAGES_AT_MOST = 1_000

/** Who subscribed, and how one does. Subscribing takes the scope `ADMIN` or `DATAPASS`. */
export function subscriptionsOf({ call, read }: Calls) {
  const list = (questions: Record<string, string>) => {
    const asked = new URLSearchParams({ processCode: PROCESS_CODE, ...questions })
    return read(SUBSCRIPTIONS, { method: 'GET', path: `/referential/v1/subscriptions?${asked}` })
  }
  return {
    /** The subscription of one collectivité; null when it has none. @throws {HubeeError} */
    async findSubscription(siret: string, cogCode: string): Promise<Subscription | null> {
      const found = await list({ companyRegister: siret, maxResult: String(PAGE) })
      return found.find((one) => one.siret === siret && one.cogCode === cogCode) ?? null
    },

    /** Every subscription there is. @throws {HubeeError} */
    async listSubscriptions(): Promise<Subscription[]> {
      const found: Subscription[] = []
      for (let page = 0; page < PAGES_AT_MOST; page++) {
        // Without an order, pages of one list may overlap.
        const next = { orderBy: 'asc(id)', offSet: String(found.length), maxResult: String(PAGE) }
        const more = await list(next)
        if (more.length === 0) return found
        found.push(...more)
      }
      throw new HubeeError('HUBEE_UNREADABLE')
    },

    /** Asks for a subscription, which somebody at HubEE makes active; one that is there stays. @throws {HubeeError} */
    async subscribe({ datapassId, collectivite, administrator }: NewSubscription): Promise<void> {
      const { siret, cogCode, name, postalCode } = collectivite
      const organization = { type: 'SI', companyRegister: siret, branchCode: cogCode }
      const path = '/referential/v1/organizations'
      if (!(await orNull(call({ method: 'GET', path: `${path}/SI-${siret}-${cogCode}` })))) {
        const place = { postalCode, territory: cogCode, country: 'France' }
        const json = { ...organization, name: name.slice(0, NAME_AT_MOST), ...place }
        await unlessThere(
          call({ method: 'POST', path, json: { ...json, email: administrator.email, status: 'Actif' } }),
        )
      }
      const json = {
        datapassId,
        processCode: PROCESS_CODE,
        subscriber: organization,
        notificationFrequency: 'Unitaire',
        email: administrator.email,
        localAdministrator: {
          email: administrator.email,
          ...(administrator.name && { lastName: administrator.name }),
        },
        status: 'Inactif',
      }
      await unlessThere(call({ method: 'POST', path: '/referential/v1/subscriptions', json }))
    },
  }
}

async function unlessThere(asked: Promise<unknown>): Promise<void> {
  await asked.catch((error) => {
    if (!(error instanceof HubeeError && error.code === 'HUBEE_ALREADY_THERE')) throw error
  })
}

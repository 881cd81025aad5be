import postgres from 'postgres'
import { expect, vi } from 'vitest'
import type { Db } from '#src/db/database.js'
import { TYPED_VALUE } from '../../support/attestation.js'
import { FAY_AUX_LOGES } from '../../support/named.js'
import type { TestService } from '../../support/service.js'
import { fieldOf } from '../../support/visitor.js'
import { MAIRIE, signInMartine } from './desk-ways.js'
import { RESIDENTS, TYPED } from './markers.js'
import { answerWith } from './resident-ways.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`

/** Exceptions in the middle of what residents and agents send, and jobs that fail and are given up. */
export async function provokeFaults(service: TestService, url: string): Promise<void> {
  const owner = postgres(url, { max: 1, onnotice: () => {} })
  const without = async (table: string, work: () => Promise<void>) => {
    await owner.unsafe(`alter table ${table} rename to ${table}_away`)
    await work().finally(() => owner.unsafe(`alter table ${table}_away rename to ${table}`))
  }
  service.sandbox.apiParticulier.script({ status: 200, body: answerWith(TYPED.value) })
  const resident = service.newVisitor()
  const review = await resident.signIn(`${page}/connexion`, { identity: RESIDENTS.sends.id })
  const agent = await signInMartine(service)
  const form = { revue: fieldOf(review.html, 'revue'), nom_connu: TYPED.declared }
  const counter = {
    ...TYPED.counter,
    ...TYPED_VALUE,
    cle: fieldOf((await agent.visit(`${desk}/guichet`)).html, 'cle'),
  }
  await without('submissions', async () => {
    expect((await resident.visit(`${page}/envois`, { form })).status).toBe(500)
    expect((await agent.visit(`${desk}/guichet`, { form: counter })).status).toBe(500)
    expect((await agent.visit(`${desk}/recherche`, { form: { q: TYPED.search } })).status).toBe(500)
  })
  await without('sessions', async () => {
    const departure = await service.newVisitor().request(`${page}/connexion?external_id=${TYPED.externalId}`)
    expect(departure.status).toBe(500)
  })
  service.sandbox.mailbox.refuseRecipient(MAIRIE, 550)
  await without('deliveries', async () => {
    expect((await resident.visit(`${page}/envois`, { form })).text).toContain('C’est transmis')
    const isGivenUp = async () => {
      // What leaves at each transmission leaves once a minute at most, and is tried for a day.
      await owner`update pgboss.job set start_after = now(), retry_limit = 0 where name = 'deliveries' and state < 'active'`
      expect(await stateOfJobs(owner)).toContain('dead created')
    }
    await vi.waitFor(isGivenUp, { timeout: 30_000, interval: 200 })
  })
  const { db, jobs } = service.services
  await db.transaction((tx) => jobs.send(tx as unknown as Db, 'deliveries', { siret: FAY_AUX_LOGES }))
  await owner`update pgboss.job set start_after = now() where name = 'deliveries' and state < 'active'`
  await service.settle()
  await owner.end()
}

/** Each queue with the states of its jobs. */
export async function stateOfJobs(owner: postgres.Sql): Promise<string[]> {
  const rows = await owner<{ kind: string }[]>`select distinct name || ' ' || state as kind from pgboss.job`
  return rows.map(({ kind }) => kind)
}

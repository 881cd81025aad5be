import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { loadCommunes } from '#src/collectivite/load-communes.js'
import { sirenOf } from '#src/collectivite/siret.js'
import { readConfig } from '#src/config.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { migrate } from '#src/db/migrate.js'
import { collectivites, members, recipients } from '#src/db/schema.js'
import { createLog } from '#src/log.js'
import { createServices, type Services } from '#src/services.js'
import { type BreakablePostgres, startBreakablePostgres } from '../../support/breakable-postgres.js'
import { siretsOfCommunes } from '../../support/communes.js'
import { compileService } from '../../support/compiled.js'
import { type FaultyLine, openFaultyLine } from '../../support/faulty-line.js'
import { fillSafe } from '../../support/fill.js'
import { FAY_AUX_LOGES } from '../../support/named.js'
import { allowPartner } from '../../support/partners.js'
import { startTestService, type TestService } from '../../support/service.js'
import { type Supervised, supervise } from '../../support/supervised.js'

/** The service as it runs in production, in pieces that break one by one. */
export type World = {
  service: TestService
  /** Where residents go, and a few for whom nobody sends. */
  sirets: string[]
  spareSirets: string[]
  /** The same program in this process, not over the line, and answering nobody. */
  checker: Services
  postgres: BreakablePostgres
  /** A superuser on the service's database, not over the line. */
  admin: Sql
  line: FaultyLine
  web: Supervised
  worker: Supervised
  close(): Promise<void>
}

const COLLECTIVITES = 150
const SPARE = 10
const DAY = 86_400_000
// Of Fay-aux-Loges; every collectivité lets her in.
const AGENT = 'martine.legendre@fay-aux-loges.example'
const mailboxOf = (siret: string) => `mairie-${siret}@collectivite.example`

export async function startWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'collecte-qf-faults-'))
  const [compiled, [server, url]] = await Promise.all([compileService(), startDatabase()])
  const database = { config: { url }, drop: async () => {} }
  const service = await startTestService({ database, worker: false })
  const all = await openAll(service)
  // From here on processes of their own answer, over a line that breaks.
  await service.stop()
  const line = await openFaultyLine(url)
  const checker = await createServices(readConfig(service.environment), { log: createLog('silent') })
  const { main } = compiled
  const authority = join(folder, 'mailbox.pem')
  writeFileSync(authority, service.sandbox.mailboxAuthority)
  const environment = { ...service.environment, DATABASE_URL: line.url, NODE_EXTRA_CA_CERTS: authority }
  const [web, worker] = [supervise(main, 'web', environment), supervise(main, 'worker', environment)]
  const admin = postgres(url, { max: 1, onnotice: () => {}, username: 'postgres', ...passwordOf(server.url) })
  return {
    service,
    sirets: all.slice(SPARE),
    spareSirets: all.slice(0, SPARE),
    checker,
    postgres: server,
    admin,
    line,
    web,
    worker,
    async close() {
      await Promise.all([web.close(), worker.close()])
      await line.close()
      await checker.close()
      await admin.end({ timeout: 1 })
      await service.close()
      await server.close()
      await compiled.remove()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startDatabase(): Promise<[BreakablePostgres, string]> {
  const server = await startBreakablePostgres()
  return [server, await makeDatabase(server)]
}

function passwordOf(url: string): { password: string } {
  return { password: new URL(url).password }
}

/** As a DBA prepares it for a plain owner, its tables on the small disk if there is one. */
async function makeDatabase({ url, smallTables }: BreakablePostgres): Promise<string> {
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  const { password } = passwordOf(url)
  const run = (text: string) => admin.unsafe(text)
  if (smallTables) await run(`create tablespace small location '${smallTables}'`)
  await run('create role qf_app nologin noinherit')
  await run(`create role qf_owner login password '${password}'`)
  await run('grant qf_app to qf_owner')
  await run(`create database service owner qf_owner${smallTables ? ' tablespace small' : ''}`)
  await admin.end()
  const own = new URL(url)
  Object.assign(own, { pathname: '/service', username: 'qf_owner' })
  await migrate({ url: own.href }, [loadCommunes])
  // What a worker held that was killed is free again after 10 seconds, not after 10 minutes.
  const owner = postgres(own.href, { max: 1 })
  await owner`update pgboss.queue set expire_seconds = 10, retry_delay = 1 where name in ('mails', 'deliveries')`
  await owner.end()
  return own.href
}

/** Her membership where she is at home, as her sign-in left it. */
async function arriveAsAgent(service: TestService) {
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, AGENT, 'gestionnaire')
  await service.newVisitor().signIn('/agent/connexion', { identity: 'martine' })
  const [bound] = await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) => tx.select().from(members))
  if (!bound) throw new Error('She did not arrive')
  const { id: _, ...agent } = bound
  return agent
}

async function openAll(service: TestService): Promise<string[]> {
  const { db } = service.services
  const sirets = await siretsOfCommunes(db, COLLECTIVITES + SPARE)
  const now = new Date()
  const agent = await arriveAsAgent(service)
  for (const siret of sirets) {
    await service.open(siret)
    await allowPartner(service.services.safe, sirenOf(FAY_AUX_LOGES), siret)
    await asCollectivite(db, siret, (tx) =>
      Promise.all([
        tx.insert(members).values({ ...agent, siret }),
        tx.insert(recipients).values({ siret, email: mailboxOf(siret), createdAt: now, confirmedAt: now }),
      ]),
    )
  }
  // Which a clock 40 days ahead would erase.
  await fillSafe(service.services.safe, sirets[0] ?? '', 1, () => ({ createdAt: new Date(+now - 60 * DAY) }))
  await db.update(collectivites).set({ mailFrequency: 'transmission', mailSince: now })
  return sirets
}

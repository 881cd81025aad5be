import { asc } from 'drizzle-orm'
import { appointGestionnaire, removeByOperator } from '#src/collectivite/access/operator.js'
import { allowOrganisation, forbidOrganisation } from '#src/collectivite/access/partners.js'
import { addMember } from '#src/collectivite/members.js'
import { readConfig } from '#src/config.js'
import { collectivites } from '#src/db/schema.js'
import { listFailed, retryFailed } from '#src/delivery/failed-mails.js'
import { allowFreeMail } from '#src/delivery/mail-settings.js'
import { openService } from '#src/onboarding/open-service.js'
import { createServices, type Services } from '#src/services.js'

const HELP = `npm run admin -- <command>

  collectivite:list                    the collectivités of the service
  collectivite:open SIRET E-MAIL       opens a commune; the address is its first gestionnaire's at ProConnect
  member:gestionnaire SIRET E-MAIL     makes a member, or who will sign in with this address, gestionnaire
  member:remove SIRET E-MAIL           ends a membership, the last gestionnaire's too
  organisation:allow SIREN SIRET       agents of another organisation may be members of a collectivité
  organisation:forbid SIREN SIRET      they may not any more
  collectivite:free-mail SIRET yes|no  whether files may go to addresses of free-mail providers
  deliveries:failed                    mails given up in the last 7 days, and jobs that the queue gave up
  deliveries:retry                     tries all of them again`

type Print = (line: string) => void

/** The operator's commands. */
export async function runAdmin(
  args: string[],
  env: Record<string, string | undefined>,
  print: Print,
): Promise<void> {
  const [command, ...operands] = args
  const [first = '', second = ''] = operands
  const commands: Record<string, (services: Services) => Promise<void>> = {
    'collectivite:list': (services) => list(services, print),
    'collectivite:open': (services) => open(services, print, operands),
    'member:gestionnaire': async ({ safe }) => print(await appointGestionnaire(safe, first, second)),
    'member:remove': async ({ safe }) => print(await removeByOperator(safe, first, second)),
    'organisation:allow': async ({ db }) => print(await allowOrganisation(db, first, second)),
    'collectivite:free-mail': async ({ safe }) => print(await allowFreeMail(safe, first, second)),
    'deliveries:failed': (services) => listFailures(services, print),
    'deliveries:retry': async (services) => print(`${await retryFailed(services)} tried again`),
    'organisation:forbid': async ({ db }) => print(await forbidOrganisation(db, first, second)),
  }
  const run = commands[command ?? '']
  if (!run) return print(HELP)
  const services = await createServices(readConfig(env))
  try {
    await run(services)
  } finally {
    await services.close()
  }
}

async function list({ db }: Services, print: Print): Promise<void> {
  const rows = await db.select().from(collectivites).orderBy(asc(collectivites.name))
  for (const { siret, codeCog, state, name } of rows) print([siret, codeCog, state, name].join('\t'))
  print(`${rows.length} collectivités`)
}

async function open(
  { db, config, safe }: Services,
  print: Print,
  [siret = '', email = '']: string[],
): Promise<void> {
  if (!/^\S+@\S+$/.test(email)) return print(HELP)
  const { kind } = await openService(safe, { siret, retentionDays: config.retentionDays })
  if (kind === 'opened' || kind === 'already-open') {
    await addMember(db, siret, { email, role: 'gestionnaire' })
  }
  print(kind)
}

async function listFailures(services: Services, print: Print): Promise<void> {
  const { mails, deadLetters } = await listFailed(services)
  for (const { siret, id, failedAt, code, isDelivery } of mails)
    print(['mail', siret, id, failedAt.toISOString(), code, isDelivery ? 'delivery' : 'other'].join('\t'))
  for (const { about, id, code } of deadLetters)
    print(['job', about.siret ?? about.demande ?? about.list, id, code].join('\t'))
  print(`${mails.length} mails, ${deadLetters.length} jobs`)
}

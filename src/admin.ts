import { asc } from 'drizzle-orm'
import { COMMAND } from '#src/audit/acts.js'
import { verifyAudit } from '#src/audit/verify-command.js'
import { appointGestionnaire, removeByOperator } from '#src/collectivite/access/operator.js'
import { readConfig } from '#src/config.js'
import { collectivites } from '#src/db/schema.js'
import { type FailedSending, listFailed, retryFailed } from '#src/delivery/failed-sendings.js'
import { acceptKeys } from '#src/keys/accept-keys.js'
import * as keys from '#src/keys/commands.js'
import {
  changeFreeMail,
  changeOrganisation,
  decideByCommand,
  endSessions,
  openByCommand,
  reconcileByCommand,
} from '#src/operator-commands.js'
import { purgeByCommand } from '#src/purge-command.js'
import { createServices, type Services } from '#src/services.js'

const HELP = `npm run admin -- <command>

  collectivite:list                    the collectivités of the service
  collectivite:open SIRET E-MAIL       opens a commune; the address is its first gestionnaire's at ProConnect
  collectivite:suspend SIRET           residents transmit no more; agents still read and export
  collectivite:resume SIRET            opens again one that was suspended or closed
  collectivite:close SIRET             agents read and export for 30 days, then everything is erased for good
  member:gestionnaire SIRET E-MAIL     makes a member, or who will sign in with this address, gestionnaire
  member:remove SIRET E-MAIL           ends a membership, the last gestionnaire's too
  organisation:allow SIREN SIRET       agents of another organisation may be members of a collectivité
  organisation:forbid SIREN SIRET      they may not any more
  collectivite:free-mail SIRET yes|no  whether files may go to addresses of free-mail providers
  deliveries:failed                    mails given up in the last 7 days, and jobs that the queue gave up
  deliveries:retry                     tries all of them again
  sessions:end                         signs everybody out at once: residents, agents and operators
  purge                                erases at once all that has reached its end, as each hour and each night
  datapass:reconcile                   compares with DataPass, as each night: opens what is missing, notes differences
  audit:verify [SIRET] [--heads FILE]  whether the traces, or one, are what was written, and end where the log says (docs/audit.md)
  keys:list                            the keys in use, since when, and how much each wraps
  keys:rotate                          wraps all data keys under the first key of ENCRYPTION_KEYS, while the service runs
  keys:forget ID                       demands a retired key no more, before its time (docs/keys.md)`

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
    'collectivite:suspend': async (services) => print(await decideByCommand(services, first, 'suspension')),
    'collectivite:resume': async (services) => print(await decideByCommand(services, first, 'reprise')),
    'collectivite:close': async (services) => print(await decideByCommand(services, first, 'fermeture')),
    'organisation:allow': async (services) => print(await changeOrganisation(services, second, first, true)),
    'organisation:forbid': async (services) =>
      print(await changeOrganisation(services, second, first, false)),
    'collectivite:free-mail': async (services) => print(await changeFreeMail(services, first, second)),
    'deliveries:failed': (services) => listFailures(services, print),
    'deliveries:retry': async (services) => print(`${await retryFailed(services, COMMAND)} tried again`),
    'sessions:end': async (services) => print(`${await endSessions(services)} sessions ended`),
    purge: (services) => purgeByCommand(services, print),
    'datapass:reconcile': async (services) => print(await reconcileByCommand(services)),
    'keys:list': (services) => keys.list(services, print),
    'keys:rotate': (services) => keys.rotate(services, print),
    'keys:forget': (services) => keys.forget(services, print, first),
    'audit:verify': (services) => verifyAudit(services, print, operands),
  }
  const run = commands[command ?? '']
  if (!run) return print(HELP)
  const services = await createServices(readConfig(env))
  try {
    // What is wrong with the keys must be seen, and forgetting one may be the way out.
    if (command !== 'keys:list') await acceptKeys(services, command === 'keys:forget' ? first : undefined)
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

async function open(services: Services, print: Print, [siret = '', email = '']: string[]): Promise<void> {
  if (!/^\S+@\S+$/.test(email)) return print(HELP)
  print(await openByCommand(services, siret, email))
}

const FAILED: Record<FailedSending['what'], [kind: string, of: string]> = {
  delivery: ['mail', 'delivery'],
  'other mail': ['mail', 'other'],
  'HubEE folder': ['folder', 'HubEE'],
}

async function listFailures(services: Services, print: Print): Promise<void> {
  const { sendings, deadLetters } = await listFailed(services)
  const mails = sendings.filter(({ what }) => what !== 'HubEE folder').length
  for (const { siret, id, failedAt, code, what } of sendings)
    print([FAILED[what][0], siret, id, failedAt.toISOString(), code, FAILED[what][1]].join('\t'))
  for (const { about, id, code } of deadLetters)
    print(['job', about.siret ?? about.subscriber ?? about.demande ?? about.list, id, code].join('\t'))
  print(`${mails} mails, ${sendings.length - mails} folders, ${deadLetters.length} jobs`)
}

import { setTimeout as wait } from 'node:timers/promises'
import { noteAct } from '#src/audit/acts.js'
import { consoleCollectivitePath, differencesPath } from '#src/dinum/addresses.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import { demandePath, reconcilePath } from '#src/dinum/datapass/addresses.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { factory } from '#src/http/factory.js'
import { describeError } from '#src/log.js'
import {
  DIFFERENCE_KINDS,
  type DifferenceLine,
  listDifferences,
} from '#src/onboarding/datapass/differences.js'
import { reconcile } from '#src/onboarding/datapass/reconcile.js'
import {
  isUnderWay,
  lastReconciliations,
  type Reconciliation,
} from '#src/onboarding/datapass/reconciliations.js'
import { Differences } from '#templates/dinum/differences.js'
import { formatInstant } from '#templates/format.js'

const SHOWN_OF_EACH = 100
// Most are done by then; a longer one goes on beside the page.
const PATIENCE = 8_000

/** What DataPass and this service say differently, and the button that compares. */
export function differencesRoutes(services: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  const { db, safe, dataPass, log, now } = services
  return factory
    .createApp()
    .get(differencesPath, guard, async function list(c) {
      const [found, { last, lastGood }] = await Promise.all([listDifferences(db), lastReconciliations(db)])
      const page = (
        <Differences
          nav={consoleNav('écarts')}
          said={c.req.query('fait') ?? ''}
          isConfigured={dataPass !== null}
          lastGood={
            lastGood && {
              at: formatInstant(lastGood.startedAt, 'Europe/Paris'),
              seen: lastGood.seen,
              opened: lastGood.opened,
            }
          }
          failed={failureOf(last)}
          runningSince={
            last && isUnderWay(last, now()) ? formatInstant(last.startedAt, 'Europe/Paris') : null
          }
          groups={DIFFERENCE_KINDS.map((kind) => {
            const lines = found.filter((one) => one.kind === kind)
            return { kind, total: lines.length, lines: lines.slice(0, SHOWN_OF_EACH).map(toLine) }
          }).filter(({ total }) => total > 0)}
          reconcileUrl={reconcilePath}
        />
      )
      return c.render(page, { title: 'Écarts avec DataPass', area: 'dinum', signedIn: true })
    })
    .post(reconcilePath, guard, async function compare(c) {
      if (!dataPass) return c.redirect(differencesPath, 303)
      await db.transaction((tx) => noteAct(safe, tx, c.get('operator'), 'rapprochement', {}))
      const run = reconcile(services).catch((error) => {
        log.error('datapass not reconciled', { requestId: c.get('requestId'), ...describeError(error) })
        return { kind: 'failed' as const }
      })
      const outcome = await Promise.race([run, wait(PATIENCE, { kind: 'under-way' as const })])
      return c.redirect(`${differencesPath}?fait=${SAID[outcome.kind]}`, 303)
    })
}

const SAID = {
  done: 'fini',
  failed: 'echec',
  'already-running': 'deja',
  'not-configured': 'rien',
  'under-way': 'encours',
}

function failureOf(last: Reconciliation | null) {
  return last?.failedCode
    ? { at: formatInstant(last.startedAt, 'Europe/Paris'), code: last.failedCode }
    : null
}

function toLine({ habilitationId, organizationSiret, name }: DifferenceLine) {
  return {
    demande: habilitationId,
    demandeUrl: demandePath(habilitationId),
    siret: organizationSiret,
    collectivite:
      name && organizationSiret ? { name, url: consoleCollectivitePath(organizationSiret) } : null,
  }
}

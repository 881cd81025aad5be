import type { AgentSession } from '#src/agent/agent-session.js'
import { createExaminer } from '#src/attachments/examiner.js'
import { createAudit } from '#src/audit/audit.js'
import { createEditorOrigins } from '#src/collectivite/editor-origins.js'
import type { Config } from '#src/config.js'
import { createClock } from '#src/db/clock.js'
import { connect } from '#src/db/connect.js'
import type { Database } from '#src/db/database.js'
import { createOutbox } from '#src/delivery/outbox.js'
import { createReceiptMails } from '#src/delivery/receipt-mails.js'
import { createApiParticulier } from '#src/external/api-particulier/client.js'
import { createDataPass } from '#src/external/datapass/client.js'
import { createFranceConnect } from '#src/external/franceconnect/client.js'
import { createHubee } from '#src/external/hubee/client.js'
import { createProConnect } from '#src/external/proconnect/client.js'
import { createSessions } from '#src/http/sessions.js'
import { createSharedPages } from '#src/http/shared-pages.js'
import { createJobs } from '#src/jobs/jobs.js'
import { createAttestationLimit } from '#src/limits/attestation-limit.js'
import { createCallBudget } from '#src/limits/call-budget.js'
import { createGuessLimit } from '#src/limits/guess-limit.js'
import { createLinkLimit } from '#src/limits/link-limit.js'
import { createReceiptLimit } from '#src/limits/receipt-limit.js'
import { createRefreshLimit } from '#src/limits/refresh-limit.js'
import { createSignInLimit } from '#src/limits/sign-in-limit.js'
import { createLog, type Log } from '#src/log.js'
import { createMailer } from '#src/mail/mailer.js'
import type { State } from '#src/metrics/gather.js'
import { createMetrics } from '#src/metrics/metrics.js'
import { watchProcess } from '#src/metrics/process-figures.js'
import { readVersion } from '#src/metrics/version.js'
import { watchers } from '#src/metrics/watchers.js'
import { createOutages } from '#src/outages/outages.js'
import { createFormTokens } from '#src/resident/attestation/form-tokens.js'
import { createHeldFiles } from '#src/resident/attestation/held-files.js'
import type { ResidentSession } from '#src/resident/resident-session.js'
import { createCsvWriter } from '#src/spreadsheet/csv-writer.js'
import { createCounters } from '#src/statistics/counters.js'
import { createKeyring } from '#src/submission/keyring.js'
import type { Safe } from '#src/submission/safe.js'

export type Services = Awaited<ReturnType<typeof createServices>>
export type Overrides = {
  log?: Log
  now?: () => Date
  database?: Database
  /** In PEM, for a mail server whose authority the system does not know. */
  mailAuthority?: string
}

/** Everything the service talks to, built once for the life of the process. */
export async function createServices(config: Config, overrides: Overrides = {}) {
  const { log = createLog(config.logLevel) } = overrides
  const database = overrides.database ?? (await connect(config.database))
  const { db, close } = database
  const metrics = createMetrics()
  const { watchUpstream, onHit, onGuess, withSteps } = watchers(metrics)
  const processFigures = watchProcess()
  const version = readVersion()
  const clock = createClock(db, log)
  const { now = clock.now } = overrides
  const at = (path: string) => new URL(path, config.publicUrl)
  const safe: Safe = {
    db,
    keyring: createKeyring(config.keys.encryption),
    audit: createAudit(config.keys.audit),
    now,
  }
  const [limitSecret = Buffer.alloc(0)] = safe.keyring.deriveSecrets('link-limit')
  const [receiptSecret = Buffer.alloc(0)] = safe.keyring.deriveSecrets('receipt-limit')
  const [addressSecret = Buffer.alloc(0)] = safe.keyring.deriveSecrets('address-limit')
  const jobs = createJobs()
  const outbox = createOutbox(safe.keyring, jobs, now)
  const counters = withSteps(createCounters(db, log, now))
  const attachments = createExaminer({ log })
  const csvWriter = createCsvWriter()
  const franceConnect = createFranceConnect(
    {
      ...config.franceConnect,
      redirectUri: at('/callback'),
      postLogoutRedirectUri: at('/logout-callback'),
      watch: watchUpstream('franceconnect'),
    },
    now,
  )
  const apiParticulier = createApiParticulier({
    ...config.apiParticulier,
    budget: createCallBudget(db, onHit),
    now,
    watch: watchUpstream('api-particulier'),
    watchPings: watchUpstream('api-particulier-ping'),
  })
  // Beside the requests, whatever the clock shows.
  const watchClock = overrides.now ?? (() => new Date())
  const outages = createOutages({ apiParticulier, franceConnect, log, now: watchClock })
  return {
    config,
    log,
    now,
    db,
    safe,
    franceConnect,
    proConnect: createProConnect({
      ...config.proConnect,
      redirectUri: at('/agent/callback'),
      postLogoutRedirectUri: at('/agent/logout-callback'),
      watch: watchUpstream('proconnect'),
    }),
    apiParticulier,
    clock,
    outages,
    /** Pages that are the same for all, as long as nothing is down. */
    sharedPages: createSharedPages({
      log,
      tally: metrics.requests,
      isWell: () => clock.isAgreed() && Object.values(outages.current()).every((outage) => !outage),
    }),
    database,
    /** Null where no client of DataPass is configured. */
    dataPass:
      config.datapass.api &&
      createDataPass({ ...config.datapass.api, now, watch: watchUpstream('datapass') }),
    /** Null where no client of HubEE is configured. */
    hubee: config.hubee && createHubee({ ...config.hubee, now, watch: watchUpstream('hubee') }),
    jobs,
    outbox,
    receiptMails: createReceiptMails({
      safe,
      outbox,
      limit: createReceiptLimit(receiptSecret, now, onHit),
      transmissionsUrl: at('/mes_transmissions'),
    }),
    mailer: createMailer({
      ...config.mail,
      certificateAuthority: overrides.mailAuthority,
      watch: watchUpstream('smtp'),
    }),
    attachments,
    csvWriter,
    refreshLimit: createRefreshLimit(db, onHit),
    attestationLimit: createAttestationLimit(db, addressSecret, now, onHit),
    signInLimit: createSignInLimit(db, addressSecret, now, onHit),
    guessLimit: createGuessLimit(db, addressSecret, log, now, { onGuess, onHit }),
    formTokens: createFormTokens(safe.keyring.deriveSecrets('attestation-form'), now),
    heldFiles: createHeldFiles(db, now),
    linkLimit: createLinkLimit(limitSecret, now, onHit),
    residentSessions: createSessions<ResidentSession>(db, 'resident', now),
    agentSessions: createSessions<AgentSession>(db, 'agent', now),
    counters,
    metrics,
    /** What is known of this process and those it talks to, without asking anybody. */
    processState: (): State => {
      const { quotientFamilial, franceConnect } = outages.current()
      return {
        inFlight: metrics.inFlight(),
        down: { 'api-particulier': quotientFamilial !== null, franceconnect: franceConnect !== null },
        circuitOpen: apiParticulier.isCircuitOpen(),
        connections: database.connections?.() ?? null,
        waiting: database.waiting?.() ?? null,
        process: processFigures.read(),
        version,
      }
    },
    editorOrigins: createEditorOrigins(db),
    close: async () => {
      await Promise.all([attachments.close(), csvWriter.close()])
      outages.close()
      processFigures.close()
      await counters.close()
      await close()
    },
  }
}

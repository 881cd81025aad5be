import type { Figure } from '#src/metrics/figure.js'

const UPSTREAMS = [
  'franceconnect',
  'proconnect',
  'api-particulier',
  'api-particulier-ping',
  'datapass',
  'hubee',
  'smtp',
] as const

/**
 * What is counted where it happens, in the memory of the process. docs/metrics.md says of each figure what it is, and a
 * test holds both against each other. Labels are few and of few values; none is of a person or of a collectivité.
 * https://prometheus.io/docs/practices/naming/
 */
export const COUNTED = {
  qf_journey_steps_total: {
    type: 'counter',
    help: 'Steps of residents: the page of a collectivité shown, left for FranceConnect, back and identified, shown a quotient familial.',
    labels: { step: ['view', 'departure', 'arrival', 'review'] },
  },
  qf_callbacks_total: {
    type: 'counter',
    help: 'Returns from FranceConnect, each counted once, by what they ended in.',
    labels: {
      outcome: [
        'found',
        'no-value',
        'no-file',
        'not-identified',
        'busy',
        'unavailable',
        'sign-in-again',
        'misconfigured',
        'gave-up',
        'sign-in-failed',
        'signed-in',
        'state-unknown',
        'error',
      ],
    },
  },
  qf_sendings_total: {
    type: 'counter',
    help: 'Forms that residents sent, by the way they came and what they ended in.',
    labels: {
      way: ['franceconnect', 'dispute', 'attestation', 'attestation-without-franceconnect'],
      outcome: ['sent', 'repeated', 'refused'],
    },
  },
  qf_cancellations_total: {
    type: 'counter',
    help: 'Transmissions that residents took back, or tried to.',
    labels: { outcome: ['cancelled', 'too-late', 'not-kept'] },
  },
  qf_agent_sign_ins_total: {
    type: 'counter',
    help: 'Returns from ProConnect, by what they ended in.',
    labels: { outcome: ['agent', 'operator', 'gave-up', 'failed'] },
  },
  qf_wrong_tokens_total: {
    type: 'counter',
    help: 'Wrong links, references, bearers and signatures that were shown.',
    labels: { kind: ['link', 'reference', 'bearer', 'signature'] },
  },
  qf_limits_hit_total: {
    type: 'counter',
    help: 'How often a limit had nothing left to give.',
    labels: {
      limit: [
        'sign-in',
        'sign-ins',
        'agent-sign-in',
        'attestation',
        'attestation-network',
        'attestations',
        'attestation-person',
        'refresh',
        'api-particulier',
        'link',
        'links',
        'receipt',
        'receipt-network',
        'receipts',
        'guess',
      ],
    },
  },
  qf_http_requests_total: {
    type: 'counter',
    help: 'Answered requests by method, pattern of the route and class of the status; 429 and 503 stand apart.',
    labels: { method: null, route: null, status: null },
  },
  qf_http_request_duration_seconds: {
    type: 'histogram',
    help: 'Time to the head of the answer, by pattern of the route.',
    labels: { route: null },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  },
  qf_upstream_request_duration_seconds: {
    type: 'histogram',
    help: 'Time that another service took to answer us, or to fail.',
    labels: { upstream: UPSTREAMS, outcome: ['ok', 'refused', 'failed', 'no-answer'] },
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
  },
  qf_mails_total: {
    type: 'counter',
    help: 'Attempts to hand a mail to the mail server, by what the mail is and what it said.',
    labels: {
      kind: ['notice', 'file', 'receipt', 'other'],
      outcome: ['sent', 'later', 'refused', 'recipient-refused'],
    },
  },
  qf_deliveries_total: {
    type: 'counter',
    help: 'Deliveries made for collectivités, by how often they want one and what it holds.',
    labels: { frequency: ['transmission', 'jour', 'semaine', 'mois'], content: ['avis', 'csv'] },
  },
  qf_hubee_folders_total: {
    type: 'counter',
    help: 'Attempts to hand a transmission over to HubEE, by what they ended in.',
    labels: { outcome: ['completed', 'later', 'given-up', 'waiting'] },
  },
  qf_jobs_total: {
    type: 'counter',
    help: 'Jobs of the queue that were worked on; one that failed is tried again.',
    labels: {
      queue: [
        'mails',
        'deliveries',
        'folders',
        'subscriptions',
        'notifications',
        'periods',
        'hourly',
        'datapass',
        'openings',
        'nightly',
      ],
      outcome: ['done', 'failed'],
    },
  },
  qf_purge_erased_total: {
    type: 'counter',
    help: 'What the hourly purge erased.',
    labels: { what: ['transmissions', 'files', 'receipts', 'jobs'] },
  },
  qf_purge_failed_total: {
    type: 'counter',
    help: 'Transmissions that a purge should have erased and could not.',
  },
} as const satisfies Record<string, Figure>

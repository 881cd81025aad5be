import type { COUNTED } from '#src/metrics/counted.js'
import type { LabelsOf } from '#src/metrics/figure.js'
import type { Metrics } from '#src/metrics/metrics.js'

type Upstream = LabelsOf<typeof COUNTED.qf_upstream_request_duration_seconds>
type Limit = LabelsOf<typeof COUNTED.qf_limits_hit_total>['limit']
type Guess = LabelsOf<typeof COUNTED.qf_wrong_tokens_total>['kind']
type Counters = { count(siret: string, what: keyof typeof STEPS): void }

const STEPS = { views: 'view', departures: 'departure', arrivals: 'arrival', reviews: 'review' } as const

/** What is told by those who know nothing of figures, as figures. */
export function watchers(metrics: Metrics) {
  return {
    watchUpstream:
      (upstream: Upstream['upstream']) =>
      (outcome: Upstream['outcome'], milliseconds: number): void =>
        metrics.observe('qf_upstream_request_duration_seconds', { upstream, outcome }, milliseconds),
    onHit: (limit: Limit): void => metrics.count('qf_limits_hit_total', { limit }),
    onGuess: (kind: Guess): void => metrics.count('qf_wrong_tokens_total', { kind }),
    /** The same counters, of which all steps are seen without their collectivité. */
    withSteps: <All extends Counters>(counters: All): All => ({
      ...counters,
      count(siret: string, what: keyof typeof STEPS) {
        metrics.count('qf_journey_steps_total', { step: STEPS[what] })
        counters.count(siret, what)
      },
    }),
  }
}

import { expect, test } from 'vitest'
import { COUNTED } from '#src/metrics/counted.js'
import { expose } from '#src/metrics/exposition.js'
import type { Figure } from '#src/metrics/figure.js'
import { GATHERED } from '#src/metrics/gathered.js'
import { createMetrics } from '#src/metrics/metrics.js'
import { readMetrics, sampleOf } from '../../test/support/read-metrics.js'

const ALL: [string, Figure][] = Object.entries({ ...COUNTED, ...GATHERED })

test('what may happen is counted from 0, and once for each time', () => {
  const metrics = createMetrics()
  const read = () => readMetrics(expose(metrics.read()))
  const sent = { way: 'franceconnect', outcome: 'sent' } as const
  expect(sampleOf(read(), 'qf_sendings_total', sent)).toBe(0)
  metrics.count('qf_sendings_total', sent)
  metrics.count('qf_sendings_total', { outcome: 'sent', way: 'franceconnect' }, 2)
  metrics.count('qf_purge_failed_total', {}, 4)
  expect(sampleOf(read(), 'qf_sendings_total', sent)).toBe(3)
  expect(sampleOf(read(), 'qf_sendings_total', { ...sent, outcome: 'repeated' })).toBe(0)
  expect(sampleOf(read(), 'qf_purge_failed_total')).toBe(4)
})

test('a duration stands in each bucket that it fits into, its upper bound included', () => {
  const metrics = createMetrics()
  const upstream = { upstream: 'smtp', outcome: 'ok' } as const
  for (const milliseconds of [1, 50, 51, 30_000])
    metrics.observe('qf_upstream_request_duration_seconds', upstream, milliseconds)
  const read = readMetrics(expose(metrics.read()))
  const name = 'qf_upstream_request_duration_seconds'
  const upTo = (le: string) => sampleOf(read, `${name}_bucket`, { ...upstream, le })
  expect([upTo('0.05'), upTo('0.1'), upTo('20'), upTo('+Inf')]).toEqual([2, 3, 3, 4])
  expect(sampleOf(read, `${name}_count`, upstream)).toBe(4)
  expect(sampleOf(read, `${name}_sum`, upstream)).toBeCloseTo(30.102)
  expect(sampleOf(read, `${name}_count`, { ...upstream, outcome: 'failed' })).toBeUndefined()
})

test('a request is in flight until it is answered, and counted by the class of its status', () => {
  const metrics = createMetrics()
  const route = '/collectivites/:siret'
  for (const status of [200, 204, 303, 404, 429, 500, 503]) {
    metrics.requests.begun()
    metrics.requests.ended()
    metrics.requests.answered('GET', route, status, 3)
  }
  metrics.requests.begun()
  expect(metrics.inFlight()).toBe(1)
  const samples = readMetrics(expose(metrics.read())).get('qf_http_requests_total')?.samples
  expect(samples?.map(({ labels, value }) => [labels.status, value])).toEqual([
    ['2xx', 2],
    ['3xx', 1],
    ['4xx', 1],
    ['429', 1],
    ['5xx', 1],
    ['503', 1],
  ])
})

test('whatever a label holds, the text can be read back', () => {
  const route = '/x{"quoted\\":\nbroken}'
  const metrics = createMetrics()
  metrics.requests.answered('GET', route, 200, 1)
  const help = 'a \\ and\na line'
  const text = expose([...metrics.read(), { name: 'qf_odd', figure: { type: 'gauge', help }, samples: [] }])
  expect(sampleOf(readMetrics(text), 'qf_http_requests_total', { route })).toBe(1)
  expect(text).toContain('# HELP qf_odd a \\\\ and\\na line\n')
})

test('names say what they are of, in base units, as Prometheus asks', () => {
  for (const [name, { type, help, labels = {}, buckets }] of ALL) {
    expect(name).toMatch(/^qf_[a-z0-9_]+$/)
    expect(name.endsWith('_total'), name).toBe(type === 'counter')
    expect(name).not.toMatch(/_(ms|milliseconds|kb|megabytes|percent)\b/)
    expect(help, name).toMatch(/^[A-Z01].*\.$/)
    expect(Object.keys(labels).join(), name).not.toMatch(/siret|reference|sub|email|address|code/)
    expect(buckets, name).toEqual(
      type === 'histogram' ? [...(buckets ?? [])].sort((a, b) => a - b) : undefined,
    )
  }
})

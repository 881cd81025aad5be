import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { readConfig } from '#src/config.js'
import { readOurs } from '../../scripts/production-tree.js'
import {
  expectToStart,
  probes,
  readFly,
  SECRET,
  scripts,
  secretsForTests,
  secretsOfGuide,
  stopsWithin,
  variables,
} from '../support/deployment.js'

const fly = readFly()

test('runs in Paris, web and worker apart, by commands that exist', () => {
  expect(fly.primary_region).toBe('cdg')
  expect(Object.keys(fly.processes)).toEqual(['web', 'worker'])
  for (const command of Object.values(fly.processes)) expectToStart(command)
  const [, script = ''] = /^npm run (\S+)$/.exec(fly.deploy.release_command) ?? []
  expect(scripts[script]).toBeDefined()
  const named = [fly.http_service, ...Object.values(fly.checks), ...fly.vm].flatMap((one) => one.processes)
  for (const process of named) expect(Object.keys(fly.processes)).toContain(process)
})

test('asks what answers, on the port that is listened to, by https alone', () => {
  const checks = [...fly.http_service.checks, ...Object.values(fly.checks)]
  expect(checks.map(({ path }) => path).sort()).toEqual(['/healthz', '/readyz'])
  for (const { path } of checks) expect(probes).toContain(path)
  const ports = [fly.http_service.internal_port, ...Object.values(fly.checks).map(({ port }) => port)]
  expect(new Set(ports)).toEqual(new Set([Number(fly.env.PORT)]))
  expect(fly.http_service.force_https).toBe(true)
  const { type, soft_limit, hard_limit } = fly.http_service.concurrency
  expect([type, soft_limit < hard_limit]).toEqual(['requests', true])
})

test('gives a process the time to stop, as long as Fly allows', () => {
  expect(fly.kill_signal).toBe('SIGTERM')
  expect(fly.kill_timeout * 1000).toBeGreaterThan(stopsWithin())
  expect(fly.kill_timeout).toBeLessThanOrEqual(300)
})

test('holds no secret, and only variables that are read', () => {
  for (const name of Object.keys(fly.env)) {
    expect(variables).toContain(name)
    expect(name).not.toMatch(SECRET)
  }
})

test('together with the secrets of the guide it is all that production asks for', () => {
  const secrets = secretsOfGuide()
  for (const name of secrets) expect(variables).toContain(name)
  for (const name of variables.filter((name) => SECRET.test(name))) expect(secrets).toContain(name)
  const given = Object.entries(secretsForTests()).filter(([name]) => secrets.includes(name))
  const { production, secureCookies } = readConfig({ ...fly.env, ...Object.fromEntries(given) })
  expect([production, secureCookies]).toEqual([true, true])
})

test('says nothing that Fly does not document', () => {
  const known = new Set(DOCUMENTED)
  expect(pathsOf(parse(readOurs('fly.toml'))).filter((path) => !known.has(path))).toEqual([])
})

// https://fly.io/docs/reference/configuration/
const DOCUMENTED = [
  ...['app', 'primary_region', 'kill_signal', 'kill_timeout', 'build.dockerfile'],
  ...[
    'deploy.release_command',
    'deploy.release_command_timeout',
    'deploy.strategy',
    'deploy.max_unavailable',
  ],
  ...['processes.*', 'env.*', 'vm.processes', 'vm.size', 'vm.memory', 'restart.policy'],
  ...['processes', 'internal_port', 'force_https', 'auto_stop_machines', 'auto_start_machines'].map(
    (key) => `http_service.${key}`,
  ),
  ...['concurrency.type', 'concurrency.soft_limit', 'concurrency.hard_limit'].map(
    (key) => `http_service.${key}`,
  ),
  ...['method', 'path', 'interval', 'timeout', 'grace_period'].flatMap((key) => [
    `http_service.checks.${key}`,
    `checks.*.${key}`,
  ]),
  ...['processes', 'type', 'port'].map((key) => `checks.*.${key}`),
]
const NAMED_BY_US = ['processes', 'env', 'checks']

/** Every key as a path, those that we name ourselves as `*`. */
function pathsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value) && typeof value[0] === 'object')
    return value.flatMap((item) => pathsOf(item, path))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path]
  return Object.entries(value).flatMap(([key, item]) => {
    const name = NAMED_BY_US.includes(path) ? '*' : key
    return pathsOf(item, path === '' ? name : `${path}.${name}`)
  })
}

import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '#src/config.js'
import { readOurs } from '../../scripts/production-tree.js'
import { expectToStart, scripts, secretsForTests, stopsWithin, variables } from '../support/deployment.js'

const { services } = parse(readOurs('compose.yaml'), { merge: true }) as {
  services: Record<string, Composed>
}
type Composed = {
  image: string
  command?: string[]
  ports?: string[]
  environment?: Record<string, string>
  depends_on?: Record<string, { condition: string }>
  stop_grace_period?: string
  read_only?: boolean
}
const ours = Object.entries(services).filter(([, { image }]) => image === 'collecte-qf:local')

test('opens its ports to this machine alone, and takes no image without a version', () => {
  for (const { ports = [], image } of Object.values(services)) {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/)
    expect(image).toMatch(/:(?!latest$)\S+$/)
  }
})

test('migrates once the database answers, then serves, each by a command that exists', () => {
  expect(ours.map(([name]) => name)).toEqual(['migrate', 'web', 'worker'])
  const { migrate, web, worker } = services
  expect(migrate?.command?.slice(0, 2)).toEqual(['npm', 'run'])
  expect(scripts[migrate?.command?.[2] ?? '']).toBeDefined()
  expect(migrate?.depends_on?.postgres?.condition).toBe('service_healthy')
  for (const role of [web, worker]) {
    expectToStart(role?.command?.join(' ') ?? '')
    expect(role?.depends_on?.migrate?.condition).toBe('service_completed_successfully')
    expect(Number.parseInt(role?.stop_grace_period ?? '', 10) * 1000).toBeGreaterThan(stopsWithin())
    expect(role?.read_only).toBe(true)
  }
})

test('with .env.example filled in, its environment is one that production accepts', () => {
  const example = [...readOurs('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)]
  const filled = example.map(([, name = '', value = '']) => [name, value || secretsForTests()[name]])
  const written = Object.entries(services.web?.environment ?? {})
  const fixed = written.map(([name, value]) => [name, value.replaceAll(/\$\{\w+:-(\w+)\}/g, '$1')])
  const env = Object.fromEntries([...filled, ['OPERATOR_NAME', 'Essai'], ...fixed])
  for (const [name] of written) expect(variables).toContain(name)
  const { production, publicUrl, trustProxy } = readConfig(env)
  expect([production, publicUrl.origin, trustProxy]).toEqual([true, 'https://localhost:8443', '1'])
})

import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readOurs } from '../../scripts/production-tree.js'

const guide = readOurs('docs/operations.md')

test('the operator’s guide leads to pages and headings that exist', () => {
  const links = [...guide.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to)
  const ours = links.filter((to) => !to.startsWith('https://'))
  expect(ours.length).toBeGreaterThan(20)
  for (const to of ours) {
    const [file = '', anchor] = to.split('#')
    const path = file === '' ? 'docs/operations.md' : posix.join('docs', file)
    expect([to, existsSync(path)]).toEqual([to, true])
    if (anchor) expect(anchorsOf(readOurs(path))).toContain(anchor)
  }
})

test('it says what to do for each alert', () => {
  const { groups } = parse(readOurs('ops/alerts.yml')) as { groups: { rules: { alert: string }[] }[] }
  const [, incidents = ''] = guide.split('\n## Incidents\n')
  const table = incidents.split('\n### ')[0]
  for (const { alert } of groups.flatMap(({ rules }) => rules)) expect(table).toContain(`\`${alert}\``)
})

test('its commands are commands', () => {
  const help = readOurs('src/admin.ts')
  const asked = [...guide.matchAll(/run admin -- ([\w:-]+)/g)].map(([, command = '']) => command)
  expect(asked.length).toBeGreaterThan(8)
  for (const command of asked) expect(help).toMatch(new RegExp(`^ {2}${command} `, 'm'))
  const { scripts } = JSON.parse(readOurs('package.json'))
  for (const [, script = ''] of guide.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty([script])
})

// As GitHub makes them of headings.
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

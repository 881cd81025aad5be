import { expect, test } from 'vitest'
import { checkDependencies, findUndocumented } from '../../scripts/check-dependencies.js'
import { checkLicences, findLicenceFaults } from '../../scripts/check-licences.js'
import { checkMigrations, findJournalFaults } from '../../scripts/check-migrations.js'

const journal = [
  { idx: 0, when: 1, tag: '0000_role' },
  { idx: 1, when: 2, tag: '0001_house' },
]
const files = ['0000_role.sql', '0001_house.sql']

test('every migration of the folder will run, in order', () => {
  expect(checkMigrations()).toEqual([])
})

test.each([
  ['a file that is not in the journal', journal, [...files, '0002_late.sql']],
  ['a journal that names a file which is not there', journal, ['0000_role.sql']],
  ['a migration older than the one before it', [journal[0], { idx: 1, when: 1, tag: '0001_house' }], files],
  [
    'a number used twice',
    [journal[0], { idx: 1, when: 2, tag: '0000_house' }],
    ['0000_role.sql', '0000_house.sql'],
  ],
])('the check of migrations sees %s', (_, entries, names) => {
  expect(findJournalFaults(journal, files)).toEqual([])
  expect(findJournalFaults(entries as typeof journal, names)).toHaveLength(1)
})

test('what ships is under permissive licences', () => {
  expect(checkLicences()).toEqual([])
})

test('the check of licences sees what asks for more, and leaves alone what does not ship', () => {
  const faults = findLicenceFaults({
    '': {},
    'node_modules/fine': { license: '(GPL-3.0 OR MIT)' },
    'node_modules/tool': { license: 'GPL-3.0', dev: true },
    'node_modules/a/node_modules/@scope/both': { license: 'MIT AND GPL-3.0' },
    'node_modules/silent': {},
    'node_modules/@img/sharp-libvips-linux-x64': { license: 'LGPL-3.0-or-later' },
    'node_modules/copied': { license: 'LGPL-3.0-or-later' },
  })
  expect(faults).toEqual([
    '@scope/both is under MIT AND GPL-3.0',
    'silent is under no stated licence',
    'copied is under LGPL-3.0-or-later',
  ])
})

test('every package asked for is explained', () => {
  expect(checkDependencies()).toEqual([])
})

test('the check of the documentation sees a package too many on either side', () => {
  const manifest = { dependencies: { hono: '^4.0.0', 'left-pad': '^1.0.0' }, devDependencies: {} }
  expect(
    findUndocumented(manifest, '| `hono` | routes |\n| `express`, `vite` | `hono` |\n## Pinned\n| `x` |'),
  ).toEqual([
    'docs/dependencies.md says nothing of left-pad',
    'docs/dependencies.md still describes express',
    'docs/dependencies.md still describes vite',
  ])
})

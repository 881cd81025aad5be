import { checkDependencies } from './check-dependencies.js'
import { checkImports } from './check-imports.js'
import { checkInstallScripts } from './check-install-scripts.js'
import { checkLicences } from './check-licences.js'
import { checkLock } from './check-lock.js'
import { checkMigrations } from './check-migrations.js'
import { checkShippedImports } from './check-shipped-imports.js'

// What no ready-made tool checks: the map of the house, the journal of migrations, what ships, why and from where.
const faults = [
  ...checkImports(),
  ...checkMigrations(),
  ...checkDependencies(),
  ...checkLicences(),
  ...checkLock(),
  ...checkInstallScripts(),
  ...checkShippedImports(),
]
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0

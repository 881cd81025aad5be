import { checkDependencies } from './check-dependencies.js'
import { checkImports } from './check-imports.js'
import { checkLicences } from './check-licences.js'
import { checkMigrations } from './check-migrations.js'

// What no ready-made tool checks: the map of the house, the journal of migrations, what ships and why.
const faults = [...checkImports(), ...checkMigrations(), ...checkDependencies(), ...checkLicences()]
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0

import { makeSbom } from './make-sbom.js'
import { productionTree, readLock, readOurs } from './production-tree.js'

// npm run --silent sbom > sbom.json
const sbom = makeSbom(JSON.parse(readOurs('package.json')), productionTree(readLock()), new Date())
process.stdout.write(`${JSON.stringify(sbom, null, 2)}\n`)

import type { Shipped } from './production-tree.js'

type Manifest = { name: string; version: string; license: string; dependencies: Record<string, string> }

/**
 * The bill of materials of what ships, as CycloneDX 1.5. Made from the lock file and not by `npm sbom --omit=dev`, which
 * leaves out every package that a development dependency needs too: `pg`, `jose`, even `csv-parse`.
 * @see https://cyclonedx.org/docs/1.5/json/
 */
export function makeSbom(manifest: Manifest, shipped: Shipped[], at: Date) {
  const { name, version, license, dependencies } = manifest
  const root = `${name}@${version}`
  const referenceAt = new Map(shipped.map((entry) => [entry.path, referenceOf(entry)]))
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      timestamp: at.toISOString(),
      component: { type: 'application', 'bom-ref': root, name, version, licenses: [named(license)] },
    },
    components: shipped.map(componentOf),
    dependencies: [
      {
        ref: root,
        dependsOn: Object.keys(dependencies).map((name) => referenceAt.get(`node_modules/${name}`)),
      },
      ...shipped.map((entry) => ({
        ref: referenceOf(entry),
        dependsOn: entry.needs.map((path) => referenceAt.get(path)),
      })),
    ],
  }
}

function componentOf(entry: Shipped) {
  const { name, version = '', license, integrity = '', optional } = entry
  return {
    type: 'library',
    'bom-ref': referenceOf(entry),
    name,
    version,
    scope: optional ? 'optional' : 'required',
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    hashes: [
      { alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') },
    ],
    ...(license && { licenses: [named(license)] }),
  }
}

function referenceOf({ name, version }: Shipped): string {
  return `${name}@${version}`
}

// One licence has its identifier, several make an expression, a file has neither.
function named(licence: string) {
  if (licence.startsWith('SEE ')) return { license: { name: licence } }
  return /[ (]/.test(licence) ? { expression: licence } : { license: { id: licence } }
}

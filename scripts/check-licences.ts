import { nameOf, readLock } from './production-tree.js'

type Package = { license?: string; dev?: boolean }

const PERMISSIVE = [
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
]
const PUBLIC_DOMAIN = ['Unlicense', 'CC0-1.0']
const ACCEPTED = [...PERMISSIVE, ...PUBLIC_DOMAIN]
// Packages which state their licence in a file only; that of the fonts allows all but selling them alone.
const READ_BY_HAND: Record<string, string> = { 'png-js': 'MIT', 'dejavu-fonts-ttf': 'MIT' }
// libvips, beside sharp: a library of its own that is used as it is and can be replaced, which is what the LGPL asks for.
const REPLACEABLE = { names: /^@img\/sharp-/, licence: 'LGPL-3.0-or-later' }

/** Packages of the production tree under a licence that asks more than to be named. */
export function checkLicences(): string[] {
  return findLicenceFaults(readLock().packages)
}

/** @param packages the `packages` of a lock file */
export function findLicenceFaults(packages: Record<string, Package>): string[] {
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { license }]) => {
      const name = nameOf(path)
      return { name, licence: READ_BY_HAND[name] ?? license }
    })
    .filter(({ name, licence }) => !licence || !isAccepted(licence, acceptedFor(name)))
    .map(({ name, licence }) => `${name} is under ${licence ?? 'no stated licence'}`)
}

function acceptedFor(name: string): string[] {
  return REPLACEABLE.names.test(name) ? [...ACCEPTED, REPLACEABLE.licence] : ACCEPTED
}

// `A OR B` leaves the choice to us, `A AND B` does not.
function isAccepted(expression: string, accepted: string[]): boolean {
  const choices = expression.replace(/[()]/g, '').split(' OR ')
  return choices.some((choice) => choice.split(' AND ').every((licence) => accepted.includes(licence.trim())))
}

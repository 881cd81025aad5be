import { expect } from 'vitest'
import { ask, difference } from './ask.js'
import { guessedSecrets, type Ids, idsOfNobody, SECRETS, type Secret } from './ids.js'
import { namesIn, type Walled } from './matrix.js'
import type { Role } from './roles.js'
import type { Tenant } from './tenant.js'

/** What is tried, and what stands in its place that is nobody's. */
export type Try = { name: string; known: Ids; unknown: Ids }

/** The ways in which one entry can name the other tenant. */
export function triesOf(entry: Walled, target: Ids, own: Ids): Try[] {
  const nobodys = idsOfNobody()
  // The secret of a link is its right: who has not got it guesses.
  const theirs = { ...target, ...guessedSecrets() }
  const others = namesIn(entry).filter((name) => name !== 'siret')
  const isSecretAlone = others.every((name) => SECRETS.includes(name as Secret))
  const tries: Try[] = []
  if (entry.exists === 'untold') tries.push({ name: 'all of theirs', known: theirs, unknown: nobodys })
  if (others.length === 0) return tries
  if (!isSecretAlone) {
    const unknown = { ...nobodys, siret: target.siret }
    tries.push({ name: 'theirs, or nobody’s, at their SIRET', known: theirs, unknown })
  }
  if (own.siret === target.siret) return tries
  tries.push(
    {
      name: 'theirs, under her own SIRET',
      known: { ...target, siret: own.siret },
      unknown: { ...nobodys, siret: own.siret },
    },
    {
      name: 'her own, under their SIRET',
      known: { ...own, siret: target.siret },
      unknown: { ...nobodys, siret: target.siret },
    },
  )
  return tries
}

export function mayReach({ rights }: Role, { may }: Walled): boolean {
  return (
    may.everybody !== undefined ||
    rights.some((right) => ['operator', 'partner', 'colleague'].includes(right) && right in may)
  )
}

/** The same answer for both, nothing of the target in it. */
export async function expectToTellNothing(
  { visitor }: Role,
  target: Tenant,
  entry: Pick<Walled, 'route' | 'at' | 'form'>,
  { name, known, unknown }: Try,
  way: { mangle?: (address: string) => string; method?: string } = {},
): Promise<void> {
  const what = `${entry.route} (${entry.at}): ${name}`
  const ofTheirs = await ask(visitor, entry, known, { ...way, others: unknown })
  const ofNobodys = await ask(visitor, entry, unknown, { ...way, others: known })
  expect([what, difference(ofTheirs.learnt, ofNobodys.learnt)]).toEqual([what, null])
  expect([what, ofTheirs.learnt.status < 500]).toEqual([what, true])
  const found = wordsOf(target).filter((word) => ofTheirs.raw.includes(word))
  expect([what, found]).toEqual([what, []])
}

/** What stands in its data and nobody else may read. */
export const wordsOf = ({ markers }: Tenant) => [...markers.ofResidents, ...markers.ofAgents]

import { expect } from 'vitest'
import { ask, difference } from './ask.js'
import { guessedSecrets, type Ids, idsOfNobody, SECRETS, type Secret } from './ids.js'
import { namesIn, type Walled } from './matrix.js'
import type { Role } from './roles.js'
import type { Tenant } from './tenant.js'

/** What is tried, one after the other, and what stands in its place that is nobody's. */
export type Try = { name: string; known: Ids[]; unknown: Ids }

/** The ways in which this role can name the other tenant at one entry. */
export function triesOf(entry: Walled, { own, isMember }: Role, target: Ids): Try[] {
  const nobodys = idsOfNobody()
  // The secret of a link is its right: who has not got it guesses.
  const theirs = { ...target, ...guessedSecrets() }
  const others = namesIn(entry).filter((name) => name !== 'siret')
  const isSecret = others.some((name) => SECRETS.includes(name as Secret))
  const isHidden = entry.exists === 'untold'
  const nobodysThere = { ...nobodys, siret: target.siret }
  const there = [
    theirs,
    ...(isHidden && others.length > 0 ? [nobodysThere] : []),
    ...((isMember || !isHidden) && others.length > 0 && own.siret !== target.siret
      ? [{ ...own, siret: target.siret }]
      : []),
  ]
  const tries: Try[] = []
  if (isHidden || others.length > 0)
    tries.push({ name: 'at their SIRET', known: there, unknown: isHidden ? nobodys : nobodysThere })
  // Outside of all desks, one desk is as closed as the other.
  const mayMix = others.length > 0 && own.siret !== target.siret && (isMember || isSecret || !isHidden)
  const atOwn = {
    name: 'at her own SIRET',
    known: [{ ...target, siret: own.siret }],
    unknown: { ...nobodys, siret: own.siret },
  }
  return mayMix ? [...tries, atOwn] : tries
}

export function mayReach({ rights }: Role, { may }: Walled): boolean {
  return (
    may.everybody !== undefined ||
    rights.some((right) => ['operator', 'partner', 'colleague'].includes(right) && right in may)
  )
}

/** The same answer for all, nothing of the target in it. */
export async function expectToTellNothing(
  { visitor }: Role,
  target: Tenant,
  entry: Pick<Walled, 'route' | 'at' | 'form'>,
  { name, known, unknown }: Try,
  way: { mangle?: (address: string) => string; method?: string } = {},
): Promise<void> {
  const what = `${entry.route} (${entry.at}): ${name}`
  const all = [...known, unknown]
  const ofNobodys = await ask(visitor, entry, unknown, { ...way, others: all })
  for (const ids of known) {
    const ofTheirs = await ask(visitor, entry, ids, { ...way, others: all })
    expect([what, difference(ofTheirs.learnt, ofNobodys.learnt)]).toEqual([what, null])
    expect([what, ofTheirs.learnt.status < 500]).toEqual([what, true])
    const found = wordsOf(target).filter((word) => ofTheirs.raw.includes(word))
    expect([what, found]).toEqual([what, []])
  }
}

/** What stands in its data and nobody else may read. */
export const wordsOf = ({ markers }: Tenant) => [...markers.ofResidents, ...markers.ofAgents]

import type { OpenedSubmission } from '#src/submission/content.js'
import { newReference } from '#src/submission/reference.js'
import { contentOf } from './named.js'

/** What an agent reads of Nadège, with whatever a test wants otherwise. */
export function openedOf(change: Partial<OpenedSubmission> = {}): OpenedSubmission {
  return {
    ...contentOf(),
    id: '0',
    reference: newReference(),
    createdAt: new Date('2026-11-25T22:30:00Z'),
    origin: 'FranceConnect',
    openedAt: null,
    exportedAt: null,
    treatedAt: null,
    example: false,
    attachments: [],
    reasons: [],
    previous: null,
    ...change,
  }
}

/** Submissions whose every field that a person or another service fills holds this text. */
export function openedWith(text: string): OpenedSubmission {
  const { identity, quotientFamilial } = contentOf()
  return openedOf({
    identity: { ...identity, familyName: text, givenNames: [text], birthplace: text, birthcountry: text },
    quotientFamilial: { ...quotientFamilial, provider: text },
    externalId: text,
    declared: { knownName: text, childrenOrServices: text },
    dispute: text,
  })
}

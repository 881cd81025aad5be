import type { Visitor } from '../../support/visitor.js'
import type { Ids } from './ids.js'
import { fill, type Walled } from './matrix.js'

/** All that a visitor learns from an answer, but for what every answer has of its own. */
export type Learnt = {
  status: number
  location: string | null
  type: string | null
  disposition: string | null
  allow: string | null
  cookies: string[]
  body: string
}
export type Asked = { learnt: Learnt; raw: string }

/** Asks for the address of an entry with these ids, and forgets in the answer which of `others` they were. */
export async function ask(
  visitor: Pick<Visitor, 'request'>,
  entry: Pick<Walled, 'at' | 'form'>,
  ids: Ids,
  { others = [ids], mangle = (address: string) => address, method = undefined as string | undefined } = {},
): Promise<Asked> {
  const form =
    entry.form &&
    Object.fromEntries(Object.entries(entry.form).map(([name, template]) => [name, fill(template, ids)]))
  const response = await visitor.request(mangle(fill(entry.at, ids)), {
    // Thousands of pages need not be packed and unpacked.
    headers: { 'Accept-Encoding': 'identity' },
    ...(form ? { form } : {}),
    ...(method ? { method } : {}),
  })
  const raw = Buffer.from(await response.arrayBuffer()).toString()
  const header = (name: string) => response.headers.get(name)
  return {
    raw: `${header('location') ?? ''}\n${header('content-disposition') ?? ''}\n${raw}`,
    learnt: {
      status: response.status,
      location: header('location') && whereTo(header('location') ?? '', others),
      type: header('content-type'),
      disposition: header('content-disposition'),
      allow: header('allow'),
      cookies: response.headers.getSetCookie().map((line) => line.split('=')[0] ?? ''),
      body: forget(raw, others),
    },
  }
}

// A departure for a provider carries a state of its own.
function whereTo(location: string, ids: Ids[]): string {
  return /^https?:/.test(location) ? (location.split('?')[0] ?? '') : forget(location, ids)
}

function forget(text: string, ids: Ids[]): string {
  const names = namesOf(ids)
  const anyOf = [...names.keys()].sort((one, other) => other.length - one.length).map(escaped)
  return text
    .replace(new RegExp(anyOf.join('|'), 'g'), (id) => `<${names.get(id)}>`)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>')
    .replace(/\bQ[2-9B-Z]{9}\b/g, '<new reference>')
    .replace(/[\w-]{43,}/g, '<token>')
}

// As they may stand in a page or an address.
function namesOf(ids: Ids[]): Map<string, string> {
  const pairs = ids.flatMap((one) => Object.entries(one))
  return new Map(
    pairs.flatMap(([name, id]) =>
      [id, id.toLowerCase(), encodeURIComponent(id)].map((written) => [written, name]),
    ),
  )
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Where two answers begin to differ, short enough to be read; null where they are the same. */
export function difference(one: Learnt, other: Learnt): string | null {
  const [left, right] = [one, other].map((learnt) => JSON.stringify(learnt, null, 1))
  if (left === right || left === undefined || right === undefined) return null
  const at = [...left].findIndex((letter, place) => letter !== right[place])
  const from = Math.max(0, at - 100)
  return `${left.slice(from, at + 200)} … instead of … ${right.slice(from, at + 200)}`
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createApp } from '#src/app.js'
import type { Services } from '#src/services.js'

export type Route = { method: string; path: string }

/** Every address that the application answers, as its router knows it; a new one is tried without anybody adding it. */
export function routesOf(services: Services): Route[] {
  const routes = createApp(services).routes.filter(({ method }) => method !== 'ALL')
  const distinct = new Map(routes.map(({ method, path }) => [`${method} ${path}`, { method, path }]))
  return [...distinct.values()]
}

/** The parts of a route's pattern: as it stands, or the name of a parameter. */
export function partsOf(path: string): ({ text: string } | { parameter: string })[] {
  const parts: ({ text: string } | { parameter: string })[] = []
  for (let at = 0; at < path.length; ) {
    const colon = path.indexOf(':', at)
    if (colon === -1) return [...parts, { text: path.slice(at) }]
    parts.push({ text: path.slice(at, colon) })
    const name = /^\w+/.exec(path.slice(colon + 1))?.[0] ?? ''
    at = endOfPattern(path, colon + 1 + name.length)
    parts.push({ parameter: name })
  }
  return parts
}

// A parameter may say by an expression in braces what it takes, and the expression may hold braces.
function endOfPattern(path: string, from: number): number {
  if (path[from] !== '{') return from
  let depth = 0
  for (let at = from; at < path.length; at++) {
    if (path[at] === '{') depth += 1
    if (path[at] === '}') depth -= 1
    if (depth === 0) return at + 1
  }
  return path.length
}

/** The names of all parameters of addresses and all fields of forms, read where the program names them. */
export function parameterNames(): { query: string[]; fields: string[] } {
  const [program, pages] = [readAll('src'), readAll('templates')]
  const query = names(program, /\bquery\('(\w+)'\)|\bquery\.(\w+)/g)
  const fields = [
    ...names(pages, /\bname="([\w-]+)"/g),
    // As schemas of forms list them, and handlers take them out of a body.
    ...names(program, /^ {2}([a-z_]+): (?:text|line|v\.|OneLine)/gm),
    ...[...program.matchAll(/const \{ ([\w, ]+) \} = await c\.req\.parseBody/g)].flatMap(([, list = '']) =>
      list.split(', '),
    ),
  ]
  return { query: [...new Set(query)], fields: [...new Set([...fields, ...query])] }
}

function names(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, first, second]) => first ?? second ?? '')
}

function readAll(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .join('\n')
}

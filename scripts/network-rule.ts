import type { ImportRule } from './check-imports.js'
import { type Source, withoutComments } from './source-tree.js'

const ASKS_OUTSIDE = 'src/external/http-client.ts'
// Mails and the database have clients of their own; the server only listens.
const MAY_OPEN: Record<string, string[]> = {
  [ASKS_OUTSIDE]: ['fetch'],
  'src/http/server.ts': ['node:http', 'fetch'],
  'src/db/connection.ts': ['node:net'],
  'src/mail/mailer.ts': ['nodemailer'],
}
const WAYS = [
  /\b(?:from|import|require)\s*\(?\s*['"]((?:node:)?(?:https?|http2|net|tls|dgram|dns|dns\/promises)|undici|nodemailer)['"]/g,
  /(?<![\w.'"`#/-])(fetch)\b(?!\??:)/g,
  /\b(?:globalThis|global)\s*(?:\??\.|\[\s*['"`])\s*(fetch)\b/g,
  /\bnew (WebSocket|EventSource|XMLHttpRequest)\b/g,
]
// Types open nothing, nor does what tells an address from a name.
const OPENS_NOTHING = /^import (?:type .*|\{ (?:(?:isIP|isIPv4|isIPv6),? )+\}) from '.*'$/gm

/** One guard before the network, so that no address from a form or an answer is ever asked for. */
export const networkRule: ImportRule = {
  rule: `the network is reached by HTTP in ${ASKS_OUTSIDE} only, where origins, times and sizes are bound`,
  findBreaches: (sources) =>
    sources.flatMap(({ path, text }) => {
      const code = withoutComments(text).replace(OPENS_NOTHING, '')
      const ways = WAYS.flatMap((way) => [...code.matchAll(way)].map(([, found = '']) => found))
      return ways.filter((way) => !MAY_OPEN[path]?.includes(way)).map((way) => `${path}: ${way}`)
    }),
  broken: [
    source('src/agent/figures.ts', "const answer = await globalThis['fetch'](address)"),
    source('src/agent/routes.ts', "import { request } from 'node:https'"),
    source('src/agent/desks.ts', 'const send = fetch'),
  ],
}

function source(path: string, text: string): Source {
  return { path, text }
}

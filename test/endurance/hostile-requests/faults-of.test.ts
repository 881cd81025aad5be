import { expect, test } from 'vitest'
import type { RawAnswer } from '../../support/raw-http.js'
import { faultsOf } from './faults-of.js'

const OURS = 'http://localhost:3000'
const request = { kind: 'any', role: 'nobody' as const, pieces: [] }

function answered(status: number, body: string, headers: [string, string][] = []): RawAnswer {
  const all: [string, string][] = [
    ['content-type', 'text/html; charset=UTF-8'],
    ['x-content-type-options', 'nosniff'],
  ]
  const given = all.filter(([name]) => !headers.some(([other]) => other === name)).concat(headers)
  const head = [`HTTP/1.1 ${status} X`, ...given.map(([name, value]) => `${name}: ${value}`)].join('\r\n')
  const bytes = Buffer.from(body)
  return { status, head, headers: given, body: bytes, all: bytes, endedBy: 'whole', milliseconds: 1 }
}

test.each<[string, RawAnswer]>([
  ['status 500', answered(500, '<html lang="fr">')],
  ['status 503', answered(503, 'not now')],
  ['status 503', answered(503, '<html lang="fr">')],
  ['a stack trace', answered(400, 'Error\n    at Object.read (file:///srv/x.js:1:2)')],
  ['a path of the machine', answered(404, 'no such file: /usr/lib/x')],
  ['SQL', answered(400, 'Failed query: select "siret" from "collectivites"')],
  ['the name of a library', answered(400, 'PostgresError')],
  ['the name of an internal', answered(400, 'ECONNRESET')],
  ['echoes <zqx', answered(200, '<p><zqx x="1"></p>')],
  ['echoes " onmouseover="zqx', answered(200, '<input value="" onmouseover="zqx">')],
  ['leads away by', answered(200, '<a href="//evil.example/">')],
  ['leads away by', answered(200, '<a href="javascript:zqx">')],
  ['leads to https://evil.example/', answered(302, '', [['location', 'https://evil.example/']])],
  ['leads to //evil.example/', answered(302, '', [['location', '//evil.example/']])],
  ['a header of the attacker', answered(200, '', [['x-zqx', '1']])],
  ['a cell that a spreadsheet runs', answered(200, '"a";"=cmd"', [['content-type', 'text/csv']])],
  ['a body without our headers', answered(200, 'a', [['x-content-type-options', 'none']])],
  ['no answer', { ...answered(200, ''), status: null, endedBy: 'patience' }],
])('%s would be seen', (fault, answer) => {
  expect(faultsOf(answer, request, [OURS]).join()).toContain(fault)
})

test.each<[string, RawAnswer]>([
  ['an honest 503', answered(503, '<html lang="fr">', [['retry-after', '60']])],
  ['text that is escaped', answered(200, '<p>&lt;zqx&gt; javascript:zqx</p>')],
  ['a way on to ourselves', answered(303, '', [['location', '/collectivites?q=//evil.example']])],
  ['a cell made harmless', answered(200, '"a";"\'=cmd"', [['content-type', 'text/csv']])],
])('%s is none', (_, answer) => {
  expect(faultsOf(answer, request, [OURS])).toEqual([])
})

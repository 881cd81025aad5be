import { createHmac } from 'node:crypto'
import type { Random } from '../../support/seeded.js'
import { type HostileRequest, headOf, type Target } from './request.js'
import { anyAddress, hostileText } from './values.js'

/** Bodies of the two addresses that read JSON, from who holds the token or the secret, and from who does not. */
export function jsonRequest(random: Random, target: Target): HostileRequest {
  const isWebhook = random.below(2) === 0
  const body = bodyOf(random, isWebhook ? WEBHOOK : OPENING, isWebhook ? 300_000 : 15_000)
  const signature = createHmac('sha256', target.webhookSecret).update(body).digest('hex')
  const wrong = random.pick([
    '',
    'sha256=',
    'sha256=zqx',
    `sha1=${signature}`,
    `sha256=${'0'.repeat(64)}`,
    '\xff',
  ])
  const isKnown = random.below(5) > 0
  const path = isWebhook ? '/api/datapass/webhook' : '/api/collectivites'
  const head = headOf('POST', path, [
    ['Host', target.host],
    ['Connection', 'close'],
    ['X-Forwarded-For', anyAddress(random)],
    ['Content-Type', random.below(8) === 0 ? random.pick(TYPES) : 'application/json'],
    ['Content-Length', String(body.length)],
    ...(isWebhook
      ? ([
          ['X-Hub-Signature-256', isKnown ? `sha256=${signature}` : wrong],
          ...(random.below(10) === 0 ? [['X-App-Environment', random.pick(['zqx', '', '__proto__'])]] : []),
        ] as [string, string][])
      : ([['Authorization', isKnown ? `Bearer ${target.apiToken}` : `Bearer ${wrong}`]] as [
          string,
          string,
        ][])),
  ])
  return { kind: `json ${path}`, role: 'nobody', pieces: [head, body] }
}

const TYPES = [
  'application/json; charset=utf-7',
  'application/json;charset=utf-16',
  'text/plain',
  'application/x-www-form-urlencoded',
  'APPLICATION/JSON ; zqx',
  '',
]
const OPENING = {
  siret: '21450346800016',
  code_cog: '45346',
  departement: '45',
  name: 'Vitry-aux-Loges',
  status: 'active',
  editor: 'Éditeur',
}
const WEBHOOK = {
  event: 'approve',
  fired_at: 1_790_000_000,
  model_type: 'authorization_request/formulaire_qf',
  model_id: 7,
  data: {
    id: 7,
    state: 'validated',
    data: {
      modalities: ['formulaire_qf'],
      contact_metier_email: 'a@example.fr',
      contact_metier_given_name: 'A',
    },
    organization: {
      name: 'COMMUNE',
      siret: '21450346800016',
      insee_payload: {
        etablissement: {
          uniteLegale: { denominationUniteLegale: 'COMMUNE', categorieJuridiqueUniteLegale: '7210' },
          adresseEtablissement: { codeCommuneEtablissement: '45346', codePostalEtablissement: '45530' },
        },
      },
    },
    applicant: { email: 'b@example.fr', given_name: 'B', family_name: 'C' },
    service_provider: { id: 'x' },
    authorizations: [{ state: 'active', revoked: false }],
  },
}

function bodyOf(random: Random, right: object, atMost: number): Buffer {
  switch (random.below(8)) {
    case 0:
      return random.bytes(random.below(400))
    case 1:
      return Buffer.from(bomb(random).slice(0, atMost))
    case 2: {
      const text = JSON.stringify(right)
      return Buffer.from(
        text.slice(0, random.below(text.length + 1)) + random.pick(['', '\0', '}', ']', ',']),
      )
    }
    case 3:
      // Twice the same key, and keys that are none.
      return Buffer.from(
        JSON.stringify(right).replace(
          '{',
          `{"__proto__":{"zqx":1},"constructor":{"prototype":1},${inner(random, right)},`,
        ),
      )
    case 4:
      return Buffer.concat([
        random.pick([
          Buffer.from([0xef, 0xbb, 0xbf]),
          Buffer.from([0xff, 0xfe]),
          Buffer.from('\xa0', 'latin1'),
        ]),
        Buffer.from(JSON.stringify(right)),
      ])
    default:
      return Buffer.from(
        JSON.stringify(spoil(random, right))
          .replace('"LONE"', '"\\ud800\\udfff\\udc00"')
          .replace('"NUL"', '"a\\u0000b"')
          .slice(0, atMost),
      )
  }
}

function inner(random: Random, right: object): string {
  return JSON.stringify(spoil(random, right)).slice(1, -1) || '"a":1'
}

function bomb(random: Random): string {
  const depth = random.pick([1_000, 7_000, 100_000])
  return random.pick([
    '['.repeat(depth),
    `${'['.repeat(depth)}${']'.repeat(depth)}`,
    `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
    `{"event":"approve","data":${'['.repeat(7_000)}${']'.repeat(7_000)}}`,
    `{"siret":${'9'.repeat(14_000)}}`,
    `{"siret":1e${'9'.repeat(1_000)}}`,
    `{${Array.from({ length: 1_000 }, (_, at) => `"k${at}":0`).join(',')}}`,
    `{${'"siret":"1",'.repeat(1_000)}"a":1}`,
    `"${'\\u0000'.repeat(2_000)}"`,
    `{"name":"${'\\ud83d'.repeat(1_500)}"}`,
    `[${'0,'.repeat(7_000)}0]`,
    ' '.repeat(14_000),
    '-0',
    'null',
  ])
}

const ODD: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  [],
  {},
  [[]],
  { toString: 1 },
  ['formulaire_qf'],
  'LONE',
  'NUL',
  [null],
  JSON.parse('{"then":{}}'),
]

/** The same, with something wrong in about one place of three. */
function spoil(random: Random, right: unknown): unknown {
  if (random.below(8) === 0) return random.pick(ODD)
  if (Array.isArray(right)) return right.map((one) => spoil(random, one))
  if (right !== null && typeof right === 'object')
    return Object.fromEntries(
      Object.entries(right)
        .filter(() => random.below(15) > 0)
        .map(([name, value]) => [name, spoil(random, value)]),
    )
  return random.below(3) === 0 ? hostileText(random).slice(0, 2_000) : right
}

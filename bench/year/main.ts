import { parseArgs } from 'node:util'
import { readConfig } from '#src/config.js'
import { createKeyring } from '#src/submission/keyring.js'
import { fillYear } from './fill-year.js'

// `npx tsx bench/year/main.ts --rows 100000 --seed 1 --url postgres://owner@…`, with the environment of the service, so
// that it opens what is sealed here.
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: process.env.DATABASE_URL ?? '' },
    rows: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    collectivites: { type: 'string', default: '35000' },
    at: { type: 'string', default: new Date().toISOString() },
  },
})
const { keys } = readConfig(process.env)
const started = performance.now()
const filled = await fillYear(
  { url: values.url, keyring: createKeyring(keys.encryption), auditKey: keys.audit },
  {
    rows: Number(values.rows),
    seed: Number(values.seed),
    collectivites: Number(values.collectivites),
    at: new Date(values.at),
  },
)
console.table({ ...filled, seconds: Math.round((performance.now() - started) / 1000) })

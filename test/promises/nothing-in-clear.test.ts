import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { inventedFamily, UNREQUESTED_MARKERS } from '../sandbox/api-particulier/invented-family.js'
import { identities } from '../sandbox/franceconnect/identities.js'
import { attestationPdf, postWithFiles } from '../support/attestation.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf } from '../support/visitor.js'

const run = promisify(execFile)
const page = `/collectivites/${FAY_AUX_LOGES}`
const QF = 7_654_321
const DECLARED = 'ZZDECLARED'
const TYPED = { nom: 'ZZTYPED', prenoms: 'Solange', naissance: '09/04/1988', qf: '87654', mois: '11/2026' }
const FILE = 'ZZFILECONTENT'
const FILE_NAME = 'ZZFILENAME'
const DISPUTE = 'ZZDISPUTE'
const RECEIPT_ADDRESS = 'zzreceipt@example.fr'
const SHOWN = ['MARCHADIER', 'Élodie', '1988-05-17', String(QF), DECLARED, TYPED.nom, FILE_NAME, DISPUTE]
const OF_THE_PERSON = [...SHOWN, FILE, RECEIPT_ADDRESS]
// A number of five digits, the longest that a form takes, stands by chance in the hexadecimal digits of what is sealed.
const TYPED_QF = new RegExp(`(?<![0-9a-f])${TYPED.qf}(?![0-9a-f])`)
const TYPED_QF_IN_BYTES = Buffer.from(`:${TYPED.qf}`).toString('hex')
// Family and address of the official answers.
const UNASKED = [...UNREQUESTED_MARKERS, 'ROBERT', 'HENRY', 'MONTORGUEIL', 'DURAND']
const pages: string[] = []
const addresses: string[] = []
let service: TestService

beforeAll(async () => {
  service = await startTestService({ kind: 'superuser' })
  await service.open(FAY_AUX_LOGES, { asksDeclaredFields: true, acceptsWithoutFranceConnect: true })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  await walk('ordinary', { scripted: true, send: true })
  await walk('dupont', { send: true })
  await walk('ordinary', { scripted: true, send: false })
  await joinAttestation()
  await dispute()
  await readDesk()
})
afterAll(() => service?.close())

async function walk(
  identity: string,
  { scripted = false, send }: { scripted?: boolean; send: boolean },
): Promise<void> {
  if (scripted)
    service.sandbox.apiParticulier.script({
      status: 200,
      body: { data: answerWithFamily(), links: {}, meta: {} },
    })
  const resident = service.newVisitor()
  const review = await resident.signIn(`${page}/connexion`, { identity })
  pages.push(review.html)
  addresses.push(review.url.href)
  expect(review.url.pathname).toBe(`${page}/envoyer_mes_donnees`)
  if (!send) return
  const done = await resident.visit(`${page}/envois`, {
    form: { revue: fieldOf(review.html, 'revue'), nom_connu: DECLARED },
  })
  pages.push(done.html)
  addresses.push(done.url.href, resident.cookie('qf') ?? '')
}

/** First without the month, so that the file has to wait; then whole, with a receipt by mail. */
async function joinAttestation(): Promise<void> {
  const resident = service.newVisitor()
  const path = `${page}/attestation`
  const file = { name: `${FILE_NAME}.pdf`, bytes: await attestationPdf(FILE) }
  expect(file.bytes.includes(FILE)).toBe(true)
  const fields = { ...TYPED, regime: 'CNAF' }
  const shown = await resident.visit(path)
  const wrong = await postWithFiles(resident, shown, path, { ...fields, mois: '' }, [file])
  const gardees = fieldOf(wrong.html, 'gardees')
  expect(gardees).not.toBe('')
  const done = await postWithFiles(resident, wrong, path, { ...fields, gardees })
  const mailed = await resident.visit(`${done.url.pathname}/courriel`, { form: { adresse: RECEIPT_ADDRESS } })
  // One more waits when everything is looked through.
  const again = await postWithFiles(resident, await resident.visit(path), path, { ...fields, mois: '' }, [
    file,
  ])
  pages.push(wrong.html, done.html, mailed.html, again.html)
  addresses.push(done.url.href, mailed.url.href)
  await service.settle()
}

async function dispute(): Promise<void> {
  const resident = service.newVisitor()
  await resident.signIn(`${page}/connexion`, { identity: 'msa' })
  const path = `${page}/signalement`
  const empty = await postWithFiles(resident, await resident.visit(path), path, {
    motif: `${DISPUTE} ${'x'.repeat(500)}`,
  })
  const done = await postWithFiles(resident, empty, path, { motif: DISPUTE })
  expect(done.text).toContain('C’est transmis')
  pages.push(empty.html)
  addresses.push(done.url.href)
}

async function readDesk(): Promise<void> {
  const agent = service.newVisitor()
  const inbox = await agent.signIn('/agent/connexion', { identity: 'martine' })
  const [record] = inbox.html.match(/\/agent\/collectivites\/\d+\/transmissions\/\w+/) ?? []
  const opened = await agent.visit(record ?? '')
  const csv = await agent.visit(`/agent/collectivites/${FAY_AUX_LOGES}/export.csv`)
  pages.push(inbox.html, opened.html, csv.html)
  addresses.push(inbox.url.href, opened.url.href, csv.url.href)
}

function answerWithFamily() {
  const ordinary = identities.find(({ id }) => id === 'ordinary')
  if (!ordinary) throw new Error('The sandbox has no ordinary identity')
  const quotient_familial = {
    fournisseur: 'CNAF',
    valeur: QF,
    annee: 2026,
    mois: 11,
    annee_calcul: 2026,
    mois_calcul: 10,
  }
  return { quotient_familial, ...inventedFamily(ordinary) }
}

test('the journey did show the person what is hers', () => {
  const shown = pages.join('').replaceAll('\u202f', '')
  for (const word of SHOWN) expect(shown).toContain(word)
})

test('what was not asked for stands on no page and in no file', () => {
  for (const word of UNASKED) expect(pages.join('')).not.toContain(word)
})

describe('nothing of the person, nor what was not asked for, stands', () => {
  const words = [...OF_THE_PERSON, ...UNASKED]

  test('in a log line', () => {
    expect(service.logs.length).toBeGreaterThan(10)
    for (const word of words) expect(service.logs.join('')).not.toContain(word)
    expect(service.logs.join('')).not.toMatch(TYPED_QF)
  })

  test('in an address or a cookie', () => {
    for (const word of words) expect(decodeURIComponent(addresses.join(' '))).not.toContain(word)
    expect(decodeURIComponent(addresses.join(' '))).not.toMatch(TYPED_QF)
  })

  test('in any row of any table, nor its bytes', async () => {
    const rows = await everyRow()
    expect(rows).toContain('submissions')
    expect(rows).not.toMatch(TYPED_QF)
    expect(rows).not.toContain(TYPED_QF_IN_BYTES)
    for (const word of words) {
      expect(rows).not.toContain(word)
      expect(rows).not.toContain(Buffer.from(word).toString('hex'))
    }
  })

  test('in the files of the database server', async () => {
    await asSuperuser((client) => client.unsafe('checkpoint'))
    expect(await filesWith('martine.legendre'), 'an agent’s address is there').not.toBe('')
    for (const word of [
      'MARCHADIER',
      String(QF),
      DECLARED,
      TYPED.nom,
      FILE,
      FILE_NAME,
      DISPUTE,
      RECEIPT_ADDRESS,
      ...UNREQUESTED_MARKERS,
    ]) {
      expect(await filesWith(word), word).toBe('')
    }
  })
})

test('an exception is logged without what it carries', async () => {
  await asSuperuser((client) => client.unsafe('alter table sessions rename to sessions_away'))
  const broken = await service.newVisitor().visit(`${page}/connexion?external_id=ZZEXTERNAL`)
  await asSuperuser((client) => client.unsafe('alter table sessions_away rename to sessions'))
  expect(broken.status).toBeGreaterThanOrEqual(500)
  expect(service.logs.join('')).toContain('42P01')
  expect(service.logs.join('')).not.toMatch(/ZZEXTERNAL|insert into|params/)
  expect(broken.text).not.toMatch(/ZZEXTERNAL|sessions|Failed query/)
})

async function filesWith(word: string): Promise<string> {
  const found = await run('grep', ['-rlaF', word, inject('postgres').folder]).catch((error) => error)
  // grep ends with 1 where it finds nothing, with 2 also where the server removes a file meanwhile.
  const unread = String(found.stderr)
    .split('\n')
    .filter((line) => line && !line.endsWith('No such file or directory'))
  if (found.code > 1 && (found.code > 2 || unread.length > 0)) throw new Error('The files could not be read')
  return found.stdout
}

async function everyRow(): Promise<string> {
  return asSuperuser(async (client) => {
    const tables = await client<
      { name: string }[]
    >`select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') and tablename <> 'communes'`
    const dumps = tables.map(async ({ name }) => {
      const rows = await client.unsafe(`select t::text as row from ${name} t`)
      return `${name}\n${rows.map(({ row }) => row).join('\n')}`
    })
    return (await Promise.all(dumps)).join('\n')
  })
}

async function asSuperuser<T>(work: (client: postgres.Sql) => Promise<T>): Promise<T> {
  const { config } = service.database
  if (!('url' in config)) throw new Error('A server is needed')
  const client = postgres(config.url, { max: 1, onnotice: () => {} })
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

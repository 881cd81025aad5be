import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { attachments, sessions, submissions } from '#src/db/schema.js'
import { attestationPdf, postWithFiles, TYPED_VALUE } from '../support/attestation.js'
import { fixedClock } from '../support/clock.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type VisitedPage, type Visitor } from '../support/visitor.js'

const MINUTE = 60_000
const page = `/collectivites/${FAY_AUX_LOGES}`
const clock = fixedClock('2026-11-27T10:00:00Z')
let service: TestService
let resident: Visitor
let pdf: Buffer

beforeAll(async () => {
  service = await startTestService({ now: clock, worker: false })
  await service.open(FAY_AUX_LOGES)
  pdf = await attestationPdf()
})
beforeEach(async () => {
  const { db } = service.services
  await db.delete(sessions)
  await inTenant((tx) => tx.delete(submissions))
  resident = service.newVisitor()
})
afterAll(() => service?.close())

const comeWithout = async () => {
  await resident.signIn(`${page}/connexion`, { identity: 'no-caf-file' })
  return resident.visit(`${page}/attestation`)
}
const post = (shown: VisitedPage, fields: Record<string, string | string[]>, names: string[] = []) =>
  postWithFiles(
    resident,
    shown,
    `${page}/attestation`,
    fields,
    names.map((name) => ({ name, bytes: pdf })),
  )
const tokensOf = ({ html }: VisitedPage) =>
  [...html.matchAll(/name="gardees" value="([^"]*)"/g)].map(([, token = '']) => token)
const rows = () => service.services.db.$count(sessions)
function inTenant<T>(work: Parameters<typeof asCollectivite<T>>[2]): Promise<T> {
  return asCollectivite(service.services.db, FAY_AUX_LOGES, work)
}

test('a file whose tick is removed waits no more, and the others go', async () => {
  const shown = await comeWithout()
  const others = await rows()
  const waiting = async () => (await rows()) - others
  const wrong = await post(shown, { qf: 'x' }, ['une.pdf', 'autre.pdf'])
  const proposees = tokensOf(wrong)
  expect([proposees.length, await waiting()]).toEqual([2, 2])
  expect(fieldOf(wrong.html, 'proposees')).toBe(proposees[0])
  const again = await post(wrong, { qf: 'x', proposees, gardees: proposees.slice(1) })
  expect([again.text.includes('une.pdf'), again.text.includes('autre.pdf')]).toEqual([false, true])
  expect(await waiting()).toBe(1)
  const done = await post(again, {
    ...TYPED_VALUE,
    proposees: proposees.slice(1),
    gardees: proposees.slice(1),
  })
  expect(done.text).toContain('C’est transmis')
  expect([await waiting(), await inTenant((tx) => tx.$count(attachments))]).toEqual([0, 1])
})

test('each refusal gives half an hour more', async () => {
  let shown = await post(await comeWithout(), { qf: 'x' }, ['une.pdf'])
  const gardees = tokensOf(shown)
  for (let times = 0; times < 3; times++) {
    clock.moveBy(20 * MINUTE)
    shown = await post(shown, { qf: 'x', gardees })
    expect(tokensOf(shown)).toEqual(gardees)
  }
  expect((await post(shown, { ...TYPED_VALUE, gardees })).text).toContain('C’est transmis')
})

test('one that has expired is said, beside those that were joined anew', async () => {
  const wrong = await post(await comeWithout(), { qf: 'x' }, ['une.pdf'])
  clock.moveBy(31 * MINUTE)
  const late = await post(await comeWithout(), { ...TYPED_VALUE, gardees: tokensOf(wrong) }, ['autre.pdf'])
  expect(late.status).toBe(422)
  // On top, and beside the field.
  expect(late.text.split('Un fichier déjà joint n’a été gardé que 30 minutes')).toHaveLength(3)
  expect(late.text).toContain('autre.pdf')
  expect(await inTenant((tx) => tx.$count(submissions))).toBe(0)
  expect((await post(late, { ...TYPED_VALUE, gardees: tokensOf(late) })).text).toContain('C’est transmis')
})

test('when too many wait already it is to be joined again, and what is right is sent all the same', async () => {
  const shown = await comeWithout()
  await service.services.db.execute(sql`
    insert into sessions (id, content, expires_at)
    select decode(md5(n::text), 'hex'), decode(repeat('00', 20001), 'hex'), ${clock().toISOString()}::timestamptz + '20 minutes'
      from generate_series(1, 2000) n`)
  const wrong = await post(shown, { qf: 'x' }, ['une.pdf'])
  expect([wrong.status, tokensOf(wrong)]).toEqual([422, []])
  expect(wrong.text.split('une.pdf » n’a pas été gardé')).toHaveLength(3)
  expect(wrong.text).toContain('joignez-le de nouveau')
  expect(wrong.html).toContain('>Votre attestation<')
  expect((await post(wrong, TYPED_VALUE, ['une.pdf'])).text).toContain('C’est transmis')
})

import { eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { warnGestionnairesBeforePurge } from '#src/agent/transmissions/warn-before-purge.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { mails, submissions } from '#src/db/schema.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, contentOf, FAY_AUX_LOGES, nadege, qf742 } from '../support/named.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'

const DAY = 86_400_000
const START = '2026-09-01T07:00:00Z'
const clock = fixedClock(START)
let service: TestService
let elapsed = 0

beforeAll(async () => {
  service = await startTestService({ now: clock })
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  await service.addMember(FAY_AUX_LOGES, 'nadia.berthillon@fay-aux-loges.example')
  for (const identity of ['martine', 'nadia'])
    await service.newVisitor().signIn('/agent/connexion', { identity })
})
beforeEach(async () => {
  clock.moveBy(-elapsed)
  elapsed = 0
  service.sandbox.mailbox.clear()
  await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) => tx.delete(submissions))
})
afterAll(() => service?.close())

const at = async (day: number, hours = 0) => {
  clock.moveBy(day * DAY + hours * 3_600_000 - elapsed)
  elapsed = day * DAY + hours * 3_600_000
  await warnGestionnairesBeforePurge(service.services)
  await service.settle()
  return service.sandbox.mailbox.messages.map(({ subject }) => subject ?? '')
}
const ONE = 'Un quotient familial sera bientôt effacé'

test('gestionnaires get one mail 15 days before and one 3 days before, without a name', async () => {
  // So long that no random part of a mail, nor a port, holds it by chance.
  const value = 9_876_543_210
  const content = contentOf({ quotientFamilial: { ...qf742, value } })
  await sendTo(service.services.safe, FAY_AUX_LOGES, content)
  expect(await at(74)).toEqual([])
  expect(await at(75)).toEqual([ONE])
  expect(await at(75, 1)).toEqual([ONE])
  expect(await at(80)).toEqual([ONE])
  expect(await at(87)).toEqual([ONE, ONE])
  expect(await at(88)).toEqual([ONE, ONE])
  const [mail] = service.sandbox.mailbox.messages
  const said = JSON.stringify(mail)
  expect(said).toContain('martine.legendre@fay-aux-loges.example')
  for (const secret of [nadege.familyName, 'nadia.berthillon', String(value)])
    expect(said).not.toContain(secret)
})

test('of several processes one warns; what was taken or treated is not spoken of', async () => {
  for (let sent = 0; sent < 3; sent++) await sendTo(service.services.safe, FAY_AUX_LOGES)
  await asCollectivite(service.services.db, FAY_AUX_LOGES, async (tx) => {
    const [first] = await tx.select().from(submissions)
    await tx
      .update(submissions)
      .set({ exportedAt: clock() })
      .where(eq(submissions.id, first?.id ?? ''))
  })
  clock.moveBy(75 * DAY)
  elapsed = 75 * DAY
  await Promise.all([1, 2, 3].map(() => warnGestionnairesBeforePurge(service.services)))
  await service.settle()
  expect(service.sandbox.mailbox.messages).toHaveLength(1)
  expect(service.sandbox.mailbox.messages[0]?.text).toContain('2 transmissions')
})

test('a night is no time for mail, and nobody is told twice of a mail that waits', async () => {
  await sendTo(service.services.safe, FAY_AUX_LOGES)
  expect(await at(75, -4)).toEqual([])
  service.sandbox.mailbox.refuseNext(451)
  expect(await at(75)).toEqual([])
  expect(await at(75, 1)).toEqual([])
  const waiting = await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
    tx.select().from(mails).where(isNull(mails.acceptedAt)),
  )
  expect(waiting.map(({ attempts, lastCode }) => [attempts, lastCode])).toEqual([[1, '451']])
})

import { and, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { acceptInvitation } from '#src/collectivite/access/accept-invitation.js'
import { acceptMemberships } from '#src/collectivite/access/accept-memberships.js'
import { changeRole, endMembership } from '#src/collectivite/access/change-members.js'
import { invite as issueInvitation } from '#src/collectivite/access/invitations.js'
import { gestionnairesOf } from '#src/collectivite/access/list-access.js'
import { appointGestionnaire, removeByOperator } from '#src/collectivite/access/operator.js'
import { answerRequest, requestAccess } from '#src/collectivite/access/requests.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { type AgentAccount, type Membership, membershipsOf, type Role } from '#src/collectivite/members.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { collectivites, members } from '#src/db/schema.js'
import { fixedClock } from '../support/clock.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { allowPartner, forbidPartner } from '../support/partners.js'
import { startTestService, type TestService } from '../support/service.js'

const clock = fixedClock('2026-11-26T10:00:00Z')
let service: TestService
let martine: Membership

const account = (sub: string, email = `${sub}@fay.example`): AgentAccount => ({
  sub,
  email,
  siret: FAY_AUX_LOGES,
  givenName: sub,
  usualName: 'ESSAI',
})

beforeAll(async () => {
  service = await startTestService({ now: clock })
  await service.open(FAY_AUX_LOGES, { state: 'en attente' })
})
beforeEach(async () => {
  clock.moveBy(3_600_000)
  await inTenant((tx) => tx.update(members).set({ leftAt: clock(), proConnectSub: null }))
  await service.addMember(FAY_AUX_LOGES, 'martine@fay.example', 'gestionnaire')
  await acceptMemberships(service.services.safe, account('martine'))
  martine = await membershipOf('martine')
})
afterAll(() => service?.close())

function inTenant<T>(read: Parameters<typeof asCollectivite<T>>[2]): Promise<T> {
  return asCollectivite(service.services.db, FAY_AUX_LOGES, read)
}

async function membershipOf(sub: string): Promise<Membership> {
  const [membership] = await membershipsOf(service.services, account(sub))
  if (!membership) throw new Error(`${sub} is not in`)
  return membership
}

const isIn = async (sub: string) => (await membershipsOf(service.services, account(sub))).length > 0
const emailOf = async (sub: string) =>
  (await inTenant((tx) => tx.select().from(members).where(eq(members.proConnectSub, sub))))[0]?.email

const nobodyIsTold = async () => {}

async function linkFor(email: string, role: Role = 'agent'): Promise<string> {
  const outcome = await issueInvitation(service.services.safe, martine, { email, role }, nobodyIsTold)
  if (outcome.kind !== 'issued') throw new Error(outcome.kind)
  return outcome.token
}

test('a link that was not used dies with the answer to a request, and with a removal', async () => {
  const { safe } = service.services
  const token = await linkFor('bruno@fay.example', 'gestionnaire')
  await requestAccess(safe, FAY_AUX_LOGES, account('bruno'), nobodyIsTold)
  const [asked] = await inTenant((tx) => tx.select().from(members).where(eq(members.proConnectSub, 'bruno')))
  await answerRequest(safe, martine, asked?.id ?? '', 'accept', nobodyIsTold)
  expect(await isIn('bruno')).toBe(true)
  const again = await issueInvitation(
    safe,
    martine,
    { email: 'bruno@fay.example', role: 'gestionnaire' },
    nobodyIsTold,
  )
  expect(again.kind).toBe('already-in')
  await endMembership(safe, martine, asked?.id ?? '')
  expect(await acceptInvitation(safe, token, account('bruno'))).toBe('not-open')
  expect(await isIn('bruno')).toBe(false)
})

test('who was sent away, or is gestionnaire no more, has no link of her own to come back by', async () => {
  const { safe } = service.services
  for (const end of ['removed', 'agent', 'left'] as const) {
    const name = `aude-${end}`
    const invited = await linkFor(`${name}@fay.example`, 'gestionnaire')
    expect(await acceptInvitation(safe, invited, account(name))).toBe('joined')
    const aude = await membershipOf(name)
    const email = `autre-${end}@exemple.example`
    const issued = await issueInvitation(safe, aude, { email, role: 'gestionnaire' }, nobodyIsTold)
    if (issued.kind !== 'issued') throw new Error(issued.kind)
    if (end === 'removed') await endMembership(safe, martine, aude.id)
    if (end === 'agent') await changeRole(safe, martine, aude.id, 'agent')
    if (end !== 'removed') await endMembership(safe, aude, aude.id)
    expect(await acceptInvitation(safe, issued.token, account(name)), end).toBe('not-open')
    expect(await isIn(name)).toBe(false)
  }
})

test('an address that another account uses is not taken over, nor its past', async () => {
  const { safe } = service.services
  const token = await linkFor('bea@fay.example')
  expect(await acceptInvitation(safe, token, account('bea', 'martine@fay.example'))).toBe('address-taken')
  expect([await isIn('martine'), await isIn('bea')]).toEqual([true, false])
  expect(await acceptInvitation(safe, token, account('bea'))).toBe('joined')
  const names = await inTenant((tx) =>
    tx.select({ name: members.name }).from(members).where(isNull(members.leftAt)),
  )
  expect(names.map(({ name }) => name).toSorted()).toEqual(['bea ESSAI', 'martine ESSAI'])
})

test('who is in already uses up the link that was for her, and has its role', async () => {
  const { safe } = service.services
  const token = await linkFor('rose@fay.example', 'gestionnaire')
  await service.addMember(FAY_AUX_LOGES, 'rose@fay.example')
  await acceptMemberships(safe, account('rose'))
  expect(await acceptInvitation(safe, token, account('rose'))).toBe('joined')
  expect((await membershipOf('rose')).role).toBe('gestionnaire')
  expect(await acceptInvitation(safe, token, account('rose'))).toBe('not-open')
})

test('mail follows an account to its new address, unless somebody stands there', async () => {
  const { safe } = service.services
  await acceptMemberships(safe, account('martine', 'm.legendre@fay.example'))
  expect(await emailOf('martine')).toBe('m.legendre@fay.example')
  await acceptInvitation(safe, await linkFor('bea@fay.example'), account('bea'))
  await acceptMemberships(safe, account('martine', 'bea@fay.example'))
  expect(await emailOf('martine')).toBe('m.legendre@fay.example')
})

test('a closed collectivité lets nobody in', async () => {
  const { safe, db } = service.services
  const token = await linkFor('bea@fay.example')
  const state = (word: 'fermée' | 'ouverte') =>
    db.update(collectivites).set({ state: word }).where(eq(collectivites.siret, FAY_AUX_LOGES))
  await state('fermée')
  expect(await acceptInvitation(safe, token, account('bea'))).toBe('wrong-organisation')
  await state('ouverte')
})

test('the 18 months begin once, whoever becomes or stops being gestionnaire', async () => {
  const { safe, db } = service.services
  const begun = (await findCollectivite(db, FAY_AUX_LOGES))?.accessConfirmedAt
  expect(begun).not.toBeNull()
  await acceptInvitation(safe, await linkFor('bea@fay.example', 'gestionnaire'), account('bea'))
  await endMembership(safe, await membershipOf('bea'), martine.id)
  expect((await findCollectivite(db, FAY_AUX_LOGES))?.accessConfirmedAt).toEqual(begun)
})

test('the operator replaces a last gestionnaire who is gone', async () => {
  const { safe } = service.services
  await acceptInvitation(safe, await linkFor('bea@fay.example'), account('bea'))
  expect(await removeByOperator(safe, FAY_AUX_LOGES, 'Martine@fay.example')).toBe('removed')
  expect(await removeByOperator(safe, FAY_AUX_LOGES, 'martine@fay.example')).toBe('unknown-member')
  expect(await appointGestionnaire(safe, FAY_AUX_LOGES, 'bea@fay.example')).toBe('appointed')
  expect((await membershipOf('bea')).role).toBe('gestionnaire')
  expect(await appointGestionnaire(safe, FAY_AUX_LOGES, 'new@fay.example')).toBe('expected')
  expect(await appointGestionnaire(safe, '21310555400018', 'x@fay.example')).toBe('unknown-collectivite')
  const [row] = await inTenant((tx) =>
    tx
      .select()
      .from(members)
      .where(and(eq(members.email, 'new@fay.example'), isNull(members.leftAt))),
  )
  expect(row?.role).toBe('gestionnaire')
})

test('a gestionnaire whose organisation may not any more counts for nobody', async () => {
  const { safe, db } = service.services
  await allowPartner(safe, '264501420', FAY_AUX_LOGES)
  const partner = { ...account('gerard'), siret: '26450142000014' }
  await acceptInvitation(safe, await linkFor('gerard@fay.example', 'gestionnaire'), partner)
  await acceptInvitation(safe, await linkFor('bea@fay.example'), account('bea'))
  expect((await gestionnairesOf(db, FAY_AUX_LOGES)).length).toBe(2)
  await forbidPartner(safe, '264501420', FAY_AUX_LOGES)
  expect((await gestionnairesOf(db, FAY_AUX_LOGES)).map(({ name }) => name)).toEqual(['martine ESSAI'])
  expect(await endMembership(safe, martine, martine.id)).toBe('last-gestionnaire')
  await removeByOperator(safe, FAY_AUX_LOGES, 'martine@fay.example')
  // Nobody could confirm, so nobody waits.
  expect((await membershipOf('bea')).accessDueAt).toBeNull()
})

test('no address is sent more than five invitations a day, whatever is changed or cancelled', async () => {
  const visitor = service.newVisitor()
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  await visitor.signIn('/agent/connexion', { identity: 'martine' })
  const list = `/agent/collectivites/${FAY_AUX_LOGES}/agents/invitations`
  for (let tries = 0; tries < 8; tries++) {
    const form = { courriel: 'victime@ailleurs.example', role: tries % 2 ? 'agent' : 'gestionnaire' }
    const page = await visitor.visit(list, { form })
    await service.settle()
    const cancel = page.html.match(/action="([^"]*\/annulation)"/)?.[1]
    if (cancel) await visitor.visit(cancel, { form: {} })
  }
  const { messages } = service.sandbox.mailbox
  expect(messages.filter(({ to }) => to.includes('victime@ailleurs.example'))).toHaveLength(5)
})

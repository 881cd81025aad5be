import { and, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runAdmin } from '#src/admin.js'
import { remindAccesses } from '#src/agent/members/remind-accesses.js'
import { accessDueAt } from '#src/collectivite/access/due.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import {
  auditEvents,
  collectivites,
  invitations,
  mails as mailTable,
  members,
  partnerOrganisations,
  rateLimits,
} from '#src/db/schema.js'
import { forgetEnded } from '#src/ends/forget-ended.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { allowPartner, forbidPartner } from '../support/partners.js'
import { startTestService, type TestService } from '../support/service.js'
import type { VisitedPage, Visitor } from '../support/visitor.js'

const CCAS_SIREN = '264501420'
const DAY = 86_400_000
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const list = `${desk}/agents`
const clock = fixedClock(new Date().toISOString())
let service: TestService

beforeAll(async () => {
  service = await startTestService({ now: clock })
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret, { state: 'en attente' })
  await service.addMember(CALVI, 'lisandru.ficajola@calvi.example', 'gestionnaire')
})
afterAll(() => service?.close())
beforeEach(async () => {
  await service.services.db.delete(rateLimits)
  const { db } = service.services
  await service.settle()
  service.sandbox.mailbox.reset()
  clock.moveBy(5 * 60_000)
  await asCollectivite(db, FAY_AUX_LOGES, async (tx) => {
    await tx.delete(invitations)
    await tx.delete(mailTable)
    await tx.update(members).set({ leftAt: clock(), proConnectSub: null, requestedAt: null })
  })
  await db.delete(partnerOrganisations)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
})

async function signIn(identity: string, departure = '/agent/connexion') {
  const visitor = service.newVisitor()
  return { visitor, page: await visitor.signIn(departure, { identity }) }
}

async function invite(visitor: Visitor, courriel: string, role = 'agent'): Promise<VisitedPage> {
  const page = await visitor.visit(`${list}/invitations`, { form: { courriel, role } })
  await service.settle()
  return page
}

/** What has left by now. */
async function mails() {
  await service.settle()
  return service.sandbox.mailbox.messages
}

/** The path of the link in the last mail to this address. */
function linkTo(address: string): string {
  const mail = service.sandbox.mailbox.messages.findLast(({ to }) => to.includes(address))
  const [link] = mail?.text.match(/http:\S+\/agent\/invitation\/\S+/) ?? []
  return new URL(link ?? 'about:missing').pathname
}

function inTenant<T>(read: Parameters<typeof asCollectivite<T>>[2]): Promise<T> {
  return asCollectivite(service.services.db, FAY_AUX_LOGES, read)
}

const here = () => inTenant((tx) => tx.select().from(members).where(isNull(members.leftAt)))
const idOf = async (email: string) => (await here()).find((member) => member.email === email)?.id ?? ''
const actions = async () =>
  (await inTenant((tx) => tx.select().from(auditEvents).orderBy(auditEvents.seq))).map(({ action }) => action)

/** Lets Bruno in by an invitation. */
async function letBrunoIn(martine: Visitor, role = 'agent') {
  await invite(martine, 'bruno@mairie.example', role)
  return signIn('bruno', `${linkTo('bruno@mairie.example')}/connexion`)
}

describe('an invitation', () => {
  test('from the mail to the desk, for the account that accepts, whatever its address', async () => {
    const { visitor: martine } = await signIn('martine')
    const said = await invite(martine, ' Secretariat@Fay-aux-Loges.example ')
    expect(said.text).toContain('L’invitation part par courriel')
    expect(said.text).toContain('secretariat@fay-aux-loges.example')
    const [mail] = await mails()
    expect(mail?.subject).not.toMatch(/Martine|Fay|secretariat/i)
    expect(mail?.text).toContain('Martine LEGENDRE vous invite')
    expect(mail?.text).toContain('adresse officielle de la mairie')
    const link = linkTo('secretariat@fay-aux-loges.example')
    expect(mail?.html).toContain(link)

    const visitor = service.newVisitor()
    for (let opened = 0; opened < 3; opened++) {
      const page = await visitor.visit(link)
      expect(page.text).toContain('Martine LEGENDRE vous invite')
      expect(page.html).toContain(`href="${link}/connexion"`)
      expect(page.text).toContain('adresse officielle de la mairie')
    }
    const page = await visitor.signIn(`${link}/connexion`, { identity: 'bruno' })
    expect(page.url.pathname).toBe(desk)
    expect(page.url.search).toBe('')
    const bruno = (await here()).find(({ email }) => email === 'bruno.tessieras@fay-aux-loges.example')
    expect(bruno).toMatchObject({ role: 'agent', name: 'Bruno TESSIERAS' })
    expect((await actions()).slice(-3)).toEqual(['invitation', 'arrivée', 'connexion'])
    expect((await martine.visit(list)).text).not.toContain('Invitations sans réponse')
  })

  test('serves once: not another account, nor the same one again', async () => {
    const { visitor: martine } = await signIn('martine')
    const { visitor: bruno } = await letBrunoIn(martine)
    const link = linkTo('bruno@mairie.example')
    expect((await bruno.visit(link)).url.pathname).toBe(desk)
    const delphine = service.newVisitor()
    const late = await delphine.signIn(`/agent/connexion`, { identity: `delphine/${FAY_AUX_LOGES}` })
    expect(late.status).toBe(403)
    expect((await delphine.visit(link)).text).toContain('a déjà servi')
    expect((await delphine.visit(link, { form: {} })).text).toContain('a déjà servi')
    expect((await delphine.visit(desk)).status).toBe(404)
    expect((await service.newVisitor().visit(`${link}/connexion`)).text).toContain('a déjà servi')
  })

  test('two accounts at the same moment: one of them gets in', async () => {
    const { visitor: martine } = await signIn('martine')
    await invite(martine, 'un@mairie.example')
    const link = linkTo('un@mairie.example')
    const [bruno, delphine] = await Promise.all(
      ['bruno', `delphine/${FAY_AUX_LOGES}`].map((identity) => signIn(identity)),
    )
    const landed = await Promise.all([bruno, delphine].map((one) => one?.visitor.visit(link, { form: {} })))
    expect(landed.map((page) => page?.url.pathname).sort()).toEqual([desk, link])
    expect(await here()).toHaveLength(2)
  })

  test('with a session the page asks before it accepts; a stranger’s post is refused', async () => {
    const { visitor: martine } = await signIn('martine')
    await invite(martine, 'un@mairie.example', 'gestionnaire')
    const link = linkTo('un@mairie.example')
    const { visitor: bruno } = await signIn('bruno')
    const asked = await bruno.visit(link)
    expect(asked.text).toContain('Vous êtes identifié comme Bruno TESSIERAS')
    expect((await bruno.visit(desk)).status).toBe(404)
    const forged = await bruno.visit(link, { form: {}, headers: { Origin: 'https://elsewhere.example' } })
    expect(forged.status).toBe(403)
    expect((await bruno.visit(link, { form: {} })).url.pathname).toBe(desk)
    expect((await bruno.visit(`${desk}/journal`)).status).toBe(200)
  })

  test('of no use in another organisation, which the page names; it stays good', async () => {
    const { visitor: martine } = await signIn('martine')
    await invite(martine, 'ccas@fay-aux-loges.example')
    const link = linkTo('ccas@fay-aux-loges.example')
    const { visitor, page } = await signIn('gerard', `${link}/connexion`)
    expect(page.url.pathname).toBe(link)
    expect(page.text).toContain('26450142000014')
    expect(page.text).toContain('Déconnectez-vous')
    expect(page.html).not.toContain('Accepter l’invitation</button>')
    expect((await visitor.visit(link, { form: {} })).url.pathname).toBe(link)
    const { safe } = service.services
    expect(await allowPartner(safe, CCAS_SIREN, FAY_AUX_LOGES)).toBe('allowed')
    expect((await visitor.visit(link, { form: {} })).url.pathname).toBe(desk)
    expect(await forbidPartner(safe, CCAS_SIREN, FAY_AUX_LOGES)).toBe('forbidden')
    expect((await visitor.visit(desk)).status).toBe(404)
  })

  test('expired: its holder gets a new link, sent to the invited address only', async () => {
    const { visitor: martine } = await signIn('martine')
    await invite(martine, 'un@mairie.example')
    const link = linkTo('un@mairie.example')
    clock.moveBy(30 * DAY)
    service.sandbox.mailbox.clear()
    const holder = service.newVisitor()
    expect((await holder.visit(link)).text).toContain('Ce lien a expiré')
    expect((await signIn('bruno', '/agent/connexion')).visitor).toBeDefined()
    const both = await Promise.all([
      holder.visit(`${link}/renouvellement`, { form: {} }),
      holder.visit(`${link}/renouvellement`, { form: {} }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404])
    expect((await mails()).map(({ to }) => to)).toEqual([['un@mairie.example']])
    expect((await holder.visit(link)).status).toBe(404)
    const { page } = await signIn('bruno', `${linkTo('un@mairie.example')}/connexion`)
    expect(page.url.pathname).toBe(desk)
  })

  test('still good: it cannot be renewed, so nobody is flooded', async () => {
    const { visitor: martine } = await signIn('martine')
    await invite(martine, 'un@mairie.example')
    const link = linkTo('un@mairie.example')
    clock.moveBy(2 * 60_000)
    const page = await service.newVisitor().visit(`${link}/renouvellement`, { form: {} })
    expect([page.url.pathname, page.status]).toEqual([link, 200])
    expect(await mails()).toHaveLength(1)
  })

  test('a month after its last day its address is forgotten', async () => {
    const { visitor: martine } = await signIn('martine')
    await invite(martine, 'un@mairie.example')
    for (const [days, left] of [
      [59, 1],
      [61, 0],
    ] as const) {
      clock.moveBy(days * DAY)
      await forgetEnded(service.services)
      expect(await inTenant((tx) => tx.$count(invitations))).toBe(left)
      clock.moveBy(-days * DAY)
    }
  })

  test('cancelled while its holder was at ProConnect: she is told, and can sign out', async () => {
    const { visitor: martine } = await signIn('martine')
    const page = await invite(martine, 'un@mairie.example')
    const visitor = service.newVisitor()
    const back = await visitor.answerProvider(`${linkTo('un@mairie.example')}/connexion`, {
      identity: 'bruno',
    })
    await martine.visit(page.html.match(/action="([^"]+\/annulation)"/)?.[1] ?? '', { form: {} })
    const landed = await visitor.visit(back)
    expect([landed.status, landed.text]).toEqual([404, expect.stringContaining('Se déconnecter')])
    expect((await visitor.visit(desk)).status).toBe(404)
  })

  test.each(['x', `${FAY_AUX_LOGES}-${'a'.repeat(43)}`, `${'9'.repeat(14)}-${'a'.repeat(43)}`, '%00'])(
    'nobody learns anything from %s',
    async (token) => {
      const visitor = service.newVisitor()
      expect((await visitor.visit(`/agent/invitation/${token}`)).status).toBe(404)
      for (const path of ['', '/renouvellement']) {
        const posted = await visitor.visit(`/agent/invitation/${token}${path}`, { form: {} })
        expect(posted.status).toBe(404)
      }
    },
  )

  test('invited twice: the newer link counts; a double click sends one mail', async () => {
    const { visitor: martine } = await signIn('martine')
    await Promise.all([invite(martine, 'un@mairie.example'), invite(martine, 'un@mairie.example')])
    expect(await mails()).toHaveLength(1)
    const first = linkTo('un@mairie.example')
    clock.moveBy(2 * 60_000)
    await invite(martine, 'un@mairie.example', 'gestionnaire')
    const second = linkTo('un@mairie.example')
    expect(second).not.toBe(first)
    expect((await service.newVisitor().visit(first)).status).toBe(404)
    expect((await service.newVisitor().visit(second)).text).toContain('gérer son espace')
    const [row, ...others] = await inTenant((tx) => tx.select().from(invitations))
    expect([row?.role, others]).toEqual(['gestionnaire', []])
  })

  test('sent again, cancelled', async () => {
    const { visitor: martine } = await signIn('martine')
    const page = await invite(martine, 'un@mairie.example')
    const post = (word: string) => page.html.match(new RegExp(`action="([^"]+/${word})"`))?.[1] ?? ''
    clock.moveBy(2 * 60_000)
    await martine.visit(post('renvoi'), { form: {} })
    expect(await mails()).toHaveLength(2)
    const link = linkTo('un@mairie.example')
    expect((await martine.visit(post('annulation'), { form: {} })).text).toContain('annulée')
    expect((await martine.visit(post('annulation'), { form: {} })).text).toContain('déjà été fait')
    expect((await service.newVisitor().visit(link)).status).toBe(404)
  })

  test.each([
    ['un@', 422, 'adresse complète'],
    ['a@b.example\r\nBcc: c@d.example', 422, 'adresse complète'],
    ['martine.legendre@fay-aux-loges.example', 422, 'a déjà accès'],
  ])('to %j is refused kindly, and what was typed stays', async (address, status, why) => {
    const { visitor: martine } = await signIn('martine')
    const page = await invite(martine, address, 'gestionnaire')
    expect(page.status).toBe(status)
    expect(page.text).toContain(why)
    expect(page.html).toMatch(/value="gestionnaire" checked/)
    expect(await mails()).toEqual([])
  })

  test.each([
    [550, 'Vérifiez l’adresse'],
    [450, 'De nouveaux essais'],
  ])('whose mail is answered with %i stands so in the list', async (code, advice) => {
    const { visitor: martine } = await signIn('martine')
    service.sandbox.mailbox.refuseNext(code)
    await invite(martine, 'un@mairie.example')
    expect(await mails()).toEqual([])
    const { text } = await martine.visit(list)
    expect(text).toContain('Le courriel n’est pas parti')
    expect(text).toContain(`code ${code}`)
    expect(text).toContain(advice)
    expect(service.logs.join('')).not.toContain('un@mairie.example')
  })

  test('cancelled before its mail has left is never sent', async () => {
    const { visitor: martine } = await signIn('martine')
    service.sandbox.mailbox.refuseNext(450)
    const page = await invite(martine, 'un@mairie.example')
    const cancel = page.html.match(/action="([^"]+\/annulation)"/)?.[1] ?? ''
    await martine.visit(cancel, { form: {} })
    expect(await inTenant((tx) => tx.$count(mailTable))).toBe(0)
  })

  test('for who is in already is for somebody else', async () => {
    const { visitor: martine } = await signIn('martine')
    await invite(martine, 'un@mairie.example')
    const link = linkTo('un@mairie.example')
    expect((await martine.visit(link)).text).toContain('Vous êtes déjà inscrit')
    await martine.visit(link, { form: {} })
    expect((await service.newVisitor().visit(link)).text).toContain('Votre invitation')
  })

  test('keeps no token in clear, nor in an address of ours, nor in a log', async () => {
    const { visitor: martine } = await signIn('martine')
    await invite(martine, 'un@mairie.example')
    const token = linkTo('un@mairie.example').split('/').at(-1) ?? ''
    await signIn('bruno', `/agent/invitation/${token}/connexion`)
    const rows = JSON.stringify(await inTenant((tx) => tx.select().from(invitations)))
    expect(rows + service.logs.join('')).not.toContain(token.slice(15))
  })
})

describe('who comes in without a link', () => {
  test('a contact person opens the collectivité that waited; she is named in the list', async () => {
    const lisandru = service.newVisitor()
    await lisandru.signIn('/agent/connexion', { identity: 'lisandru' })
    const [row] = await service.services.db.select().from(collectivites).where(eq(collectivites.siret, CALVI))
    expect(row?.state).toBe('ouverte')
    expect((await lisandru.visit(`/agent/collectivites/${CALVI}/agents`)).text).toContain('Lisandru FICAJOLA')
  })

  test('not in a partner’s name, and not after she was removed', async () => {
    await service.services.db.insert(partnerOrganisations).values({ siret: FAY_AUX_LOGES, siren: CCAS_SIREN })
    await service.addMember(FAY_AUX_LOGES, 'ccas@fay-aux-loges.example', 'gestionnaire')
    expect((await signIn('gerard')).page.text).toContain('déjà inscrite')
    await service.addMember(FAY_AUX_LOGES, 'nadia.berthillon@fay-aux-loges.example')
    const { visitor: martine } = await signIn('martine')
    const nadia = await signIn('nadia')
    expect(nadia.page.url.pathname).toBe(desk)
    const id = await idOf('nadia.berthillon@fay-aux-loges.example')
    const asked = await martine.visit(`${list}/${id}/retrait`)
    expect(asked.text).toContain('Retirer l’accès de Nadia BERTHILLON')
    await martine.visit(`${list}/${id}/retrait`, { form: {} })
    expect((await nadia.visitor.visit(desk)).status).toBe(404)
    expect((await signIn('nadia')).page.status).toBe(403)
    const [row] = await inTenant((tx) => tx.select().from(members).where(eq(members.id, id)))
    expect(row).toMatchObject({ name: 'Nadia BERTHILLON', proConnectSub: null, leftAt: clock() })
  })

  test('named under a second address, she stays one member, with the higher role', async () => {
    const { visitor: martine } = await signIn('martine')
    await letBrunoIn(martine)
    await inTenant((tx) =>
      tx.update(members).set({ email: 'old@mairie.example' }).where(eq(members.name, 'Bruno TESSIERAS')),
    )
    await service.addMember(FAY_AUX_LOGES, 'bruno.tessieras@fay-aux-loges.example', 'gestionnaire')
    expect((await signIn('bruno')).page.url.pathname).toBe(desk)
    const bruno = (await here()).filter(
      ({ name, email }) => name === 'Bruno TESSIERAS' || email.startsWith('bruno'),
    )
    expect(bruno.map(({ role }) => role)).toEqual(['gestionnaire'])
  })
})

test('DINUM lists organisations that exist, for collectivités that do', async () => {
  const { safe } = service.services
  expect(await allowPartner(safe, '264501421', FAY_AUX_LOGES)).toBe('not-a-siren')
  const lines: string[] = []
  const command = ['organisation:allow', CCAS_SIREN, '21310555400018']
  await runAdmin(command, service.environment, (line) => lines.push(line))
  expect(lines).toEqual(['unknown-collectivite'])
  expect(await allowPartner(safe, CCAS_SIREN, FAY_AUX_LOGES)).toBe('allowed')
  expect(await allowPartner(safe, CCAS_SIREN, FAY_AUX_LOGES)).toBe('unchanged')
  expect(await forbidPartner(safe, CCAS_SIREN, FAY_AUX_LOGES)).toBe('forbidden')
  expect(await forbidPartner(safe, CCAS_SIREN, FAY_AUX_LOGES)).toBe('unchanged')
})

describe('a request', () => {
  test('is made once, told once, and accepted', async () => {
    const { visitor: martine } = await signIn('martine')
    const { visitor: bruno, page } = await signIn('bruno')
    expect(page.html).toContain('Demander l’accès</button>')
    const asked = await Promise.all([1, 2, 3].map(() => bruno.visit(`${desk}/demande`, { form: {} })))
    for (const one of asked)
      expect([one.status, one.text]).toEqual([403, expect.stringContaining('enregistrée')])
    expect((await mails()).map(({ to }) => to)).toEqual([['martine.legendre@fay-aux-loges.example']])
    expect((await mails())[0]?.text).toContain('Bruno TESSIERAS')
    expect((await bruno.visit(desk)).status).toBe(404)
    const waiting = await martine.visit(list)
    expect(waiting.text).toContain('Demandes d’accès')
    const answer = waiting.html.match(/action="([^"]+\/reponse)"/)?.[1] ?? ''
    const forms = ['accepter', 'refuser', 'accepter'].map((reponse) =>
      martine.visit(answer, { form: { reponse } }),
    )
    await Promise.all(forms)
    const mailed = (await mails()).map(({ to }) => to[0])
    const isIn = (await here()).some(({ name, acceptedAt }) => name === 'Bruno TESSIERAS' && acceptedAt)
    expect((await bruno.visit(desk)).status).toBe(isIn ? 200 : 404)
    expect(mailed.slice(1)).toEqual(isIn ? ['bruno.tessieras@fay-aux-loges.example'] : [])
    expect((await actions()).filter((action) => action === 'demande d’accès')).toHaveLength(1)
  })

  test('refused, it is not made again; an invitation still works', async () => {
    const { visitor: martine } = await signIn('martine')
    const { visitor: bruno } = await signIn('bruno')
    await bruno.visit(`${desk}/demande`, { form: {} })
    const answer = (await martine.visit(list)).html.match(/action="([^"]+\/reponse)"/)?.[1] ?? ''
    await martine.visit(answer, { form: { reponse: 'refuser' } })
    expect((await bruno.visit('/agent')).text).toContain('a été refusée')
    await bruno.visit(`${desk}/demande`, { form: {} })
    expect((await martine.visit(list)).text).not.toContain('Demandes d’accès')
    expect((await letBrunoIn(martine)).page.url.pathname).toBe(desk)
    await inTenant((tx) => tx.update(members).set({ requestedAt: null }))
  })

  test('of another organisation is answered as for a collectivité that does not exist', async () => {
    const { visitor: helene } = await signIn('helene')
    for (const siret of [FAY_AUX_LOGES, '21310555400018']) {
      const page = await helene.visit(`/agent/collectivites/${siret}/demande`, { form: {} })
      expect(page.status).toBe(404)
    }
    expect((await service.newVisitor().visit(`${desk}/demande`, { form: {} })).url.pathname).toBe('/agent')
  })
})

describe('roles', () => {
  test('an agent reads the list and changes nothing; a member of another collectivité sees none of it', async () => {
    const { visitor: martine } = await signIn('martine')
    const { visitor: bruno } = await letBrunoIn(martine)
    const { visitor: lisandru } = await signIn('lisandru')
    const seen = await bruno.visit(list)
    expect(seen.text).toContain('Martine LEGENDRE')
    expect(seen.text).not.toContain('martine.legendre@')
    expect(seen.text).not.toContain('Inviter un agent')
    const id = await idOf('martine.legendre@fay-aux-loges.example')
    const posts = [
      [`${list}/invitations`, { courriel: 'x@y.example', role: 'agent' }],
      [`${list}/confirmation`, {}],
      [`${list}/${id}/role`, { role: 'agent' }],
      [`${list}/${id}/reponse`, { reponse: 'accepter' }],
    ] as const
    for (const visitor of [bruno, lisandru])
      for (const [path, form] of posts) expect((await visitor.visit(path, { form })).status).toBe(404)
    expect((await lisandru.visit(list)).status).toBe(404)
    expect((await bruno.visit(`${list}/${id}/retrait`)).status).toBe(404)
    await bruno.visit(`${list}/${id}/retrait`, { form: {} })
    expect(await here()).toHaveLength(2)
    expect(await mails()).toHaveLength(1)
  })

  test.each(['x', '%00', '7f1d7a52-52d3-4a0e-9d3e-0a6c3f7f9b11'])('nobody is %s', async (id) => {
    const { visitor: martine } = await signIn('martine')
    const posts = ['role', 'retrait', 'reponse'].map((word) => `${list}/${id}/${word}`)
    for (const word of ['renvoi', 'annulation']) posts.push(`${list}/invitations/${id}/${word}`)
    for (const path of posts) {
      const page = await martine.visit(path, { form: { role: 'agent', reponse: 'accepter' } })
      expect([path, page.status, page.url.pathname]).toEqual([path, 200, list])
    }
    expect((await martine.visit(`${list}/${id}/retrait`)).status).toBe(404)
  })

  test('a role acts at the next request, and an agent may leave', async () => {
    const { visitor: martine } = await signIn('martine')
    const { visitor: bruno } = await letBrunoIn(martine)
    const id = await idOf('bruno.tessieras@fay-aux-loges.example')
    await martine.visit(`${list}/${id}/role`, { form: { role: 'gestionnaire' } })
    expect((await bruno.visit(`${desk}/journal`)).status).toBe(200)
    await martine.visit(`${list}/${id}/role`, { form: { role: 'agent' } })
    expect((await bruno.visit(`${desk}/journal`)).status).toBe(404)
    expect((await bruno.visit(`${list}/${id}/retrait`)).text).toContain('Quitter cet espace')
    const left = await bruno.visit(`${list}/${id}/retrait`, { form: {} })
    expect([left.url.pathname, left.status]).toEqual(['/agent', 403])
    expect((await actions()).slice(-3)).toEqual(['changement de rôle', 'changement de rôle', 'départ'])
  })

  test('the last gestionnaire stays one', async () => {
    const { visitor: martine } = await signIn('martine')
    await letBrunoIn(martine)
    const id = await idOf('martine.legendre@fay-aux-loges.example')
    for (const [path, form] of [
      [`${list}/${id}/role`, { role: 'agent' }],
      [`${list}/${id}/retrait`, {}],
    ] as [string, Record<string, string>][])
      expect((await martine.visit(path, { form })).text).toContain('au moins un gestionnaire')
    expect((await martine.visit(`${desk}/journal`)).status).toBe(200)
  })

  test('two gestionnaires who leave, or remove each other, at the same moment: one stays', async () => {
    for (const round of ['leave', 'remove', 'demote']) {
      const { visitor: martine } = await signIn('martine')
      const { visitor: bruno } = await letBrunoIn(martine, 'gestionnaire')
      const [one, other] = [
        await idOf('martine.legendre@fay-aux-loges.example'),
        await idOf('bruno.tessieras@fay-aux-loges.example'),
      ]
      const [byMartine, byBruno] = round === 'leave' ? [one, other] : [other, one]
      const act = (visitor: Visitor, id: string) =>
        round === 'demote'
          ? visitor.visit(`${list}/${id}/role`, { form: { role: 'agent' } })
          : visitor.visit(`${list}/${id}/retrait`, { form: {} })
      await Promise.all([act(martine, byMartine), act(bruno, byBruno)])
      const left = await inTenant((tx) =>
        tx
          .select()
          .from(members)
          .where(and(eq(members.role, 'gestionnaire'), isNull(members.leftAt))),
      )
      expect([round, left.length]).toEqual([round, 1])
      await inTenant((tx) => tx.update(members).set({ leftAt: clock(), proConnectSub: null }))
      await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
    }
  })
})

describe('every 18 months', () => {
  const renewed = `${list}/confirmation`

  async function dueIn(days: number): Promise<void> {
    const dueAt = accessDueAt({ accessConfirmedAt: clock() }, null) ?? clock()
    clock.moveTo(new Date(dueAt.getTime() - days * DAY).toISOString())
  }

  beforeEach(async () => {
    await service.services.db
      .update(collectivites)
      .set({ accessConfirmedAt: clock(), accessRemindedDays: null })
  })

  test('gestionnaires are reminded 30, 7 and 0 days before, once each, whichever process comes first', async () => {
    await signIn('martine')
    const start = clock()
    const mailed = async () => {
      service.sandbox.mailbox.clear()
      await Promise.all([1, 2, 3].map(() => remindAccesses(service.services)))
      return (await mails())
        .filter(({ to }) => to.includes('martine.legendre@fay-aux-loges.example'))
        .map(({ subject }) => subject.slice(0, 9))
    }
    expect(await mailed()).toEqual([])
    for (const [days, subject] of [
      [31, []],
      [30, ['Confirmez']],
      [29, []],
      [7, ['Confirmez']],
      [6, []],
      [0, ['Vos agent']],
      [-40, []],
    ] as const) {
      clock.moveTo(start.toISOString())
      await dueIn(days)
      expect([days, await mailed()]).toEqual([days, subject])
    }
  })

  test('from the day on agents wait and gestionnaires do not; one click ends it', async () => {
    const { visitor: martine } = await signIn('martine')
    await letBrunoIn(martine)
    expect((await martine.visit(list)).text).not.toContain('Confirmer cette liste')
    await martine.visit(renewed, { form: {} })
    expect(await actions()).not.toContain('confirmation des accès')
    await dueIn(1)
    expect((await signIn('bruno')).page.url.pathname).toBe(desk)
    expect((await signIn('martine')).page.url.pathname).toBe(desk)
    await service.services.db
      .update(collectivites)
      .set({ accessConfirmedAt: new Date(clock().getTime() - 560 * DAY) })
    const { visitor: bruno, page: waiting } = await signIn('bruno')
    expect([waiting.status, waiting.url.pathname]).toEqual([403, desk])
    expect(waiting.text).toContain('Vos accès attendent une confirmation')
    expect(waiting.text).toContain('Martine LEGENDRE')
    for (const path of ['', '/export.csv', '/agents', '/fichiers'])
      expect((await bruno.visit(`${desk}${path}`)).status).toBe(403)
    const { visitor: again, page: led } = await signIn('martine')
    expect(led.url.pathname).toBe(list)
    expect(led.html).toContain('Confirmer cette liste</button>')
    expect((await again.visit(desk)).status).toBe(200)
    const said = await Promise.all([1, 2].map(() => again.visit(renewed, { form: {} })))
    expect(said.map(({ url }) => url.search).sort()).toEqual(['?fait=confirmee', '?fait=rien'])
    expect((await bruno.visit(desk)).status).toBe(200)
    expect((await actions()).filter((action) => action === 'confirmation des accès')).toHaveLength(1)
  })

  test('where nobody could confirm, nobody waits', async () => {
    const { visitor: martine } = await signIn('martine')
    await letBrunoIn(martine)
    await inTenant((tx) => tx.update(members).set({ role: 'agent' }))
    await service.services.db
      .update(collectivites)
      .set({ accessConfirmedAt: new Date(clock().getTime() - 560 * DAY) })
    expect((await signIn('bruno')).page.url.pathname).toBe(desk)
  })
})

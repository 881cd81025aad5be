import { and, desc, eq, isNull } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runAdmin } from '#src/admin.js'
import { listContacts } from '#src/collectivite/contacts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { auditEvents, collectivites, members, operatorActs, operators } from '#src/db/schema.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { press, signInOperator } from '../support/operator.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const VITRY = '21450346800016'
const CCAS = '26450142000014'
const MARTINE = 'martine.legendre@fay-aux-loges.example'
const page = `/dinum/collectivites/${FAY_AUX_LOGES}`
let service: TestService
const clock = fixedClock(new Date().toISOString())
let claire: Visitor

beforeAll(async () => {
  service = await startTestService({ now: clock })
  await service.open(FAY_AUX_LOGES, { state: 'en attente' })
  claire = await signInOperator(service)
})
afterAll(() => service?.close())
beforeEach(() => service.sandbox.mailbox.clear())
afterEach(() => service.settle())

const stateOf = async (siret: string) => (await findCollectivite(service.services.db, siret))?.state
const addresses = async () => {
  await service.settle()
  return service.sandbox.mailbox.messages.flatMap(({ to }) => to).sort()
}
const expected = (siret: string) =>
  asCollectivite(service.services.db, siret, async (tx) => {
    const rows = await tx
      .select()
      .from(members)
      .where(and(isNull(members.leftAt), isNull(members.acceptedAt)))
    return rows.map(({ email, role }) => `${role} ${email}`).sort()
  })
/** The last act, in the journal of the console and in the collectivité's own trace. */
async function lastAct(siret: string) {
  const { db } = service.services
  const [act] = await db.select().from(operatorActs).orderBy(desc(operatorActs.seq)).limit(1)
  const trace = await asCollectivite(db, siret, (tx) =>
    tx.select().from(auditEvents).orderBy(desc(auditEvents.seq)).limit(3),
  )
  const own = trace.filter(({ actor }) => actor === `dinum:${act?.operatorId}`).map(({ action }) => action)
  return { act: act?.act, siret: act?.organizationSiret, concerned: act?.concerned, own }
}

describe('contacts', () => {
  test('a new demandeur is invited as gestionnaire, and who is replaced before she came is expected no more', async () => {
    const { text } = await claire.visit(page)
    expect(text).toContain('Personne n’est attendu')
    const form = await claire.visit(`${page}/contacts/demandeur`)
    const saved = await press(claire, form, 'Enregistrer', {
      nom: ' Ancienne  MAIRE ',
      courriel: 'Ancienne@Fay.example',
    })
    expect(saved.text).toContain('Le contact est enregistré')
    expect(saved.text).toContain('Ancienne MAIRE')
    expect(await addresses()).toEqual(['ancienne@fay.example'])
    expect(await expected(FAY_AUX_LOGES)).toEqual(['gestionnaire ancienne@fay.example'])
    expect(await lastAct(FAY_AUX_LOGES)).toMatchObject({
      act: 'contacts',
      siret: FAY_AUX_LOGES,
      concerned: 'demandeur',
      own: expect.arrayContaining(['contacts', 'invitation']),
    })
    service.sandbox.mailbox.clear()
    const again = await claire.visit(`${page}/contacts/demandeur`)
    expect(again.html).toContain('value="ancienne@fay.example"')
    await press(claire, again, 'Enregistrer', { nom: '', courriel: MARTINE })
    expect(await addresses()).toEqual([MARTINE])
    expect(await expected(FAY_AUX_LOGES)).toEqual([`gestionnaire ${MARTINE}`])
    const same = await press(claire, await claire.visit(`${page}/contacts/demandeur`), 'Enregistrer')
    expect(same.text).toContain('Rien n’a été changé')
  })

  test('who is replaced stays expected while she stands in the other place; the officer is not invited', async () => {
    const business = await claire.visit(`${page}/contacts/contact-metier`)
    await press(claire, business, 'Enregistrer', { courriel: MARTINE })
    const applicant = await claire.visit(`${page}/contacts/demandeur`)
    await press(claire, applicant, 'Enregistrer', { courriel: 'maire@fay.example' })
    expect(await expected(FAY_AUX_LOGES)).toEqual([
      'gestionnaire maire@fay.example',
      `gestionnaire ${MARTINE}`,
    ])
    await service.settle()
    service.sandbox.mailbox.clear()
    const officer = await claire.visit(`${page}/contacts/delegue`)
    await press(claire, officer, 'Enregistrer', { nom: 'Dominique CNIL', courriel: 'dpo@loges.example' })
    expect(await addresses()).toEqual([])
    expect(await listContacts(service.services.db, FAY_AUX_LOGES)).toMatchObject([
      { kind: 'contact métier', email: MARTINE },
      { kind: 'demandeur', email: 'maire@fay.example' },
      { kind: 'délégué à la protection des données', email: 'dpo@loges.example', name: 'Dominique CNIL' },
    ])
  })

  test('an address that is none is said, and what was typed stays', async () => {
    const form = await claire.visit(`${page}/contacts/demandeur`)
    const refused = await press(claire, form, 'Enregistrer', { nom: 'Camille', courriel: 'mairie' })
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('value="Camille"')
    expect(refused.html).toContain('value="mairie"')
    expect(refused.text).toContain('Écrivez une adresse complète')
    expect((await claire.visit(`${page}/contacts/maire`)).status).toBe(404)
  })
})

describe('an invitation', () => {
  test('is sent again to who is expected, and to nobody else', async () => {
    const list = await claire.visit(page)
    clock.moveBy(5 * 60_000)
    const sent = await press(claire, list, `Renvoyer l’invitation à ${MARTINE}`)
    expect(sent.text).toContain('L’invitation part par courriel')
    await press(claire, list, `Renvoyer l’invitation à ${MARTINE}`)
    expect(await addresses()).toEqual([MARTINE])
    expect(await lastAct(FAY_AUX_LOGES)).toMatchObject({
      act: 'invitation',
      own: expect.arrayContaining(['invitation']),
    })
    const count = () => service.services.db.$count(operatorActs, eq(operatorActs.act, 'invitation'))
    expect(await count()).toBe(1)
    service.sandbox.mailbox.clear()
    const stranger = { courriel: 'victime@ailleurs.example' }
    const refused = await claire.visit(`${page}/invitations`, { form: stranger })
    expect(refused.text).toContain('Rien n’a été changé')
    expect(await addresses()).toEqual([])
    expect(await count()).toBe(1)
  })
})

describe('the chain of health', () => {
  test('says each step that is done with its date, and what to do where one is missing', async () => {
    const before = await claire.visit(page)
    expect(before.text).toContain('Ouverte à la main')
    expect(before.text).toContain('Personne n’a accepté')
    const desk = await service.newVisitor().signIn('/agent/connexion', { identity: 'martine' })
    expect(desk.url.pathname).toBe(`/agent/collectivites/${FAY_AUX_LOGES}`)
    await service.newVisitor().visit(`/collectivites/${FAY_AUX_LOGES}`)
    await service.services.counters.write()
    const after = await claire.visit(page)
    expect(after.text).toContain('A accepté et lit')
    expect(after.text).toContain('Martine LEGENDRE')
    expect(after.text).toContain('Aucune, bien que la page soit vue')
    expect(after.text).not.toContain('Page vue À faire')
    expect(after.text).toContain('La collectivité n’a pas choisi de courriels')
  })

  test('tells the habilitation where DataPass has told one', async () => {
    const { dataPass } = service.sandbox
    const request = dataPass.createRequest()
    await dataPass.fire(request, 'approve')
    await service.settle()
    const { text } = await claire.visit(`/dinum/collectivites/${VITRY}`)
    expect(text).toContain(`Demande n° ${request.id}, active`)
    expect((await claire.visit(`/dinum/datapass/demandes/${request.id}`)).status).toBe(200)
    expect(text).toContain('Lien valable jusqu’au')
    expect(await addresses()).not.toEqual([])
  })
})

describe('mails that do not arrive', () => {
  test('are known to the directory until one is accepted again', async () => {
    const { db } = service.services
    const failedAt = async () =>
      (await db.select().from(collectivites).where(eq(collectivites.siret, FAY_AUX_LOGES)))[0]?.mailFailedAt
    clock.moveBy(5 * 60_000)
    service.sandbox.mailbox.refuseNext(550)
    await press(claire, await claire.visit(page), 'Renvoyer l’invitation à maire@fay.example')
    await service.settle()
    expect(await failedAt()).toEqual(clock())
    const sick = await claire.visit(page)
    expect(sick.text).toContain('Des courriels sont refusés ou abandonnés depuis le')
    expect(sick.text).toContain('Un lien n’a pas pu partir')
    expect((await claire.visit('/dinum?sante=courriels')).html).toContain(`href="${page}"`)
    clock.moveBy(5 * 60_000)
    await press(claire, sick, 'Renvoyer l’invitation à maire@fay.example')
    await service.settle()
    expect(await failedAt()).toBeNull()
    expect((await claire.visit('/dinum?sante=courriels')).html).not.toContain(`href="${page}"`)
  })
})

describe('other organisations and free mailboxes', () => {
  test('are accepted and refused, with a line each', async () => {
    const refused = await press(claire, await claire.visit(page), 'Accepter ses agents', {
      siren: '264 501 421',
    })
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('value="264 501 421"')
    const accepted = await press(claire, await claire.visit(page), 'Accepter ses agents', {
      siren: '264 501 420',
    })
    expect(accepted.text).toContain('SIREN 264501420')
    expect(await lastAct(FAY_AUX_LOGES)).toEqual({
      act: 'organisation acceptée',
      siret: FAY_AUX_LOGES,
      concerned: '264501420',
      own: expect.arrayContaining(['organisation acceptée']),
    })
    const martine = service.newVisitor()
    await martine.signIn('/agent/connexion', { identity: 'martine' })
    const trace = await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}/journal`)
    expect(trace.text).toContain('la DINUM Autre organisation acceptée SIREN 264501420')
    const gone = await press(claire, accepted, 'Retirer l’organisation 264501420')
    expect(gone.text).not.toContain('SIREN 264501420')
    expect((await lastAct(FAY_AUX_LOGES)).act).toBe('organisation retirée')

    const allowed = await press(claire, gone, 'Autoriser le fichier')
    expect(allowed.text).toContain('Le fichier peut partir vers une messagerie grand public')
    expect((await findCollectivite(service.services.db, FAY_AUX_LOGES))?.freeMailAllowed).toBe(true)
    expect(await lastAct(FAY_AUX_LOGES)).toMatchObject({ act: 'messageries grand public', concerned: 'oui' })
    await press(claire, allowed, 'Ne plus l’autoriser')
    expect((await findCollectivite(service.services.db, FAY_AUX_LOGES))?.freeMailAllowed).toBe(false)
  })
})

describe('suspending', () => {
  test('is asked about, takes the page from residents and leaves the desk to agents, who read why', async () => {
    const asked = await claire.visit(`${page}/suspension`)
    expect(asked.text).toContain('Suspendre le service ?')
    const done = await press(claire, asked, 'Suspendre le service')
    expect(done.text).toContain('Le service est suspendu')
    expect(await lastAct(FAY_AUX_LOGES)).toMatchObject({
      act: 'suspension',
      own: expect.arrayContaining(['suspension']),
    })
    const resident = await service.newVisitor().visit(`/collectivites/${FAY_AUX_LOGES}`)
    expect(resident.text).toContain('plus proposé pour le moment')
    const martine = service.newVisitor()
    const desk = await martine.signIn('/agent/connexion', { identity: 'martine' })
    expect(desk.text).toContain('Service suspendu')
    expect((await martine.request(`${desk.url.pathname}/export.csv`)).status).toBeLessThan(400)
    const twice = await claire.visit(`${page}/suspension`, { form: {} })
    expect(twice.text).toContain('Rien n’a été changé')
    expect(await expected(FAY_AUX_LOGES)).toEqual(['gestionnaire maire@fay.example'])
    await press(claire, await claire.visit(`${page}/contacts/demandeur`), 'Enregistrer', {
      courriel: 'adjoint@fay.example',
    })
    expect(await expected(FAY_AUX_LOGES)).toEqual(['gestionnaire adjoint@fay.example'])
    expect(await addresses()).toEqual([])
    const reopened = await press(claire, await claire.visit(page), 'Rouvrir le service')
    expect(reopened.text).toContain('Le service est rouvert')
    expect(await stateOf(FAY_AUX_LOGES)).toBe('ouverte')
    expect((await lastAct(FAY_AUX_LOGES)).act).toBe('réactivation')
  })

  test('is also a command', async () => {
    const say = async (...args: string[]) => {
      const lines: string[] = []
      await runAdmin(args, service.environment, (line) => lines.push(line))
      return lines
    }
    expect(await say('collectivite:suspend', FAY_AUX_LOGES)).toEqual(['decided'])
    expect(await stateOf(FAY_AUX_LOGES)).toBe('suspendue')
    expect(await say('collectivite:suspend', FAY_AUX_LOGES)).toEqual(['unchanged'])
    expect(await say('collectivite:resume', FAY_AUX_LOGES)).toEqual(['decided'])
    expect(await stateOf(FAY_AUX_LOGES)).toBe('ouverte')
    expect(await say('collectivite:close', FAY_AUX_LOGES)).toEqual(['decided'])
    expect((await findCollectivite(service.services.db, FAY_AUX_LOGES))?.deskUntil).not.toBeNull()
    expect(await say('collectivite:resume', FAY_AUX_LOGES)).toEqual(['decided'])
    expect(await stateOf(FAY_AUX_LOGES)).toBe('ouverte')
    expect(await say('collectivite:suspend', '21310555400018')).toEqual(['unknown-collectivite'])
  })
})

describe('opening by hand', () => {
  test('shows the SIREN and the COG of communes, and which are in the service', async () => {
    const found = await claire.visit('/dinum/ouverture?q=fay+aux+loges')
    expect(found.text).toContain('214501421')
    expect(found.html).toContain(`href="${page}"`)
    expect((await claire.visit('/dinum/ouverture?q=2B050')).text).toContain('212000509')
    expect((await claire.visit('/dinum/ouverture?q=20260')).text).toContain('Calvi')
    expect((await claire.visit('/dinum/ouverture?q=zzz')).text).toContain('Aucune commune ne correspond')
  })

  test('a commune needs its SIRET and an address', async () => {
    const form = await claire.visit('/dinum/ouverture')
    const refused = await press(claire, form, 'Ouvrir et inviter', {
      siret: '21200050900018',
      gestionnaire: 'lisandru',
      delegue: '@',
    })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('sa clé ne correspond pas')
    expect(refused.html).toContain('value="21200050900018"')
    expect(refused.html).toContain('value="lisandru"')
    expect(refused.html).not.toContain('id="cog"')
    const opened = await press(claire, refused, 'Ouvrir et inviter', {
      siret: '212 000 509 00019',
      gestionnaire: 'Lisandru.Ficajola@calvi.example',
      autre_gestionnaire: 'maire@calvi.example',
      delegue: 'dpo@calvi.example',
    })
    expect(opened.url.pathname).toBe(`/dinum/collectivites/${CALVI}`)
    expect(opened.text).toContain('La collectivité est inscrite')
    expect(await findCollectivite(service.services.db, CALVI)).toMatchObject({
      name: 'Calvi',
      codeCog: '2B050',
      state: 'en attente',
    })
    expect(await addresses()).toEqual(['lisandru.ficajola@calvi.example', 'maire@calvi.example'])
    expect(await lastAct(CALVI)).toMatchObject({
      act: 'ouverture',
      siret: CALVI,
      own: expect.arrayContaining(['ouverture']),
    })
    const again = await press(claire, await claire.visit('/dinum/ouverture'), 'Ouvrir et inviter', {
      siret: CALVI,
    })
    expect(again.url.pathname).toBe(`/dinum/collectivites/${CALVI}`)
    expect(again.text).toContain('déjà inscrite')
  })

  test('what is no commune is asked for its name and place, La Poste counts otherwise', async () => {
    const typed = { siret: CCAS, gestionnaire: 'ccas@fay-aux-loges.example' }
    const asked = await press(claire, await claire.visit('/dinum/ouverture'), 'Ouvrir et inviter', typed)
    expect(asked.status).toBe(422)
    expect(asked.html).toContain('id="cog"')
    const wrong = await press(claire, asked, 'Ouvrir et inviter', { nom: 'CCAS', cog: '99999' })
    expect(wrong.text).toContain('Ce code COG n’est dans aucun département connu')
    expect(wrong.html).toContain('value="ccas@fay-aux-loges.example"')
    const opened = await press(claire, wrong, 'Ouvrir et inviter', { cog: '45142' })
    expect(opened.url.pathname).toBe(`/dinum/collectivites/${CCAS}`)
    expect(await findCollectivite(service.services.db, CCAS)).toMatchObject({
      codeCog: '45142',
      name: expect.stringContaining('Fay-aux-Loges'),
    })
    const post = {
      siret: '35600000000048',
      gestionnaire: 'poste@laposte.example',
      nom: 'La Poste',
      cog: '75056',
    }
    const laPoste = await press(claire, wrong, 'Ouvrir et inviter', post)
    expect(laPoste.url.pathname).toBe('/dinum/collectivites/35600000000048')
  })
})

describe('the journal', () => {
  test('holds every act, newest first, of all or of one, with who did it', async () => {
    const all = await claire.visit('/dinum/journal')
    expect(all.text).toContain('Claire FONTENAILLE')
    expect(all.text.indexOf('Ouverture')).toBeLessThan(all.text.indexOf('Messageries grand public'))
    const one = await claire.visit(`/dinum/journal?siret=${CALVI}`)
    expect(one.html.match(/data-label="Quand"/g)).toHaveLength(1)
    expect((await claire.visit('/dinum/journal?siret=1')).text).toContain('Rien à montrer')
  })

  test('is read page by page', async () => {
    const { db } = service.services
    const [operator] = await db.select().from(operators).limit(1)
    const { audit, now } = service.services.safe
    const [at, operatorId] = [now(), operator?.id ?? '']
    await db.transaction(async (tx) => {
      for (let n = 0; n < 250; n++)
        await audit.appendAct(tx, {
          at,
          operatorId,
          act: `essai ${n}`,
          organizationSiret: null,
          concerned: null,
        })
    })
    const first = await claire.visit('/dinum/journal')
    const older = first.html.match(/href="([^"]*avant=\d+)"/)?.[1] ?? ''
    const second = await claire.visit(older)
    expect(first.text).toContain('Essai 249')
    expect(second.text).toContain('Essai 149')
    expect(second.html).toContain('href="/dinum/journal">Lignes les plus récentes')
    const rows = await db.select().from(operatorActs).where(eq(operatorActs.act, 'essai 0'))
    expect((await claire.visit(`/dinum/journal?avant=${(rows[0]?.seq ?? 0) + 1}`)).text).toContain('Essai 0')
  })
})

test('a collectivité that is not in the directory has no page, and nothing is done for it', async () => {
  const before = await service.services.db.$count(operatorActs)
  for (const path of ['', '/suspension', '/fermeture', '/contacts/demandeur'])
    expect((await claire.visit(`/dinum/collectivites/21310555400018${path}`)).status).toBe(404)
  for (const path of [
    '/suspension',
    '/reprise',
    '/fermeture',
    '/invitations',
    '/organisations',
    '/messageries',
  ])
    expect((await claire.visit(`/dinum/collectivites/21310555400018${path}`, { form: {} })).status).toBe(404)
  expect(await service.services.db.$count(operatorActs)).toBe(before)
})

test('nobody else acts: an agent is refused, and who is not signed in is led to the entrance', async () => {
  const martine = service.newVisitor()
  await martine.signIn('/agent/connexion', { identity: 'martine' })
  expect((await martine.visit(`${page}/suspension`, { form: {} })).status).toBe(403)
  expect((await service.newVisitor().visit(`${page}/suspension`, { form: {} })).url.pathname).toBe('/dinum')
  expect(await stateOf(FAY_AUX_LOGES)).toBe('ouverte')
})

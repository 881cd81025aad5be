import { randomUUID } from 'node:crypto'
import { count, eq, getTableName } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listContacts } from '#src/collectivite/contacts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import {
  attachments,
  auditEvents,
  collectivites,
  contacts,
  dailyCounts,
  dataKeys,
  deliveries,
  exports as files,
  hubeeCases,
  hubeeFolders,
  invitations,
  mails,
  members,
  recipients,
  refusedOrigins,
  submissions,
} from '#src/db/schema.js'
import { openMail, sealMail } from '#src/delivery/sealed-mail.js'
import { eraseClosed } from '#src/onboarding/erase-closed.js'
import { SealBrokenError } from '#src/seal.js'
import { ensureDataKey, readDataKey } from '#src/submission/data-key.js'
import { openSubmissions } from '#src/submission/open-submissions.js'
import { workHourly } from '#src/work-hourly.js'
import { fixedClock } from '../support/clock.js'
import { siretsOfCommunes } from '../support/communes.js'
import { CALVI, contentOf, FAY_AUX_LOGES, nadege } from '../support/named.js'
import { press, signInOperator } from '../support/operator.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const VITRY = '21450346800016'
const SAINT_LEU = '21974013100012'
const MARTINE = 'martine.legendre@fay-aux-loges.example'
const DAY = 86_400_000
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const clock = fixedClock(new Date().toISOString())
let service: TestService

beforeAll(async () => {
  service = await startTestService({ now: clock })
  for (const siret of [FAY_AUX_LOGES, CALVI]) await fill(siret)
})
afterAll(() => service?.close())

/** A collectivité with all that one may hold. */
async function fill(siret: string) {
  const { safe } = service.services
  await service.open(siret, { contact: 'Madame D’ESSAI-ACCUEIL' })
  await service.addMember(
    siret,
    siret === CALVI ? 'lisandru.ficajola@calvi.example' : MARTINE,
    'gestionnaire',
  )
  await service.addMember(siret, 'jamais.venue@mairie.example', 'gestionnaire')
  await sendTo(safe, siret)
  const [at, id] = [clock(), randomUUID()]
  await asCollectivite(safe.db, siret, async (tx) => {
    await tx.insert(contacts).values({ siret, kind: 'demandeur', email: 'maire@mairie.example', since: at })
    await tx.insert(recipients).values({ siret, email: 'mairie@mairie.example', confirmedAt: at })
    const of = { id, siret, createdAt: at, firstAt: at, lastAt: at, count: 1, references: ['Q'] }
    const what = { frequency: 'jour' as const, content: 'avis' as const, periodEnd: at }
    await tx.insert(deliveries).values({ ...of, ...what })
    await tx.insert(mails).values({ id, siret, deliveryId: id, createdAt: at, envelope: Buffer.from('x') })
    const numbers = { reference: 'Q', dueSince: at, folderId: siret, caseId: siret }
    await tx.insert(hubeeFolders).values({ id, siret, createdAt: at, ...numbers })
    await tx.insert(hubeeCases).values({ caseId: siret, siret })
    const file = { actor: 'service', format: 'csv' as const, selection: 'tout' }
    await tx.insert(files).values({ ...of, ...file })
    await tx.insert(refusedOrigins).values({ siret, origin: 'https://portail.example.fr', lastSeenAt: at })
    const link = { email: 'jamais.venue@mairie.example', role: 'gestionnaire', expiresAt: at } as const
    await tx.insert(invitations).values({ siret, tokenHash: Buffer.from(siret), ...link })
  })
}

/** How many rows each table of a tenant holds. */
function rowsOf(siret: string) {
  const tables = {
    dataKeys,
    submissions,
    files,
    deliveries,
    mails,
    contacts,
    invitations,
    refusedOrigins,
    hubeeFolders,
  }
  return asCollectivite(service.services.db, siret, async (tx) => {
    const counts: Record<string, number> = {}
    for (const [name, table] of Object.entries(tables)) {
      const [row] = await tx.select({ rows: count() }).from(table)
      counts[name] = row?.rows ?? 0
    }
    return counts
  })
}
const WHOLE = {
  dataKeys: 1,
  submissions: 1,
  files: 1,
  deliveries: 1,
  mails: 1,
  contacts: 1,
  invitations: 1,
  refusedOrigins: 1,
  hubeeFolders: 1,
}
const NOTHING = Object.fromEntries(Object.keys(WHOLE).map((name) => [name, 0]))
const traceOf = (siret: string) =>
  asCollectivite(service.services.db, siret, (tx) => tx.select().from(auditEvents).orderBy(auditEvents.seq))
const rowOf = async (siret: string) =>
  (await service.services.db.select().from(collectivites).where(eq(collectivites.siret, siret)))[0]

async function signIn(identity: string) {
  const visitor = service.newVisitor()
  return { visitor, page: await visitor.signIn('/agent/connexion', { identity }) }
}
async function decide(decision: 'fermeture' | 'reprise', siret = FAY_AUX_LOGES, claire?: Visitor) {
  const operator = claire ?? (await signInOperator(service))
  return operator.visit(`/dinum/collectivites/${siret}/${decision}`, { form: {} })
}

describe('a collectivité that closes', () => {
  test('is asked about first: when its files can be taken no more, and what is erased', async () => {
    const claire = await signInOperator(service)
    const asked = await claire.visit(`/dinum/collectivites/${FAY_AUX_LOGES}/fermeture`)
    expect(asked.text).toContain('Fermer efface tout, après 30 jours')
    expect(asked.text).toContain('la clé de ses données est effacée')
    expect((await findCollectivite(service.services.db, FAY_AUX_LOGES))?.state).toBe('ouverte')
    await signIn('martine')
    service.sandbox.mailbox.clear()
    const closed = await press(claire, asked, 'Fermer définitivement')
    expect(closed.text).toContain('Le service est fermé')
    expect(closed.text).toContain('Ses agents peuvent encore télécharger leurs fichiers jusqu’au')
    await service.settle()
    const told = service.sandbox.mailbox.messages
    expect(told.map(({ to }) => to)).toEqual([[MARTINE]])
    expect(told[0]?.subject).toContain('Le service ferme pour votre collectivité')
    expect(told[0]?.text).toContain(desk)
    expect(told[0]?.text).not.toContain(nadege.familyName)
  })

  test('takes nothing more from residents', async () => {
    const page = await service.newVisitor().visit(`/collectivites/${FAY_AUX_LOGES}`)
    expect(page.status).toBe(410)
    expect(page.text).toContain('n’utilise plus ce service')
    expect(page.html).not.toContain('/connexion')
  })

  test('has its desk for 30 days, which says until when in every room; its files can be taken', async () => {
    clock.moveBy(29 * DAY)
    await workHourly(service.services)
    const { visitor, page } = await signIn('martine')
    expect(page.url.pathname).toBe(desk)
    expect(page.text).toContain(nadege.familyName)
    for (const room of ['', '/fichiers', '/courriels', '/agents', '/reglages', '/journal']) {
      const { text, status } = await visitor.visit(desk + room)
      expect([room, status]).toEqual([room, 200])
      expect(text).toContain('Cet espace reste ouvert jusqu’au')
    }
    const file = await visitor.request(`${desk}/export.csv`)
    expect(await file.text()).toContain(nadege.familyName)
  })

  test('loses nothing when it is opened again in that time; a second closing gives 30 days anew', async () => {
    // The mail that waited for a delivery that is not wanted any more leaves by itself.
    await service.settle()
    const before = await rowsOf(FAY_AUX_LOGES)
    const reopened = await decide('reprise')
    expect(reopened.text).toContain('Le service est rouvert')
    expect(await rowOf(FAY_AUX_LOGES)).toMatchObject({ state: 'ouverte', decision: 'reprise' })
    clock.moveBy(2 * DAY)
    await workHourly(service.services)
    await service.settle()
    // One more mail: gestionnaires are told that it is undone.
    expect(await rowsOf(FAY_AUX_LOGES)).toEqual({ ...before, mails: (before.mails ?? 0) + 1 })
    await decide('fermeture')
    const twice = await decide('fermeture')
    expect(twice.text).toContain('Rien n’a été changé')
    clock.moveBy(29 * DAY)
    await workHourly(service.services)
    expect((await rowsOf(FAY_AUX_LOGES)).dataKeys).toBe(1)
  })

  test('has no desk once the last day has passed, and the entrance says so', async () => {
    clock.moveBy(DAY)
    for (const identity of ['martine', 'bruno']) {
      const { visitor, page } = await signIn(identity)
      expect([identity, page.status]).toEqual([identity, 403])
      expect(page.text).toContain('n’utilise plus ce service. Son espace est fermé depuis le')
      const direct = await visitor.visit(desk)
      expect(direct.status).toBe(410)
      expect(direct.text).toContain('Cet espace est fermé')
      expect(direct.text).not.toContain(nadege.familyName)
      expect((await visitor.request(`${desk}/export.csv`)).status).toBe(410)
    }
    const { visitor: lisandru } = await signIn('lisandru')
    expect((await lisandru.visit(desk)).status).toBe(404)
  })
})

describe('erasing', () => {
  test('takes the key and all it sealed, addresses and accesses, once, and nothing of another', async () => {
    const others = await rowsOf(CALVI)
    await workHourly(service.services)
    expect(await rowsOf(FAY_AUX_LOGES)).toEqual(NOTHING)
    expect(await rowsOf(CALVI)).toEqual(others)
    const left = await asCollectivite(service.services.db, FAY_AUX_LOGES, async (tx) => ({
      members: await tx.select().from(members),
      recipients: await tx.select().from(recipients),
    }))
    expect(
      left.members.map(({ email, proConnectSub, leftAt }) => [email, proConnectSub, leftAt !== null]),
    ).toEqual([[MARTINE, null, true]])
    expect(left.recipients.map(({ email, removedAt }) => [email, removedAt !== null])).toEqual([['', true]])
    expect(await rowOf(FAY_AUX_LOGES)).toMatchObject({
      state: 'fermée',
      erasedAt: clock(),
      contact: null,
      accessConfirmedAt: null,
    })
    const trace = await traceOf(FAY_AUX_LOGES)
    expect(trace.at(-1)).toMatchObject({ actor: 'service', action: 'effacement', references: [] })
    expect(trace.map(({ action }) => action)).toContain('transmission')
    clock.moveBy(DAY)
    await workHourly(service.services)
    expect(await traceOf(FAY_AUX_LOGES)).toEqual(trace)
    expect((await rowOf(FAY_AUX_LOGES))?.erasedAt).not.toEqual(clock())
    const counted = await service.services.db
      .select()
      .from(dailyCounts)
      .where(eq(dailyCounts.siret, FAY_AUX_LOGES))
    expect(counted.some(({ transmissions }) => transmissions === 1)).toBe(true)
    const claire = await signInOperator(service)
    const page = await claire.visit(`/dinum/collectivites/${FAY_AUX_LOGES}`)
    expect(page.text).toContain('Tout ce qu’elle contenait est effacé')
  })

  test('one that fails does not stop the others', async () => {
    const { database, services } = service
    if (!('url' in database.config)) throw new Error('No server')
    const owner = postgres(database.config.url, { max: 1, onnotice: () => {} })
    await fill(VITRY)
    await fill(SAINT_LEU)
    const claire = await signInOperator(service)
    for (const siret of [VITRY, SAINT_LEU]) await decide('fermeture', siret, claire)
    await owner.unsafe(`
      create function boom() returns trigger language plpgsql as
        $$ begin if old.siret = '${VITRY}' then raise exception 'no'; end if; return old; end $$;
      create trigger boom before delete on contacts for each row execute function boom()`)
    clock.moveBy(30 * DAY)
    await eraseClosed(services)
    expect([await rowsOf(VITRY), await rowsOf(SAINT_LEU)]).toEqual([WHOLE, NOTHING])
    expect(service.logs.join('')).toContain('closed collectivité not erased')
    await owner.unsafe('drop trigger boom on contacts')
    await owner.end()
    await Promise.all([eraseClosed(services), eraseClosed(services)])
    expect(await rowsOf(VITRY)).toEqual(NOTHING)
    const erasures = (await traceOf(VITRY)).filter(({ action }) => action === 'effacement')
    expect(erasures).toHaveLength(1)
  })

  test('takes the key last: what was copied opens no more, unless the copy holds the key', async () => {
    const { database, services } = service
    if (!('url' in database.config)) throw new Error('No server')
    const { db, safe } = services
    const [siret = ''] = await siretsOfCommunes(db, 1)
    await fill(siret)
    const file = { kind: 'pdf' as const, bytes: Buffer.from('%PDF-') }
    const sent = await sendTo(safe, siret, contentOf(), undefined, [file])
    const reference = sent?.reference ?? ''
    const copy = await asCollectivite(db, siret, async (tx) => {
      const mail = { to: 'elodie@courrier.example', content: { subject: 'Bonjour', blocks: [] } }
      const id = randomUUID()
      return {
        submissions: await tx.select().from(submissions),
        attachments: await tx.select().from(attachments),
        mail: { id, envelope: sealMail(await readDataKey(tx, safe.keyring, siret), siret, id, mail) },
        dataKeys: await tx.select().from(dataKeys),
      }
    })
    expect([copy.submissions.length, copy.attachments.length]).toEqual([2, 1])

    const owner = postgres(database.config.url, { max: 1, onnotice: () => {} })
    const others = [
      mails,
      deliveries,
      submissions,
      attachments,
      files,
      contacts,
      invitations,
      refusedOrigins,
      hubeeFolders,
    ]
    const left = others.map((table) => `exists (select from ${getTableName(table)})`).join(' or ')
    await owner.unsafe(`
      create function is_last() returns trigger language plpgsql as $$ begin
        if ${left} or not exists (select from audit_events where action = 'effacement')
        then raise exception 'not the last'; end if;
        return old; end $$;
      create trigger is_last before delete on data_keys for each row execute function is_last()`)
    await decide('fermeture', siret)
    clock.moveBy(30 * DAY)
    await eraseClosed(services)
    expect(await rowsOf(siret)).toEqual(NOTHING)
    await owner.unsafe('drop trigger is_last on data_keys')
    await owner.end()

    await asCollectivite(db, siret, async (tx) => {
      await tx.insert(submissions).values(copy.submissions)
      await tx.insert(attachments).values(copy.attachments)
    })
    const read = () => openSubmissions(safe, siret, { limit: 10 }, { actor: 'service', action: 'liste' })
    await expect(read()).rejects.toMatchObject({ code: 'NO_DATA_KEY' })
    // Should it open again, its new key opens nothing of what was.
    await asCollectivite(db, siret, (tx) => ensureDataKey(tx, safe.keyring, siret))
    await expect(read()).rejects.toThrow(SealBrokenError)
    const anew = await asCollectivite(db, siret, (tx) => readDataKey(tx, safe.keyring, siret))
    expect(() => openMail(anew, siret, copy.mail.id, copy.mail.envelope)).toThrow(SealBrokenError)
    // With the key beside it, as in a backup of the whole: until that is removed.
    await asCollectivite(db, siret, (tx) => tx.update(dataKeys).set({ wrapped: copy.dataKeys[0]?.wrapped }))
    expect((await read()).map((row) => row.reference)).toContain(reference)
  })
})

describe('one that opens again after it was erased', () => {
  test('by the operator: waits for a gestionnaire, under a new key', async () => {
    const claire = await signInOperator(service)
    const reopened = await press(
      claire,
      await claire.visit(`/dinum/collectivites/${FAY_AUX_LOGES}`),
      'Rouvrir le service',
    )
    expect(reopened.text).toContain('Le service est rouvert')
    expect(await rowOf(FAY_AUX_LOGES)).toMatchObject({ state: 'en attente', erasedAt: null })
    const { page } = await signIn('martine')
    expect(page.status).toBe(403)
    service.sandbox.mailbox.clear()
    const form = await claire.visit(`/dinum/collectivites/${FAY_AUX_LOGES}/contacts/demandeur`)
    await press(claire, form, 'Enregistrer', { courriel: MARTINE })
    await service.settle()
    expect(service.sandbox.mailbox.messages.map(({ to }) => to)).toEqual([[MARTINE]])
    expect((await signIn('martine')).page.url.pathname).toBe(desk)
    expect((await rowOf(FAY_AUX_LOGES))?.state).toBe('ouverte')
    await sendTo(service.services.safe, FAY_AUX_LOGES)
    expect((await signIn('martine')).page.text).toContain(nadege.familyName)
  })

  test('by a new habilitation: its people are invited anew; a revocation of it does not close again', async () => {
    const { dataPass, mailbox } = service.sandbox
    const request = dataPass.createRequest()
    mailbox.clear()
    await dataPass.fire(request, 'approve', { firedAt: inSeconds(10) })
    await service.settle()
    expect(await rowOf(VITRY)).toMatchObject({ state: 'en attente', erasedAt: null, decision: null })
    expect((await rowsOf(VITRY)).dataKeys).toBe(1)
    expect(mailbox.messages).toHaveLength(2)
    expect(await listContacts(service.services.db, VITRY)).toHaveLength(3)
    await dataPass.fire(request, 'revoke', { firedAt: inSeconds(20) })
    await service.settle()
    expect((await rowOf(VITRY))?.state).toBe('suspendue')
  })

  test('but what DataPass ends while it is closed stays closed', async () => {
    const { dataPass } = service.sandbox
    const request = dataPass.createRequest()
    await dataPass.fire(request, 'approve', { firedAt: inSeconds(30) })
    await service.settle()
    expect((await rowOf(VITRY))?.state).toBe('en attente')
    // The clock of DataPass is ahead of ours: what the operator says is newer all the same.
    await decide('fermeture', VITRY)
    expect((await rowOf(VITRY))?.state).toBe('fermée')
    await dataPass.fire(request, 'revoke', { firedAt: inSeconds(40) })
    await service.settle()
    expect((await rowOf(VITRY))?.state).toBe('fermée')
  })
})

function inSeconds(seconds: number): Date {
  return new Date(clock().getTime() + seconds * 1000)
}

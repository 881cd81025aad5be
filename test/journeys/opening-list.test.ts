import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { eq, isNull, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { listContacts } from '#src/collectivite/contacts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import {
  auditEvents,
  collectivites,
  invitations,
  mails,
  members,
  openingLines,
  openingLists,
  operatorActs,
  operators,
} from '#src/db/schema.js'
import { countLines, findList } from '#src/onboarding/openings/find-list.js'
import { openList } from '#src/onboarding/openings/open-list.js'
import { sweepLists } from '#src/onboarding/openings/sweep-lists.js'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { siretsOfCommunes } from '../support/communes.js'
import type { Haste } from '../support/hasty-worker.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { press, signInOperator } from '../support/operator.js'
import { startTestService, type TestService } from '../support/service.js'
import type { VisitedPage, Visitor } from '../support/visitor.js'

const upload = '/dinum/ouverture/liste'
const CCAS = '26450142000014'
const SIVOS = '25450142200011'

let service: TestService
let claire: Visitor
/** Communes that no other test opens. */
let free: string[]

beforeAll(async () => {
  service = await startTestService()
  claire = await signInOperator(service)
  free = await siretsOfCommunes(service.services.db, 1000)
})
afterAll(() => service?.close())
afterEach(() => service.sandbox.mailbox.clear())

const db = () => service.services.db
const take = (count: number) => free.splice(0, count)
const addresses = () => service.sandbox.mailbox.messages.flatMap(({ to }) => to).sort()

function send(visitor: Visitor, content: string, pasted = ''): Promise<VisitedPage> {
  const form = new FormData()
  form.set('fichier', new File([content], 'liste.csv', { type: 'text/csv' }))
  form.set('lignes', pasted)
  return visitor.visit(upload, { body: form })
}

const idOf = ({ url }: VisitedPage) => url.pathname.split('/').at(-1) ?? ''

async function confirm(page: VisitedPage, button: RegExp = /Ouvrir [\d ]+ collectivités?/) {
  const [label = ''] = page.text.match(button) ?? []
  await press(claire, page, label)
  return ended(page)
}

async function ended(page: VisitedPage): Promise<VisitedPage> {
  while (!(await findList(db(), idOf(page)))?.endedAt) await wait(20)
  return claire.visit(page.url)
}

/** What the trace of a collectivité tells, without its times. */
function traceOf(siret: string) {
  const { actor, action } = auditEvents
  return asCollectivite(db(), siret, (tx) =>
    tx.select({ actor, action }).from(auditEvents).orderBy(auditEvents.seq),
  )
}
const mailsOf = (siret: string) => asCollectivite(db(), siret, (tx) => tx.$count(mails))
const invitationsOf = (siret: string) => asCollectivite(db(), siret, (tx) => tx.$count(invitations))
const outcomes = async (page: VisitedPage) =>
  (
    await db()
      .select()
      .from(openingLines)
      .where(eq(openingLines.listId, idOf(page)))
      .orderBy(openingLines.line)
  ).map(({ outcome }) => outcome)

describe('from a file to open collectivités', () => {
  test('the preview writes nothing into the directory; the confirmation opens, invites and traces', async () => {
    const [first = '', second = ''] = take(2)
    const text = `﻿"N° SIRET";Courriel;"Contact métier";DPO;Téléphone\r\n'${first};mairie@a.example;"tarifs@a.example, Accueil <b@a.example>";dpo@a.example;0102\r\n\r\n${second};mairie@b.example\r\n`
    const preview = await send(claire, text)
    expect(preview.url.pathname).toMatch(/^\/dinum\/ouverture\/liste\/[0-9a-f-]{36}$/)
    expect(preview.text).toContain('2 lignes lues. Rien n’est encore ouvert.')
    expect(preview.text).toContain('Colonnes ignorées : Téléphone.')
    await service.settle()
    for (const siret of [first, second]) expect(await findCollectivite(db(), siret)).toBeNull()
    expect(addresses()).toEqual([])
    const actsOn = (concerned: string) =>
      db().select().from(operatorActs).where(eq(operatorActs.concerned, concerned)).orderBy(operatorActs.seq)
    expect(await actsOn(idOf(preview))).toMatchObject([{ act: 'liste lue' }])

    const results = await confirm(preview)
    expect(results.text).toContain('Ouverte, lien envoyé : 2')
    expect(await findCollectivite(db(), first)).toMatchObject({ state: 'en attente' })
    await linksLeave()
    expect(addresses()).toEqual(['b@a.example', 'mairie@a.example', 'mairie@b.example', 'tarifs@a.example'])
    expect(await listContacts(db(), first)).toMatchObject([
      { kind: 'contact métier', email: 'tarifs@a.example' },
      { kind: 'délégué à la protection des données', email: 'dpo@a.example' },
    ])
    const [operator] = await db().select().from(operators)
    const actor = `dinum:${operator?.id}`
    const invitation = { actor, action: 'invitation' }
    expect(await traceOf(first)).toEqual([{ actor, action: 'ouverture' }, invitation, invitation, invitation])
    expect(await actsOn(idOf(preview))).toMatchObject([
      { act: 'liste lue' },
      { act: 'liste d’ouvertures', operatorId: operator?.id },
    ])
    const opened = await actsOn(`liste ${idOf(preview)}`)
    expect(opened).toHaveLength(2)
    for (const siret of [first, second])
      expect(opened).toContainEqual(expect.objectContaining({ act: 'ouverture', organizationSiret: siret }))
  })

  test('the same file again opens nothing and sends nothing to whom had a link', async () => {
    const [siret = ''] = take(1)
    const text = `siret;email\n${siret};mairie@c.example`
    await confirm(await send(claire, text))
    await linksLeave()
    service.sandbox.mailbox.clear()
    const again = await send(claire, text)
    expect(again.text).toContain('1 collectivité est déjà dans le service')
    const results = await confirm(again, /Envoyer les liens qui manquent/)
    expect(results.text).toContain('tous avaient déjà eu un lien : 1')
    const more = await send(claire, `siret;email\n${siret};mairie@c.example, adjointe@c.example`)
    await confirm(more, /Envoyer les liens qui manquent/)
    await linksLeave()
    expect(addresses()).toEqual(['adjointe@c.example'])
    expect((await traceOf(siret)).map(({ action }) => action)).toEqual([
      'ouverture',
      'invitation',
      'invitation',
    ])
  })

  test('who has left, who is in and a collectivité that is closed or suspended are left alone', async () => {
    const [open = '', suspended = '', closed = ''] = take(3)
    await service.open(open)
    await service.open(suspended, { state: 'suspendue' })
    await service.open(closed, { state: 'fermée' })
    await asCollectivite(db(), open, (tx) =>
      tx.insert(members).values([
        { siret: open, email: 'partie@d.example', role: 'agent', leftAt: new Date() },
        { siret: open, email: 'agente@d.example', role: 'agent', acceptedAt: new Date(), proConnectSub: 'x' },
      ]),
    )
    const page = await send(
      claire,
      `siret;email\n${open};partie@d.example agente@d.example\n${suspended};a@d.example\n${closed};b@d.example`,
    )
    expect(page.text).toMatch(/1 collectivité est suspendue.*1 collectivité est fermée/)
    await confirm(page, /Envoyer les liens qui manquent/)
    expect(await outcomes(page)).toEqual(['unchanged', 'suspended', 'closed'])
    await linksLeave()
    expect(addresses()).toEqual([])
    const roles = await asCollectivite(db(), open, (tx) =>
      tx.select({ role: members.role }).from(members).where(isNull(members.leftAt)),
    )
    expect(roles).toEqual([{ role: 'agent' }])
  })

  test('lines in error are told with their number, stop no other, and come back as a file to correct', async () => {
    const [good = '', other = ''] = take(2)
    const page = await send(
      claire,
      [
        'siret,email,code_cog,nom',
        '"2,12E+13",a@e.example,,',
        `${good},a@e.example,,`,
        `${good},a@e.example,,`,
        `${good},b@e.example,,`,
        '214501421,a@e.example,,',
        `${other},pas d’adresse,,`,
        `${CCAS},ccas@e.example,,`,
        `${CCAS},ccas@e.example,45142,`,
        `${SIVOS},sivos@e.example,45142,SIVOS DES LOGES`,
        `${SIVOS},sivos@e.example,99999,SIVOS DES LOGES`,
      ].join('\n'),
    )
    expect(page.text).toContain('Ouvrir 2 collectivités')
    expect(page.text).toContain('6 lignes en erreur seront laissées de côté')
    expect(page.text).toMatch(/2,12E\+13 Ligne 2 Excel a abrégé le SIRET/)
    expect(page.text).toMatch(/214501421 Ligne 6 C’est un SIREN/)
    expect(page.text).toMatch(/pas d’adresse Ligne 7 Cette adresse est incomplète/)
    expect(page.text).toMatch(
      new RegExp(`${CCAS} Ligne 8 Ce SIRET n’est pas celui d’une commune. Ajoutez le code`),
    )
    expect(page.text).toMatch(new RegExp(`${CCAS} Ligne 9 .* Ajoutez son nom`))
    expect(page.text).toMatch(/99999 Ligne 11 Ce code COG n’est celui/)
    expect(page.text).toContain('Ligne 4 : même SIRET que la ligne 3. Elle n’apporte rien de plus.')
    expect(page.text).toContain('Ligne 5 : même SIRET que la ligne 3. Ses adresses seront invitées aussi.')

    const file = await claire.request(`${page.url.pathname}/erreurs.csv`)
    const rows = parse(await file.text(), { bom: true, delimiter: ';', columns: true }) as Record<
      string,
      string
    >[]
    expect(rows.map(({ ligne }) => ligne)).toEqual(['2', '6', '7', '8', '9', '11'])
    expect(rows[3]).toMatchObject({ siret: '264 501 420 00014', email: 'ccas@e.example', code_cog: '' })

    await confirm(page)
    expect(await outcomes(page)).toEqual([
      'siret-shortened',
      'opened',
      'duplicate',
      'invited',
      'siret-is-siren',
      'email-wrong',
      'place-unknown',
      'name-missing',
      'opened',
      'cog-wrong',
    ])
    expect(await findCollectivite(db(), SIVOS)).toMatchObject({ name: 'SIVOS des Loges', codeCog: '45142' })
    expect(await findCollectivite(db(), other)).toBeNull()
    const table = await (await claire.request(`${page.url.pathname}/resultats.csv`)).text()
    expect(table).toContain('SIVOS des Loges')

    const titles = 'siret;email;contact métier;code_cog;nom;dpo;ligne;à corriger\n'
    const corrected = `${titles}264 501 420 00014;ccas@e.example;;45142;CCAS DE FAY;;8;x`
    const reread = await send(claire, corrected)
    expect(reread.text).toContain('Ouvrir 1 collectivité')
    expect(reread.text).not.toContain('Colonnes ignorées')
  })

  test('lines may be pasted from a spreadsheet, with or without titles', async () => {
    const [siret = ''] = take(1)
    const page = await send(claire, '', `${siret}\tmairie@f.example`)
    expect(page.text).toContain('Ouvrir 1 collectivité')
    const dropped = await press(claire, page, 'Abandonner cette liste')
    expect(dropped.text).toContain('La liste est abandonnée')
    expect((await claire.visit(page.url)).status).toBe(404)
    expect(await db().$count(openingLines, eq(openingLines.listId, idOf(page)))).toBe(0)
  })
})

describe('what cannot be read', () => {
  test.each([
    ['', '', 'Choisissez un fichier, ou collez des lignes.'],
    ['siret;email\n1;2', 'siret;email\n1;2', 'pas les deux'],
    ['PK\u0003\u0004\u0000\u0000', '', 'Ce fichier n’est pas un CSV.'],
    ['nom;email\nFay;a@a.example', '', 'Aucune colonne ne s’appelle « siret »'],
    ['', 'siret;nom\n21450142100017;Fay', 'Aucune colonne ne s’appelle « email »'],
    ['siret;email\n', '', 'Il n’y a aucune ligne'],
  ])('%j with %j', async (file, pasted, words) => {
    const page = await send(claire, file, pasted)
    expect(page.status).toBe(422)
    expect(page.text).toContain(words)
  })

  test('a body of more than 2 MB, a file anywhere else, one from another site or from nobody', async () => {
    expect((await send(claire, 'x'.repeat(2 * 1024 * 1024))).status).toBe(413)
    const form = new FormData()
    form.set('siret', 'x')
    expect((await claire.request('/dinum/ouverture', { body: form })).status).toBe(415)
    const headers = { Origin: 'https://elsewhere.example' }
    expect((await claire.request(upload, { body: form, headers })).status).toBe(403)
    expect((await claire.request(upload, { form: { lignes: 'x'.repeat(65 * 1024) } })).status).toBe(413)
    const nobody = await service.newVisitor().request(upload, { body: form })
    expect([nobody.status, nobody.headers.get('location')]).toEqual([303, '/dinum'])
  })
})

test('10 000 lines are read and shown within seconds', async () => {
  const sirets = await siretsOfCommunes(db(), 10_000)
  const text = `siret;email\n${sirets.map((siret) => `${siret};mairie@${siret}.example`).join('\n')}`
  const started = Date.now()
  const page = await send(claire, text)
  expect(page.text).toMatch(/Ouvrir 9 \d{3} collectivités/)
  expect(Date.now() - started).toBeLessThan(10_000)
  expect((await countLines(db(), idOf(page))).lines).toBe(10_000)
  await press(claire, page, 'Abandonner cette liste')
})

describe('whatever happens meanwhile', () => {
  const listOf = (sirets: string[]) =>
    `siret;email\n${sirets.map((siret) => `${siret};mairie@${siret}.example`).join('\n')}`

  async function expectOnceEach(sirets: string[]) {
    for (const siret of sirets) {
      expect([siret, (await traceOf(siret)).map(({ action }) => action)]).toEqual([
        siret,
        ['ouverture', 'invitation'],
      ])
      expect([await invitationsOf(siret), await mailsOf(siret)]).toEqual([1, 1])
    }
  }

  test('three processes at once open each line once', async () => {
    const sirets = take(60)
    const page = await send(claire, listOf(sirets))
    await press(claire, page, 'Ouvrir 60 collectivités')
    const job = { list: idOf(page) }
    await Promise.all([1, 2, 3].map(() => openList(service.services, job)))
    await ended(page)
    await expectOnceEach(sirets)
  })

  test('a line that fails leaves nothing behind, stops no other, and is tried again', async () => {
    const sirets = take(12)
    const { outbox } = service.services
    const { put } = outbox
    let failures = 1
    outbox.put = async (tx, siret, mail) => {
      await put(tx, siret, mail)
      if (siret === sirets[5] && failures-- > 0) throw new Error('The process dies here')
    }
    try {
      const page = await send(claire, listOf(sirets))
      await press(claire, page, 'Ouvrir 12 collectivités')
      while ((await countLines(db(), idOf(page))).done < 11) await wait(10)
      expect(failures).toBe(0)
      await ended(page)
    } finally {
      outbox.put = put
    }
    await expectOnceEach(sirets)
  })

  test('a worker that is killed in the middle is followed by the next one', async () => {
    const own = await startTestService({ worker: false })
    try {
      const operator = await signInOperator(own)
      const sirets = await siretsOfCommunes(own.services.db, 300)
      const page = await send(operator, listOf(sirets))
      await own.services.db.execute(sql`update pgboss.queue set expire_seconds = 8 where name = 'openings'`)
      await press(operator, page, 'Ouvrir 300 collectivités')
      const done = async () => (await countLines(own.services.db, idOf(page))).done
      const first = await startWorker(own)
      while ((await done()) < 20) await wait(5)
      first.kill('SIGKILL')
      await once(first, 'exit')
      const before = await done()
      expect(before).toBeLessThan(300)
      const progress = await operator.visit(page.url)
      expect(progress.text).toContain(`${before} lignes traitées sur 300`)
      const second = await startWorker(own)
      while (!(await findList(own.services.db, idOf(page)))?.endedAt) await wait(50)
      second.kill('SIGKILL')
      await once(second, 'exit')
      expect(await own.services.db.$count(collectivites)).toBe(300)
      for (const siret of sirets) {
        const left = await asCollectivite(own.services.db, siret, async (tx) => [
          await tx.$count(auditEvents),
          await tx.$count(invitations),
          await tx.$count(mails),
        ])
        expect([siret, left]).toEqual([siret, [2, 1, 1]])
      }
    } finally {
      await own.close()
    }
  }, 300_000)
})

test('while it works the page follows by itself until told not to, and reads well without JavaScript', async () => {
  const own = await startTestService({ worker: false })
  try {
    const operator = await signInOperator(own)
    const [siret = ''] = await siretsOfCommunes(own.services.db, 1)
    const page = await send(operator, `siret;email\n${siret};mairie@g.example\n12;x`)
    const progress = await press(operator, page, 'Ouvrir 1 collectivité')
    expect(progress.text).toContain('0 ligne traitée sur 1, soit 0 %.')
    expect(progress.html).toMatch(/<meta http-equiv="refresh" content="5"\/?>/)
    expect(progress.html).toMatch(/<progress[^>]*max="1"/)
    const stopped = await operator.visit(`${page.url.pathname}?suivre=non`)
    expect(stopped.html).not.toContain('http-equiv="refresh"')

    await using visit = await openPage({ javaScript: false, width: 320 })
    const [name = '', value = ''] = operator.cookie('qf-agent')?.split('=') ?? []
    await visit.context.addCookies([{ name, value, url: own.url }])
    for (const path of [upload, `${page.url.pathname}?suivre=non`]) {
      await visit.page.goto(own.url + path)
      await expectAccessible(visit.page)
    }
    // As a person does it: a file chosen, and a button.
    await visit.page.goto(own.url + upload)
    const file = {
      name: 'liste.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`siret;email\n${FAY_AUX_LOGES};a@a.example\n12;x`),
    }
    await visit.page.getByLabel('Fichier CSV').setInputFiles(file)
    await visit.page.getByRole('button', { name: 'Lire la liste' }).click()
    await expectAccessible(visit.page)
    expect(await visit.page.getByRole('button', { name: 'Ouvrir 1 collectivité' }).count()).toBe(1)
  } finally {
    await own.close()
  }
})

test('a list is forgotten a day after it was read, or after it ended', async () => {
  const [siret = ''] = take(1)
  const draft = await send(claire, `siret;email\n${siret};mairie@h.example`)
  const opened = await send(claire, `siret;email\n${siret};mairie@h.example`)
  await confirm(opened)
  const { safe, jobs } = service.services
  const after = (hours: number) => ({ ...safe, now: () => new Date(Date.now() + hours * 3_600_000) })
  await sweepLists({ safe: after(23), jobs })
  expect(await findList(db(), idOf(draft))).not.toBeNull()
  await sweepLists({ safe: after(25), jobs })
  expect(await db().$count(openingLists)).toBe(0)
  expect(await db().$count(openingLines)).toBe(0)
  expect(await findCollectivite(db(), siret)).not.toBeNull()
  expect((await claire.visit(opened.url)).text).toContain('Cette liste n’est plus gardée')
})

test('no address of a list is in the log', () => {
  expect(service.logs.join('')).not.toMatch(/@\w+\.example|mairie@/)
})

/** Links of a list leave a second or more after their line. */
async function linksLeave(): Promise<void> {
  const later = sql`select count(*)::int from pgboss.job where name = 'mails' and state < 'completed'`
  for (;;) {
    const rows = (await db().execute(later)) as unknown as { count: number }[]
    if (rows[0]?.count === 0) return
    await wait(50)
  }
}

async function startWorker({ environment, sandbox }: TestService) {
  const haste: Haste = { since: Date.now(), times: 1, mailAuthority: sandbox.mailboxAuthority }
  const worker = fork(
    fileURLToPath(new URL('../support/hasty-worker.ts', import.meta.url)),
    [JSON.stringify(haste)],
    { env: { ...process.env, ...environment }, execArgv: ['--import', 'tsx'] },
  )
  await once(worker, 'message')
  return worker
}

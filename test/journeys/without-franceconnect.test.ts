import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import { attestationPdf, postWithFiles, TYPED_IDENTITY, TYPED_VALUE } from '../support/attestation.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, contentOf, FAY_AUX_LOGES } from '../support/named.js'
import { readPdf } from '../support/read-pdf.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type VisitedPage, type Visitor } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const clock = fixedClock('2026-11-26T10:00:00Z')
const TYPED = { ...TYPED_IDENTITY, ...TYPED_VALUE }
let service: TestService
let resident: Visitor
let pdf: Buffer

beforeAll(async () => {
  service = await startTestService({ now: clock })
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
  await service.open(CALVI)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  pdf = await attestationPdf()
})
beforeEach(async () => {
  resident = service.newVisitor()
  await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) => tx.delete(submissions))
  await service.services.db.execute('delete from rate_limits')
})
afterAll(() => service?.close())

const kept = () => asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) => tx.$count(submissions))
const referenceOf = ({ url }: VisitedPage) => url.pathname.split('/').at(-1) ?? ''
/** As long as a person needs, so that nothing waits. */
const open = async (visitor = resident) => {
  const shown = await visitor.visit(`${page}/attestation`)
  clock.moveBy(60_000)
  return shown
}
const post = (shown: VisitedPage, fields: Record<string, string | string[]> = TYPED, visitor = resident) =>
  postWithFiles(visitor, shown, `${page}/attestation`, fields, [{ name: 'attestation.pdf', bytes: pdf }])
async function csv(): Promise<string> {
  const agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  return agent.request(`${desk}/export.csv`).then((response) => response.text())
}

test('the page of other ways leads to the form, and the form to a transmission that says what it is', async () => {
  const otherWay = await resident.visit(`${page}/sans_france_connect`)
  expect(otherWay.html).toMatch(new RegExp(`<a href="${page}/attestation"[^>]*>Joindre mon attestation</a>`))
  const done = await post(await open())
  expect(done.url.pathname).toMatch(new RegExp(`^${page}/confirmation/Q[0-9A-Z]{9}$`))
  expect(done.text).toContain('Votre attestation (novembre 2026) a été transmise')
  const line = (await csv()).split('\r\n').find((one) => one.includes(referenceOf(done))) ?? ''
  expect(line).toContain('"D’ESSAI-PAPIER";"Solange Marie";"F";"1988-04-09"')
  expect(line).toContain(
    '"Attestation sans FranceConnect";"Attestation + Sans FranceConnect";"";"";"";"À traiter"',
  )
})

test('it is off until a gestionnaire allows it', async () => {
  const otherWay = await resident.visit(`/collectivites/${CALVI}/sans_france_connect`)
  expect(otherWay.text).not.toContain('Joindre mon attestation')
  const shown = await resident.visit(`/collectivites/${CALVI}/attestation`)
  expect(shown.url.pathname).toBe(`/collectivites/${CALVI}/sans_france_connect`)
  const foreign = await open()
  const posted = await postWithFiles(resident, foreign, `/collectivites/${CALVI}/attestation`, TYPED)
  expect(posted.url.pathname).toBe(`/collectivites/${CALVI}/sans_france_connect`)
})

test('its sender finds it for half an hour in her browser, with receipt and a way back; nobody else does', async () => {
  const done = await post(await open())
  const path = done.url.pathname
  expect((await resident.visit(path)).text).toContain('C’est transmis')
  const receipt = await resident.request(`${path}.pdf`)
  const said = readPdf(new Uint8Array(await receipt.arrayBuffer())).text.replace(/\s/g, '')
  for (const words of [
    'Récépissé de transmission d’une attestation',
    'Au nom de : Solange Marie D’ESSAI-PAPIER (écrit par la personne qui a transmis, non vérifié)',
    'prouve qu’une attestation de quotient familial a été transmise à Fay-aux-Loges à cette date. Il n’en contient pas la valeur.',
  ])
    expect(said).toContain(words.replace(/\s/g, ''))
  expect((await service.newVisitor().visit(path)).status).toBe(404)
  const cancelled = await resident.visit(`${path}/annulation`, { form: {} })
  expect(cancelled.text).toContain('Transmission annulée')
  expect(cancelled.text).toContain('Un agent a pu lire votre nom et votre montant dans sa liste')
  expect(cancelled.html).toContain(`href="${page}/attestation"`)
  expect(await kept()).toBe(0)
  clock.moveBy(31 * 60_000)
  expect((await resident.visit(path)).status).toBe(404)
})

test('what is printed on the paper is taken as it is', async () => {
  const printed = { qf: '1 612,35 €', mois: 'nov. 2026', naissance: '9 avril 88' }
  const done = await post(await open(), { ...TYPED, ...printed })
  const line = (await csv()).split('\r\n').find((one) => one.includes(referenceOf(done)))
  expect(line).toContain('"1988-04-09"')
  expect(line).toContain('"1612";"11";"2026"')
})

test('an attestation of a month long past is not refused, and its sender told what may follow', async () => {
  const old = await post(await open(), { ...TYPED, mois: 'juillet 2026' })
  expect(old.text).toContain('celle du mois de juillet 2026')
  const recent = await post(await open(), { ...TYPED, mois: '08/2026' })
  expect(recent.text).not.toContain('celle du mois')
})

test('on a shared computer, taken back, it leads to signing out; opened, to whom to ask', async () => {
  const done = await post(await open(), { ...TYPED, partage: 'oui' })
  expect(done.text).toContain('préférez le courriel')
  const agent = service.newVisitor()
  const cancelled = await resident.visit(`${done.url.pathname}/annulation`, { form: {} })
  expect(cancelled.html).toContain('action="/deconnexion"')
  const other = await post(await open())
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  await agent.visit(`${desk}/transmissions/${referenceOf(other)}`)
  const opened = await resident.visit(other.url.pathname)
  expect(opened.text).toContain('Un agent l’a déjà ouverte')
  expect(opened.html).not.toContain('/annulation"')
})

test('a session that somebody else may know does not show it', async () => {
  await resident.visit(`${page}/connexion`)
  const planted = resident.cookie('qf')
  const done = await post(await open())
  expect(resident.cookie('qf')).not.toBe(planted)
  const other = await service.newVisitor().visit(done.url.pathname, { headers: { Cookie: planted ?? '' } })
  expect(other.status).toBe(404)
})

test('signing out forgets it', async () => {
  const done = await post(await open())
  const out = await resident.visit('/deconnexion', { form: {} })
  expect(out.text).toContain('Vous êtes déconnecté')
  expect((await resident.visit(done.url.pathname)).status).toBe(404)
})

test('a typed identity is linked to no certified row of the same person', async () => {
  const { identity } = contentOf()
  const certified = await sendTo(service.services.safe, FAY_AUX_LOGES)
  clock.moveBy(60_000)
  const same = { nom: identity.familyName, prenoms: identity.givenNames.join(' '), naissance: '09/04/1988' }
  const done = await post(await open(), { ...TYPED, ...same })
  const lines = (await csv()).split('\r\n')
  const typed = lines.find((line) => line.startsWith(`"${referenceOf(done)}"`)) ?? ''
  expect(typed).toContain('"Attestation + Sans FranceConnect";"";""')
  const before = lines.find((line) => line.startsWith(`"${certified?.reference}"`)) ?? ''
  expect(before).toContain('"FranceConnect";"";"";""')
})

test('the same form is stored once, however often it is sent, and says so', async () => {
  const shown = await open()
  const both = await Promise.all([post(shown), post(shown, TYPED, service.newVisitor())])
  expect(new Set(both.map(referenceOf)).size).toBe(1)
  const again = await post(shown, { ...TYPED, qf: '613' })
  expect(again.text).toContain('avait déjà été envoyée')
  expect(await kept()).toBe(1)
})

test('the number of a form gives nobody else what was sent with it', async () => {
  const shown = await open()
  const done = await post(shown)
  const other = service.newVisitor()
  const posted = await post(shown, { ...TYPED, prenoms: 'Curieuse' }, other)
  expect([posted.status, posted.text.includes('déjà servi')]).toEqual([422, true])
  expect((await other.request(`${done.url.pathname}.pdf`)).status).toBe(404)
  const next = await postWithFiles(other, posted, `${page}/attestation`, {
    ...TYPED,
    prenoms: 'Curieuse',
    gardees: fieldOf(posted.html, 'gardees'),
  })
  expect(next.text).toContain('C’est transmis')
  expect(await kept()).toBe(2)
})

test('what is sent without FranceConnect leaves alone what waits under it', async () => {
  const typed = await open()
  const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  await post(typed)
  expect((await resident.visit(`${page}/envoyer_mes_donnees`)).url.pathname).toBe(
    `${page}/envoyer_mes_donnees`,
  )
  const sent = await resident.visit(`${page}/envois`, { form: { revue: fieldOf(review.html, 'revue') } })
  expect(sent.text).toContain('C’est transmis')
  expect(await kept()).toBe(2)
})

test('without cookies she is told that it is sent, and keeps the reference', async () => {
  const shown = await open()
  resident.forgetCookies()
  const done = await post(shown)
  const blocked = await service.newVisitor().visit(done.url.pathname)
  expect(blocked.text).toContain('Vous avez transmis sans FranceConnect')
  expect(blocked.text).toContain(referenceOf(done))
})

test('an identification that ended while she wrote loses nothing', async () => {
  await resident.signIn(`${page}/connexion`, { identity: 'no-caf-file' })
  const shown = await resident.visit(`${page}/attestation`)
  clock.moveBy(31 * 60_000)
  const expired = await post(shown, TYPED_VALUE)
  expect([expired.status, expired.text.includes('Votre identification a expiré')]).toEqual([422, true])
  expect(expired.html).toMatch(/name="qf"[^>]*value="612"/)
  clock.moveBy(60_000)
  const done = await postWithFiles(resident, expired, `${page}/attestation`, {
    ...TYPED,
    gardees: fieldOf(expired.html, 'gardees'),
  })
  expect(done.text).toContain('C’est transmis')
})

test('everything typed is kept when something is wrong', async () => {
  const wrong = await post(await open(), { ...TYPED, naissance: '31/02/1988', nom: '  ' })
  expect(wrong.status).toBe(422)
  for (const words of ['Écrivez la date de naissance', 'Écrivez le nom de naissance'])
    expect(wrong.text.split(words)).toHaveLength(3)
  for (const [name, value] of [
    ['prenoms', 'Solange Marie'],
    ['naissance', '31/02/1988'],
    ['qf', '612'],
  ])
    expect(wrong.html).toMatch(new RegExp(`name="${name}"[^>]*value="${value}"`))
  expect(wrong.html).toMatch(/id="sexe-female"[^>]*checked/)
  const done = await postWithFiles(resident, wrong, `${page}/attestation`, {
    ...TYPED,
    gardees: fieldOf(wrong.html, 'gardees'),
  })
  expect(done.text).toContain('C’est transmis')
})

test('a robot that fills every field is stopped, and a person whose browser did goes on', async () => {
  const shown = await open()
  const stopped = await post(shown, { ...TYPED, site_web: 'https://spam.example' })
  expect([stopped.status, stopped.text.includes('Un champ caché')]).toEqual([422, true])
  expect(await kept()).toBe(0)
  expect(fieldOf(stopped.html, 'site_web')).toBe('')
  const done = await postWithFiles(resident, stopped, `${page}/attestation`, {
    ...TYPED,
    gardees: fieldOf(stopped.html, 'gardees'),
  })
  expect(done.text).toContain('C’est transmis')
})

test('a form sent in the very second in which it was shown waits, and passes', async () => {
  const started = Date.now()
  const done = await post(await resident.visit(`${page}/attestation`))
  expect(done.text).toContain('C’est transmis')
  expect(Date.now() - started).toBeGreaterThan(2_500)
})

test('a form that was open for a day is sent again with what was typed', async () => {
  const shown = await open()
  clock.moveBy(13 * 3_600_000)
  const late = await post(shown)
  expect([late.status, late.text.includes('Rien n’est perdu')]).toEqual([422, true])
  clock.moveBy(60_000)
  const done = await postWithFiles(resident, late, `${page}/attestation`, {
    ...TYPED,
    gardees: fieldOf(late.html, 'gardees'),
  })
  expect(done.text).toContain('C’est transmis')
})

test('a number that was not given out here, or for another collectivité, stores nothing', async () => {
  await service.services.db.execute(
    `update collectivites set accepts_without_franceconnect = true where siret = '${CALVI}'`,
  )
  const shown = await open()
  const elsewhere = await postWithFiles(resident, shown, `/collectivites/${CALVI}/attestation`, TYPED, [
    { name: 'a.pdf', bytes: pdf },
  ])
  expect(elsewhere.status).toBe(422)
  const given = fieldOf(shown.html, 'revue')
  for (const madeUp of ['', 'x', given.slice(0, -4), `${given.slice(0, -4)}AAAA`]) {
    const html = shown.html.replace(`value="${given}"`, `value="${madeUp}"`)
    expect([madeUp, (await post({ ...shown, html })).status]).toEqual([madeUp, 422])
  }
  const { db } = service.services
  expect([await kept(), await asCollectivite(db, CALVI, (tx) => tx.$count(submissions))]).toEqual([0, 0])
  // What was refused before was refused for its number alone.
  expect((await post(shown)).text).toContain('C’est transmis')
  await db.execute(`update collectivites set accepts_without_franceconnect = false where siret = '${CALVI}'`)
})

test('twenty in ten minutes from one address, and then a way on with nothing lost but the file', async () => {
  // The day whose salt hides the address must not end meanwhile.
  clock.moveTo('2026-11-28T10:00:00Z')
  const shown = await open()
  for (let times = 0; times < 20; times++) await post(shown, { ...TYPED, qf: 'x' })
  const refused = await post(shown)
  expect([refused.status, refused.text.includes('Trop d’envois')]).toEqual([429, true])
  expect(refused.html).toMatch(/name="qf"[^>]*value="612"/)
  expect(refused.html).toContain(`href="${page}/sans_france_connect"`)
  const addresses = await service.services.db.execute('select key from rate_limits')
  expect(JSON.stringify(addresses)).not.toMatch(/127\.0\.0\.1|::1/)
})

test('it counts as sent, without an arrival', async () => {
  await service.services.db.execute('delete from daily_counts').catch(() => {})
  await post(await open())
  const [counted] = (await service.services.db.execute(
    `select sum(sent_without_franceconnect)::int as apart, sum(transmissions)::int as others from daily_counts where siret = '${FAY_AUX_LOGES}'`,
  )) as unknown as { apart: number; others: number }[]
  expect(counted?.apart).toBeGreaterThan(0)
  // Those that other tests sent with FranceConnect.
  expect(counted?.others).toBe(2)
})

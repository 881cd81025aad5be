import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { attachments, submissions } from '#src/db/schema.js'
import { attestationPdf, postWithFiles, TYPED_VALUE } from '../support/attestation.js'
import { fixedClock } from '../support/clock.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { readPdf } from '../support/read-pdf.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type VisitedPage, type Visitor } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const clock = fixedClock('2026-11-26T10:00:00Z')
let service: TestService
let resident: Visitor
let pdf: Buffer

beforeAll(async () => {
  service = await startTestService({ now: clock })
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  pdf = await attestationPdf()
})
beforeEach(async () => {
  resident = service.newVisitor()
  await inTenant((tx) => tx.delete(submissions))
})
afterAll(() => service?.close())

function inTenant<T>(work: Parameters<typeof asCollectivite<T>>[2]): Promise<T> {
  return asCollectivite(service.services.db, FAY_AUX_LOGES, work)
}
const kept = () => inTenant((tx) => tx.$count(submissions))
const files = () => inTenant((tx) => tx.$count(attachments))
const joined = (name = 'attestation.pdf', bytes: Uint8Array = pdf) => ({ name, bytes })
const comeWithout = async (identity = 'no-caf-file') => {
  const outcome = await resident.signIn(`${page}/connexion`, { identity })
  expect(outcome.html).toContain(`href="${page}/attestation"`)
  return resident.visit(`${page}/attestation`)
}
const post = (
  shown: VisitedPage,
  fields: Record<string, string | string[]> = TYPED_VALUE,
  given = [joined()],
) => postWithFiles(resident, shown, `${page}/attestation`, fields, given)
const referenceOf = ({ url }: VisitedPage) => url.pathname.split('/').at(-1) ?? ''

async function martine(): Promise<Visitor> {
  const agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  return agent
}
async function csvLine(reference: string): Promise<string> {
  const agent = await martine()
  const csv = await agent.request(`${desk}/export.csv`).then((response) => response.text())
  return csv.split('\r\n').find((line) => line.includes(reference)) ?? ''
}

test('without a CAF file, an attestation arrives, marked, and under the identity that FranceConnect gave', async () => {
  const shown = await comeWithout()
  expect(shown.text).toContain('Telle que FranceConnect la certifie')
  expect(shown.html).not.toContain('name="nom"')
  const done = await post(shown)
  expect(done.url.pathname).toMatch(new RegExp(`^${page}/confirmation/Q[0-9A-Z]{9}$`))
  expect(done.text).toContain('C’est transmis')
  expect(done.html).toContain('<title>Attestation transmise à Fay-aux-Loges')
  expect(done.text).toContain('Votre attestation (novembre 2026) a été transmise')
  expect(done.text).toContain('Un agent va lire votre attestation')
  expect(done.text).not.toContain('Étape 3 sur 3')
  expect(done.text).not.toContain('plus rien à faire')
  const line = await csvLine(referenceOf(done))
  expect(line).toContain('"612";"11";"2026";"";"";"CAF";"Attestation";"Attestation"')
  expect((await resident.visit('/mes_transmissions')).text).toContain(referenceOf(done))
  const receipt = await resident.request(`${done.url.pathname}.pdf`)
  expect([receipt.status, receipt.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const said = readPdf(new Uint8Array(await receipt.arrayBuffer())).text.replace(/\s+/g, ' ')
  expect(said).toContain('Récépissé de transmission d’une attestation')
  expect(said).toContain('Transmise par : ')
  expect(said).not.toContain('non vérifié')
})

test('an identity posted beside is not read', async () => {
  const shown = await comeWithout()
  const done = await post(shown, {
    ...TYPED_VALUE,
    nom: 'IMPOSTEUR',
    prenoms: 'Jean',
    naissance: '01/01/1980',
  })
  expect(await csvLine(referenceOf(done))).not.toContain('IMPOSTEUR')
})

test('the agent takes the file as a download in a sandbox, with its trace; nobody else does', async () => {
  const done = await post(await comeWithout())
  const agent = await martine()
  const record = await agent.visit(`${desk}/transmissions/${referenceOf(done)}`)
  const link = record.html.match(/href="([^"]*\/pieces\/[^"]*)"/)?.[1] ?? ''
  const taken = await agent.request(link)
  expect(Buffer.from(await taken.arrayBuffer())).toEqual(pdf)
  expect(Object.fromEntries(taken.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="attestation_${referenceOf(done)}.pdf"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  expect((await agent.visit(`${desk}/transmissions/${referenceOf(done)}`)).text).toContain(
    'Pièce jointe téléchargée',
  )
  expect((await agent.request(link, { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(403)
  expect((await agent.request(link.replace(/.{12}$/, '0'.repeat(12)))).status).toBe(404)
  const stranger = await service.newVisitor().request(link)
  expect([302, 303]).toContain(stranger.status)
})

test('what is wrong stands beside its field and on top, and nothing has to be typed or chosen again', async () => {
  const shown = await comeWithout()
  const wrong = await post(shown, { qf: '612,405', mois: '13/2026', partage: 'oui' })
  expect(wrong.status).toBe(422)
  expect(wrong.html).toMatch(/<title>Erreur : /)
  for (const words of ['Écrivez le quotient familial en euros', 'Écrivez le mois', 'Choisissez la caisse'])
    expect(wrong.text.split(words)).toHaveLength(3)
  expect(wrong.html).toMatch(/name="qf"[^>]*value="612,405"/)
  expect(wrong.html).toMatch(/name="partage"[^>]*checked/)
  expect(wrong.text).toContain('attestation.pdf')
  expect([await kept(), await files()]).toEqual([0, 0])
  const done = await post(wrong, { ...TYPED_VALUE, gardees: fieldOf(wrong.html, 'gardees') }, [])
  expect(done.text).toContain('C’est transmis')
  expect(await files()).toBe(1)
})

test('a file that waits is kept sealed, for half an hour', async () => {
  const wrong = await post(await comeWithout(), {}, [joined('secret-de-famille.pdf')])
  const dump = JSON.stringify(
    (await service.services.db.execute("select encode(content, 'escape') as c from sessions")) as unknown,
  )
  expect(dump).not.toContain('secret-de-famille')
  clock.moveBy(31 * 60_000)
  await resident.signIn(`${page}/connexion`, { identity: 'no-caf-file' })
  const again = await resident.visit(`${page}/attestation`)
  const late = await post(again, { ...TYPED_VALUE, gardees: fieldOf(wrong.html, 'gardees') }, [])
  expect([late.status, late.text.includes('n’a été gardé que 30 minutes')]).toEqual([422, true])
})

describe('files', () => {
  test.each([
    ['nothing', [], 'Joignez votre attestation'],
    ['a program', [joined('virus.exe', Buffer.from('MZ\x90\x00'))], 'ni un PDF, ni une photo'],
    [
      'a page',
      [joined('page.pdf', Buffer.from('<html><script>alert(1)</script>'))],
      'ni un PDF, ni une photo',
    ],
    [
      'too much',
      [joined('grand.pdf', Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(5_300_000)]))],
      'est trop lourd (plus de 5 Mo)',
    ],
  ])('%s is refused with its reason', async (_, given, words) => {
    const refused = await post(await comeWithout(), TYPED_VALUE, given)
    expect(refused.status).toBe(422)
    expect(refused.text.split(words)).toHaveLength(3)
    expect(refused.html).toMatch(/name="qf"[^>]*value="612"/)
    expect(await kept()).toBe(0)
  })

  test('four are too many', async () => {
    const refused = await post(
      await comeWithout(),
      TYPED_VALUE,
      [1, 2, 3, 4].map((at) => joined(`${at}.pdf`)),
    )
    expect([refused.status, refused.text.includes('trois')]).toEqual([422, true])
  })

  test('more than the form may hold is said on a page of its own', async () => {
    const shown = await comeWithout()
    const large = Buffer.concat([pdf, Buffer.alloc(30 * 1024 * 1024)])
    const refused = await post(shown, TYPED_VALUE, [joined('x.pdf', large)])
    expect([refused.status, refused.text.includes('trop lourds')]).toEqual([413, true])
  })

  test('a body that is no form is refused, not stumbled over', async () => {
    await comeWithout()
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' }
    for (const body of ['', '--x', '--x\r\n\r\n--y', 'rien'])
      expect((await resident.request(`${page}/attestation`, { method: 'POST', body, headers })).status).toBe(
        400,
      )
  })
})

test('sent twice, stored once', async () => {
  const shown = await comeWithout()
  const both = await Promise.all([post(shown), post(shown)])
  expect(await kept()).toBe(1)
  expect(both.every(({ text }) => text.includes('C’est transmis'))).toBe(true)
  const again = await post(shown)
  expect(again.text).toContain('avait déjà été envoyée')
  expect(await kept()).toBe(1)
})

test('sent, its page leads to what was sent', async () => {
  const done = await post(await comeWithout())
  expect((await resident.visit(`${page}/attestation`)).url.pathname).toBe(done.url.pathname)
})

test('a fault gives half an hour more, and two hours from the sign-in are the end', async () => {
  let shown = await comeWithout()
  clock.moveBy(28 * 60_000)
  shown = await post(shown, {})
  clock.moveBy(28 * 60_000)
  expect((await post(shown, {})).status).toBe(422)
  for (let times = 0; times < 3; times++) {
    clock.moveBy(28 * 60_000)
    await resident.visit(`${page}/attestation`)
  }
  expect((await resident.visit('/mes_transmissions')).html).not.toContain('action="/deconnexion"')
})

test('twenty posts in ten minutes for a person, and then a pause that loses nothing typed', async () => {
  const shown = await comeWithout('no-file-anywhere')
  for (let times = 0; times < 20; times++) await post(shown, { qf: 'x' }, [])
  const refused = await post(shown)
  expect([refused.status, refused.text.includes('Trop d’envois')]).toEqual([429, true])
  expect(refused.html).toMatch(/name="qf"[^>]*value="612"/)
  expect(await kept()).toBe(0)
})

test('a transmission that is taken back takes its files along', async () => {
  const done = await post(await comeWithout())
  expect(await files()).toBe(1)
  await resident.visit(`${done.url.pathname}/annulation`, { form: {} })
  expect([await kept(), await files()]).toEqual([0, 0])
})

test('a certified row is neither replaced nor altered; the attestation says what it follows', async () => {
  const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const certified = await resident.visit(`${page}/envois`, { form: { revue: fieldOf(review.html, 'revue') } })
  clock.moveBy(60_000)
  service.sandbox.apiParticulier.script({
    status: 200,
    body: {
      data: { quotient_familial: { valeur: null, fournisseur: 'CNAF', annee: 2026, mois: 11 } },
      links: {},
      meta: {},
    },
  })
  await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const done = await post(await resident.visit(`${page}/attestation`))
  const line = await csvLine(referenceOf(done))
  expect(line).toContain('"QF modifié + Attestation"')
  expect(line).toContain(`"${referenceOf(certified)}"`)
  expect(await csvLine(referenceOf(certified))).toContain('"FranceConnect";"";"";""')
})

test('on a shared computer the confirmation first of all offers to sign out', async () => {
  const done = await post(await comeWithout(), { ...TYPED_VALUE, partage: 'oui' })
  const body = done.html.slice(done.html.indexOf('<main'))
  expect(body.indexOf('Se déconnecter')).toBeGreaterThan(0)
  expect(body.indexOf('Se déconnecter')).toBeLessThan(body.indexOf('Télécharger le récépissé'))
})

test('closed to residents, it is not to be joined', async () => {
  const shown = await comeWithout()
  await service.services.db.execute("update collectivites set state = 'suspendue'")
  const refused = await post(shown)
  expect(refused.url.pathname).toBe(page)
  expect(await kept()).toBe(0)
  await service.services.db.execute("update collectivites set state = 'ouverte'")
})

test('who has nothing to join to is led on', async () => {
  const none = await resident.visit(`${page}/attestation`)
  expect(none.url.pathname).toBe(`${page}/sans_france_connect`)
  const expired = await resident.visit(`${page}/attestation`, {
    body: formWith({ revue: '00000000-0000-4000-8000-000000000000', ...TYPED_VALUE }),
  })
  expect(expired.status).toBe(403)
})

test('files go 15 days after the transmission is treated, and the record says so', async () => {
  const done = await post(await comeWithout())
  const agent = await martine()
  const record = `${desk}/transmissions/${referenceOf(done)}`
  await agent.visit(`${record}/traitement`, { form: { etat: 'traite' } })
  clock.moveBy(14 * 86_400_000)
  await eraseOld()
  expect(await files()).toBe(1)
  clock.moveBy(2 * 86_400_000)
  await eraseOld()
  expect([await kept(), await files()]).toEqual([1, 0])
  const later = await martine()
  const { text } = await later.visit(record)
  expect(text).toContain('effacée 15 jours après le traitement')
  expect(text).toContain('Pièces jointes effacées')
})

async function eraseOld(): Promise<void> {
  const { eraseOldAttachments } = await import('#src/submission/erase-attachments.js')
  await eraseOldAttachments(service.services)
}

function formWith(fields: Record<string, string>): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return body
}

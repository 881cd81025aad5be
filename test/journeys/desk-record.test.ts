import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import { submit } from '#src/submission/submit.js'
import { attestationPdf } from '../support/attestation.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, contentOf, FAY_AUX_LOGES, nadege, qf742 } from '../support/named.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type Visitor } from '../support/visitor.js'

const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const clock = fixedClock('2026-11-26T10:00:00Z')
let service: TestService
let agent: Visitor
let reference: string

beforeAll(async () => {
  service = await startTestService({ now: clock })
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  await service.addMember(FAY_AUX_LOGES, 'nadia.berthillon@fay-aux-loges.example')
})
beforeEach(async () => {
  agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) => tx.delete(submissions))
  reference = (await sendTo(service.services.safe, FAY_AUX_LOGES))?.reference ?? ''
})
afterAll(() => service?.close())

const record = (name = reference) => `${desk}/transmissions/${name}`
const count = () => asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) => tx.$count(submissions))

test('the record tells what became of the transmission, step by step, by whom', async () => {
  await agent.visit(desk)
  await agent.visit(desk)
  await agent.request(`${desk}/export.csv`).then((response) => response.text())
  await agent.visit(`${record()}/traitement`, { form: { etat: 'traite' } })
  const { text } = await agent.visit(record())
  const steps = [
    'Transmise par l’usager',
    'Vue dans la liste par Martine.LEGENDRE',
    'Mise dans un fichier CSV par',
  ]
  expect(text).toMatch(
    new RegExp(`${steps.join('.*')}.*Marquée comme traitée par Martine.LEGENDRE.*Ouverte par`, 'i'),
  )
  expect(text.match(/Vue dans la liste/g)).toHaveLength(1)
})

test('a changed quotient familial shows both values with their dates, and neither is lost', async () => {
  clock.moveBy(60_000)
  const changed = contentOf({ quotientFamilial: { ...qf742, value: 1180 } })
  const second = (await sendTo(service.services.safe, FAY_AUX_LOGES, changed))?.reference ?? ''
  const { text } = await agent.visit(record(second))
  expect(text).toMatch(/742 le 26 novembre 2026.*puis de 1 ?180 \(comparaison sur 90 jours\)/)
  const csv = await agent.request(`${desk}/export.csv`).then((response) => response.text())
  expect(csv).toContain(`"QF modifié";"742";"${reference}"`)
  expect(await count()).toBe(2)
})

test('a transmission is erased after a question, once, for all', async () => {
  const asked = await agent.visit(`${record()}/suppression`)
  expect(asked.text).toContain('Supprimer cette transmission')
  expect(await count()).toBe(1)
  const gone = await agent.visit(`${record()}/suppression`, { form: {} })
  expect(gone.text).toContain('La transmission est supprimée.')
  expect(await count()).toBe(0)
  expect((await agent.visit(`${record()}/suppression`, { form: {} })).status).toBe(404)
  expect((await agent.visit(`${record()}/suppression`)).status).toBe(404)
  const journal = await agent.visit(`${desk}/journal`)
  expect(journal.text).toMatch(/Martine.LEGENDRE\S* Supprimée 1 référence/i)
})

test('when the middle one of three is erased, what follows is compared with what precedes', async () => {
  const { safe } = service.services
  const sendValue = async (value: number) => {
    clock.moveBy(60_000)
    return (
      (await sendTo(safe, FAY_AUX_LOGES, contentOf({ quotientFamilial: { ...qf742, value } })))?.reference ??
      ''
    )
  }
  const middle = await sendValue(690)
  const last = await sendValue(742)
  expect((await agent.visit(record(last))).text).toContain('QF modifié')
  await agent.visit(`${record(middle)}/suppression`, { form: {} })
  const csv = await agent.request(`${desk}/export.csv`).then((response) => response.text())
  expect(csv).toContain(`"FranceConnect";"";"742";"${reference}"`)
  expect((await agent.visit(record(last))).text).not.toContain('QF modifié')
  await agent.visit(`${record(reference)}/suppression`, { form: {} })
  expect((await agent.visit(`${desk}?verifier=oui`)).text).toContain('Aucune transmission dans cette liste.')
})

test('the one before is opened with the one after, and its trace says so', async () => {
  clock.moveBy(60_000)
  const second = (await sendTo(service.services.safe, FAY_AUX_LOGES))?.reference ?? ''
  await agent.visit(record(second))
  const rows = await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) => tx.select().from(submissions))
  expect(rows.every(({ openedAt }) => openedAt !== null)).toBe(true)
  expect((await agent.visit(record())).text.match(/Ouverte par/g)).toHaveLength(1)
})

test('a reference that cannot be is not asked of the database', async () => {
  for (const path of ['%00', 'x', 'Q2345'].map((name) => `${desk}/transmissions/${name}`)) {
    expect((await agent.visit(`${path}/traitement`, { form: { etat: 'traite' } })).status).toBe(404)
    expect((await agent.visit(`${path}/suppression`, { form: {} })).status).toBe(404)
  }
})

test('the list comes back as it was, from the record and from what is done there', async () => {
  const list = await agent.visit(`${desk}?etat=a-traiter&origine=FranceConnect`)
  const link = list.html.match(/<a href="([^"]*)">Q\w{9}</)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const shown = await agent.visit(link)
  const back = '?etat=a-traiter&amp;origine=FranceConnect'
  expect(shown.html).toContain(`href="${desk}${back}"`)
  const treat = shown.html.match(/action="([^"]*traitement[^"]*)"/)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect((await agent.visit(treat, { form: { etat: 'traite' } })).html).toContain(`href="${desk}${back}"`)
})

describe('what was just treated', () => {
  const treat = (name: string, query = '') =>
    agent.visit(`${record(name)}/traitement${query}`, { form: { etat: 'traite' } })
  const nextOn = ({ html }: { html: string }) =>
    html.match(/href="([^"]*)">Voir la suivante à traiter/)?.[1]?.replaceAll('&amp;', '&')
  const send = async (origin: 'FranceConnect' | 'Attestation' = 'FranceConnect') => {
    clock.moveBy(60_000)
    const files = [{ kind: 'pdf' as const, bytes: await attestationPdf() }]
    const sending = { origin, content: contentOf(), files, sender: null }
    return (await submit(service.services.safe, FAY_AUX_LOGES, async () => sending))?.reference ?? ''
  }

  test('is said, and leads to the next older one of the same list', async () => {
    const joined = await send('Attestation')
    const last = await send()
    const plain = await treat(last)
    expect(plain.text).toContain('Transmission marquée comme traitée.')
    expect(nextOn(plain)).toBe(record(joined))
    expect((await agent.visit(plain.url.pathname)).text).not.toContain('marquée comme traitée.')
    const filtered = await treat(last, '?origine=FranceConnect&etat=traite')
    expect(nextOn(filtered)).toBe(`${record(reference)}?etat=traite&origine=FranceConnect`)
    const oldest = await treat(reference, '?origine=FranceConnect')
    expect(nextOn(oldest)).toBeUndefined()
    expect(oldest.html).toContain(`href="${desk}?origine=FranceConnect&amp;etat=a-traiter">Voir ce qui reste`)
    const back = await agent.visit(`${record()}/traitement`, { form: { etat: 'a-traiter' } })
    expect(back.text).toContain('Transmission remise à traiter.')
  })

  test('opens nothing by saying which comes next', async () => {
    const other = contentOf({ identity: { ...nadege, familyName: 'AUTRE' } })
    clock.moveBy(60_000)
    const last = (await sendTo(service.services.safe, FAY_AUX_LOGES, other))?.reference ?? ''
    expect(nextOn(await treat(last))).toBe(record())
    expect((await agent.visit(`${desk}/journal?reference=${reference}`)).text).not.toContain('Ouverte')
  })

  test('says when its file goes: 15 days later, or with the whole transmission', async () => {
    const joined = await send('Attestation')
    expect((await agent.visit(record(joined))).text).toContain('elle sera effacée 15 jours après « Traité ».')
    expect((await treat(joined)).text).toContain('elle sera effacée le 11 décembre 2026.')
    await agent.visit(`${record(joined)}/traitement`, { form: { etat: 'a-traiter' } })
    const sentAt = clock().getTime()
    clock.moveBy(80 * 86_400_000)
    const late = service.newVisitor()
    await late.signIn('/agent/connexion', { identity: 'martine' })
    const treated = await late.visit(`${record(joined)}/traitement`, { form: { etat: 'traite' } })
    expect(treated.text).toContain('elle sera effacée le 24 février 2027.')
    clock.moveBy(sentAt - clock().getTime())
  })
})

test('a commune of birth is named beside its code, and stands alone where no commune has it', async () => {
  expect((await agent.visit(record())).text).toContain('Fay-aux-Loges (45), code INSEE 45142')
  const unknown = contentOf({ identity: { ...nadege, birthplace: '45999' } })
  const sent = await sendTo(service.services.safe, FAY_AUX_LOGES, unknown)
  expect((await agent.visit(record(sent?.reference))).text).toContain('Commune de naissance code INSEE 45999')
})

test('the list finds a QF of 0 and what a resident signals, and says by which name the mairie knows her', async () => {
  const { safe } = service.services
  const declared = { knownName: 'Marqueur', childrenOrServices: 'Léa (CM1)' }
  const zero = contentOf({ quotientFamilial: { ...qf742, value: 0 }, declared })
  const first = (await sendTo(safe, FAY_AUX_LOGES, zero))?.reference
  const second = (await sendTo(safe, FAY_AUX_LOGES, contentOf({ dispute: 'Autre montant.' })))?.reference
  const referencesOf = async (verifier: string) =>
    (await agent.visit(`${desk}?verifier=${verifier}`)).html.match(/(?<=name="reference" value=")Q\w{9}/g)
  expect(await referencesOf('qf-zero')).toEqual([first])
  expect(await referencesOf('signale')).toEqual([second])
  const { text } = await agent.visit(`${desk}?verifier=qf-zero`)
  expect(text).toContain('Nom connu : Marqueur ; Enfants ou services : Léa (CM1)')
})

test('what is erased is said to be, and its trace is one click away for a gestionnaire', async () => {
  await agent.visit(`${record()}/suppression`, { form: {} })
  const gone = await agent.visit(record())
  expect(gone.status).toBe(404)
  expect(gone.text).toContain('supprimée par un agent')
  const trace = `${desk}/journal?reference=${reference}`
  expect(gone.html).toContain(`href="${trace}"`)
  expect((await agent.visit(trace)).text).toContain('Supprimée')
  const nadia = service.newVisitor()
  await nadia.signIn('/agent/connexion', { identity: 'nadia' })
  expect((await nadia.visit(record())).html).not.toContain('/journal')
})

test('a page of gestionnaires says so to an agent of the same collectivité, and to nobody else', async () => {
  const nadia = service.newVisitor()
  await nadia.signIn('/agent/connexion', { identity: 'nadia' })
  for (const room of ['reglages', 'journal', 'protection-des-donnees']) {
    const page = await nadia.visit(`${desk}/${room}`)
    expect([page.status, page.text.includes('réservée aux gestionnaires')], room).toEqual([404, true])
    const elsewhere = await nadia.visit(`/agent/collectivites/${CALVI}/${room}`)
    expect([elsewhere.status, elsewhere.text.includes('Page introuvable')], room).toEqual([404, true])
  }
})

describe('at the counter', () => {
  const typed = {
    nom: 'D’ESSAI',
    prenoms: 'Nadège Anne',
    naissance: '9/4/1988',
    qf: '1 180',
    mois: '11/2026',
    regime: 'CNAF',
    sexe: 'female',
    nom_connu: 'Marqueur',
    enfants_ou_services: 'Léa',
  }
  const form = async () => ({ ...typed, cle: fieldOf((await agent.visit(`${desk}/guichet`)).html, 'cle') })

  test('a paper joins the list and the file, once however often it is posted', async () => {
    const posted = await form()
    const pages = await Promise.all([1, 2, 3].map(() => agent.visit(`${desk}/guichet`, { form: posted })))
    expect(new Set(pages.map(({ url }) => url.pathname)).size).toBe(1)
    expect(pages[0]?.text).toContain('Identité, saisie au guichet')
    expect(await count()).toBe(2)
    const csv = await agent.request(`${desk}/export.csv`).then((response) => response.text())
    expect(csv).toMatch(
      /"D’ESSAI";"Nadège Anne";"F";"1988-04-09";"";"";"1180";"11";"2026";"";"";"CAF";"Guichet";"";"";""/,
    )
  })

  test('what another collectivité has under the number of a form is in the way of nothing', async () => {
    const posted = await form()
    await sendTo(service.services.safe, CALVI)
    const [row] = await asCollectivite(service.services.db, CALVI, (tx) => tx.select().from(submissions))
    const added = await agent.visit(`${desk}/guichet`, { form: { ...posted, cle: row?.id ?? '' } })
    expect(added.text).toContain('Identité, saisie au guichet')
    expect(await count()).toBe(2)
  })

  test('the next family on a page already used is not lost', async () => {
    const posted = await form()
    await agent.visit(`${desk}/guichet`, { form: posted })
    for (const cle of [posted.cle, 'x']) {
      const next = await agent.visit(`${desk}/guichet`, { form: { ...posted, nom: 'AUTRE-FAMILLE', cle } })
      expect([next.status, next.text.includes('avait déjà servi')]).toEqual([422, true])
      expect(next.html).toContain('value="AUTRE-FAMILLE"')
      expect(fieldOf(next.html, 'cle')).not.toBe(cle)
    }
    expect(await count()).toBe(2)
  })

  test.each([
    ['nom', '', 'Écrivez le nom de naissance'],
    ['nom', 'X'.repeat(256), '256 caractères'],
    ['prenoms', ' ', 'au moins un prénom'],
    ['prenoms', ' , ', 'au moins un prénom'],
    ['naissance', '31/02/1988', 'comme 09/04/1988'],
    ['naissance', '01/01/2027', 'comme 09/04/1988'],
    ['qf', '-3', 'Écrivez le quotient familial en euros'],
    ['qf', '742,505', 'Écrivez le quotient familial en euros'],
    ['qf', '100000', 'Écrivez le quotient familial en euros'],
    ['mois', '13/2026', 'comme 11/2026'],
    ['mois', '12/2026', 'comme 11/2026'],
    ['regime', 'autre', 'Choisissez la caisse'],
  ])('%s %j is refused, and nothing typed is lost', async (field, value, message) => {
    const page = await agent.visit(`${desk}/guichet`, { form: { ...(await form()), [field]: value } })
    expect(page.status).toBe(422)
    expect(page.text).toContain(message)
    for (const kept of Object.entries(typed).filter(([name]) => !['regime', 'sexe', field].includes(name)))
      expect(page.html).toContain(`value="${kept[1]}"`)
    expect(await count()).toBe(1)
  })
})

describe('the journal', () => {
  test('says to gestionnaires who did what, page by page, and to agents that it does not exist', async () => {
    for (let opened = 0; opened < 105; opened++) await agent.request(record())
    const page = await agent.visit(`${desk}/journal?quoi=lectures`)
    const older = page.html.match(/href="([^"]*)">Lignes plus anciennes/)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect((await agent.visit(older)).text).toContain('Ouverte')
    expect((await agent.visit(`${desk}/journal?quoi=constructor&avant=x`)).status).toBe(200)
    const one = await agent.visit(`${desk}/journal?reference=${reference.toLowerCase()}`)
    expect(one.text.match(new RegExp(reference, 'g'))?.length).toBeGreaterThan(99)
    expect((await agent.visit(`${desk}/journal?reference=QBCDFGHJKM`)).text).toContain('Rien à montrer.')
    expect((await agent.visit(`${desk}/journal?reference=%00`)).text).toContain('Rien à montrer.')
    const nadia = service.newVisitor()
    await nadia.signIn('/agent/connexion', { identity: 'nadia' })
    expect((await nadia.visit(`${desk}/journal`)).status).toBe(404)
  })
})

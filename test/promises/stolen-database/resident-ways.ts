import { expect } from 'vitest'
import { attestationPdf, postWithFiles, TYPED_VALUE } from '../../support/attestation.js'
import { FAY_AUX_LOGES } from '../../support/named.js'
import type { TestService } from '../../support/service.js'
import { fieldOf } from '../../support/visitor.js'
import type { Note } from './desk-ways.js'
import { RESIDENTS, TYPED } from './markers.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const PARTNER = 'https://portail-famille.example'

/** Twice, the second time with another value; through a partner's link, with a receipt by mail, on two visits. */
export async function send(service: TestService, note: Note): Promise<void> {
  for (const value of [TYPED.value, TYPED.nextValue]) {
    service.sandbox.apiParticulier.script({ status: 200, body: answerWith(value) })
    const resident = service.newVisitor()
    const link = `external_id=${TYPED.externalId}&redirect_uri=${encodeURIComponent(`${PARTNER}/retour`)}`
    await resident.visit(`${page}/me_connecter?${link}`)
    const review = await resident.signIn(`${page}/connexion?${link}`, { identity: RESIDENTS.sends.id })
    const form = {
      revue: fieldOf(review.html, 'revue'),
      nom_connu: TYPED.declared,
      enfants_ou_services: TYPED.children,
      partage: 'oui',
    }
    const wrong = await resident.visit(`${page}/envois`, { form: { ...form, nom_connu: 'x'.repeat(101) } })
    expect(wrong.status).toBe(422)
    const done = await resident.visit(`${page}/envois`, { form })
    expect(done.text).toContain('C’est transmis')
    const mailed = await resident.visit(`${done.url.pathname}/courriel`, { form: { adresse: TYPED.receipt } })
    expect(mailed.url.search).toContain('demande')
    await resident.request(`${done.url.pathname}.pdf`)
    note(review, wrong, done, mailed, await resident.visit('/mes_transmissions'))
    await resident.visit('/deconnexion', { form: {} })
  }
}

export async function dispute(service: TestService, note: Note): Promise<void> {
  const resident = service.newVisitor()
  await resident.signIn(`${page}/connexion`, { identity: RESIDENTS.disputes.id })
  const path = `${page}/signalement`
  const file = { name: TYPED.fileName, bytes: await attestationPdf(TYPED.file) }
  const wrong = await postWithFiles(resident, await resident.visit(path), path, { motif: '' }, [file])
  const gardees = fieldOf(wrong.html, 'gardees')
  const done = await postWithFiles(resident, wrong, path, { motif: TYPED.dispute, gardees })
  expect(done.text).toContain('C’est transmis')
  note(wrong, done)
}

/** Nobody knows her file at the funds: she joins her paper under the identity that FranceConnect gave. */
export async function joinIdentified(service: TestService, note: Note): Promise<void> {
  const resident = service.newVisitor()
  await resident.signIn(`${page}/connexion`, { identity: RESIDENTS.joins.id })
  const path = `${page}/attestation`
  const file = { name: TYPED.fileName, bytes: await attestationPdf(TYPED.file) }
  const shown = await resident.visit(path)
  const done = await postWithFiles(resident, shown, path, TYPED_VALUE, [file])
  expect(done.text).toContain('C’est transmis')
  note(shown, done)
}

/** First without the month, so that the file waits; then whole, with a receipt. One more waits to the end. */
export async function joinUnidentified(service: TestService, note: Note): Promise<void> {
  const resident = service.newVisitor()
  const path = `${page}/attestation`
  const bytes = await attestationPdf(TYPED.file)
  expect(bytes.toString('latin1')).toContain(TYPED.file)
  const fields = { ...TYPED.unidentified, sexe: 'female', ...TYPED_VALUE }
  const wrong = await postWithFiles(resident, await resident.visit(path), path, { ...fields, mois: '' }, [
    { name: TYPED.heldFileName, bytes },
  ])
  const gardees = fieldOf(wrong.html, 'gardees')
  const done = await postWithFiles(resident, wrong, path, { ...fields, gardees })
  expect(done.text).toContain('C’est transmis')
  await resident.visit(`${done.url.pathname}/courriel`, { form: { adresse: TYPED.otherReceipt } })
  const waiting = await postWithFiles(resident, await resident.visit(path), path, { ...fields, mois: '' }, [
    { name: TYPED.heldFileName, bytes },
  ])
  note(wrong, done, waiting)
}

export async function takeBack(service: TestService, note: Note): Promise<void> {
  const resident = service.newVisitor()
  const review = await resident.signIn(`${page}/connexion`, { identity: RESIDENTS.takesBack.id })
  const done = await resident.visit(`${page}/envois`, { form: { revue: fieldOf(review.html, 'revue') } })
  // The mail with the file has not opened it where the queue is slower.
  const gone = await resident.visit(`${done.url.pathname}/annulation`, { form: {} })
  note(review, done, gone)
}

/** Of the funds, with this value. */
export function answerWith(valeur: number) {
  const period = { annee: 2026, mois: 11, annee_calcul: 2026, mois_calcul: 10 }
  return { data: { quotient_familial: { fournisseur: 'CNAF', valeur, ...period } }, links: {}, meta: {} }
}

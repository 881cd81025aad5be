import { expect, test } from 'vitest'
import { accessReminderMail } from '#templates/mail/access-reminder.js'
import { accessGrantedMail, accessRequestMail } from '#templates/mail/access-request.js'
import { invitationMail } from '#templates/mail/invitation.js'
import { type MailContent, renderMail } from '#templates/mail/mail.js'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { overflow } from './visit-gallery.js'

const sender = {
  operatorName: 'Direction interministérielle du numérique',
  supportEmail: 'aide@quotient-familial.example.fr',
}
const link = `https://quotient-familial.example.fr/agent/invitation/21450142100017-${'a'.repeat(43)}`
const collectivite = 'SYNDICAT INTERCOMMUNAL DE SAINT-RÉMY-EN-BOUZEMONT-SAINT-GENEST-ET-ISSON'
const name = 'Solveig <b>MARQUÉE</b>'
const email = 'solveig.marquee@mairie.example'
const reminder = { collectivite, day: '26 mai 2028', link }
const mails: [string, MailContent][] = [
  ['invitation', invitationMail({ collectivite, role: 'agent', invitedBy: name, link, days: 30 })],
  ['renewal', invitationMail({ collectivite, role: 'gestionnaire', invitedBy: null, link, days: 30 })],
  ['request', accessRequestMail({ collectivite, name, email, link })],
  ['granted', accessGrantedMail({ collectivite, link })],
  ['reminder', accessReminderMail({ ...reminder, days: 30 })],
  ['last day', accessReminderMail({ ...reminder, days: 0 })],
]

test.each(mails)('%s: both forms hold the link, the subject nobody', (_, content) => {
  const { subject, text, html } = renderMail(content, sender)
  expect(subject).not.toMatch(/Solveig|SYNDICAT|@/)
  expect(text.split('\n')).toContain(link)
  expect(html).toContain(`href="${link}"`)
  expect(html).not.toContain('<b>')
  expect(html).not.toMatch(/<img|<link|<script|src=/)
  expect(text).toContain(sender.supportEmail)
  expect(text).not.toMatch(/ [:;?!»]|« |'/)
})

test('axe finds nothing in them, and they fit a small screen', async () => {
  await using visit = await openPage({ width: 320, height: 640 })
  for (const [what, content] of mails) {
    await visit.page.setContent(renderMail(content, sender).html)
    // A mail is no site: it has no landmarks, and its subject is its heading.
    await visit.page.evaluate(`
      document.body.innerHTML = '<main><h1>' + document.title + '</h1>' + document.body.innerHTML + '</main>'`)
    await expectAccessible(visit.page)
    expect([what, await overflow(visit.page)]).toEqual([what, 0])
  }
})

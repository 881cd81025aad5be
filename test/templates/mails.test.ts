import { expect, test } from 'vitest'
import { accessReminderMail } from '#templates/mail/access-reminder.js'
import { accessGrantedMail, accessRequestMail } from '#templates/mail/access-request.js'
import { addressConfirmationMail } from '#templates/mail/address-confirmation.js'
import { closingMail } from '#templates/mail/closing.js'
import { deliveryFileMail, deliveryNoticeMail } from '#templates/mail/delivery.js'
import { invitationMail } from '#templates/mail/invitation.js'
import { type MailContent, renderMail } from '#templates/mail/mail.js'
import { namedByOperatorMail } from '#templates/mail/named-by-operator.js'
import { receiptMail } from '#templates/mail/receipt.js'
import { reopeningMail } from '#templates/mail/reopening.js'
import { faultsOf } from '../accessibility/page-faults.js'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { longNamed } from './fixtures.js'

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
  ['closing', closingMail({ collectivite, days: 30, day: '26 décembre 2026', link })],
  ['reopening', reopeningMail({ collectivite, link })],
  [
    'named',
    namedByOperatorMail({
      collectivite,
      named: { email: 'a@example.fr' },
      link,
      supportEmail: 'b@example.fr',
    }),
  ],
  [
    'organisation',
    namedByOperatorMail({ collectivite, named: { siren: '130025265' }, link, supportEmail: 'b@example.fr' }),
  ],
  ['confirmation', addressConfirmationMail({ collectivite, link, days: 7 })],
  [
    'receipt',
    receiptMail({
      origin: 'Attestation',
      collectivite: longNamed,
      reference: 'Q7K3MBXW9T',
      sentAt: '26 novembre 2026 à 9 h 05',
      timeZoneName: 'heure de Mayotte',
      month: 'août 2026',
      link,
    }),
  ],
]

const notice = { collectivite, link, firstAt: '25 novembre 2026 à 7\u00a0h\u00a000', withheld: false }
const file = { collectivite, link, firstDay: '1er novembre 2026', keepUntil: '24 février 2027' }
const deliveries: [string, MailContent][] = [
  ['one', deliveryNoticeMail({ ...notice, count: 1, toTreat: 1 })],
  ['one, treated', deliveryNoticeMail({ ...notice, count: 1, toTreat: 0 })],
  ['several', deliveryNoticeMail({ ...notice, count: 1234, toTreat: 12, withheld: true })],
  ['a file', deliveryFileMail({ ...file, lastDay: '1er novembre 2026', count: 1, toCheck: 0 })],
  ['a long file', deliveryFileMail({ ...file, lastDay: '26 novembre 2026', count: 40, toCheck: 2 })],
]

test.each(deliveries)(
  'a delivery, %s: both forms lead to the desk, the subject says how many and where',
  (_, content) => {
    const { subject, text, html } = renderMail(content, sender)
    expect(subject).toMatch(/^\[QF\] .*\d .* – SYNDICAT/)
    expect(text.split('\n')).toContain(link)
    expect(html).toContain(`href="${link}"`)
    expect(text).not.toMatch(/ [:;?!»]|« |'/)
  },
)

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
  for (const [what, content] of [...mails, ...deliveries]) {
    await visit.page.setContent(renderMail(content, sender).html)
    // A mail is no site: it has no landmarks, and its subject is its heading.
    await visit.page.evaluate(`
      document.body.innerHTML = '<main><h1>' + document.title + '</h1>' + document.body.innerHTML + '</main>'`)
    await expectAccessible(visit.page)
    expect([what, await faultsOf(visit.page, ['layout'])]).toEqual([what, []])
  }
})

import { Hono } from 'hono'
import { download } from '../download.js'
import { renderPage } from '../page.js'
import { FAULTS_PATH, MAILBOX_PATH } from './addresses.js'
import { applyFault } from './apply-fault.js'
import type { Faults } from './faults.js'
import { FAULTS_ANCHOR } from './faults-panel.js'
import { MailPage } from './mail-page.js'
import { MailboxPage } from './mailbox-page.js'
import type { ReceivedMail } from './received-mail.js'

type Mailbox = { messages: ReceivedMail[]; clear(): void; faults: Faults }

/** What a person sees of the mailbox: its mails, their attachments and its faults. */
export function createMailboxPages({ messages, clear, faults }: Mailbox) {
  const app = new Hono()
  app.get('/', (c) => c.html(renderPage(MailboxPage({ messages, faults: faults.inForce() }))))
  app.post('/', (c) => {
    clear()
    return c.redirect(MAILBOX_PATH, 303)
  })
  app.post(FAULTS_PATH.slice(MAILBOX_PATH.length), async (c) => {
    if (!applyFault(faults, await c.req.parseBody())) return c.text('Cette panne n’existe pas.', 400)
    return c.redirect(`${MAILBOX_PATH}#${FAULTS_ANCHOR}`, 303)
  })
  app.get('/:number{[0-9]+}', (c) => {
    const number = Number(c.req.param('number'))
    const mail = messages[number - 1]
    return mail ? c.html(renderPage(MailPage({ mail, number }))) : c.notFound()
  })
  app.get('/:number{[0-9]+}/html', (c) => {
    const mail = messages[Number(c.req.param('number')) - 1]
    return mail ? c.html(mail.html) : c.notFound()
  })
  app.get('/:number{[0-9]+}/pieces/:index{[0-9]+}', (c) => {
    const { number, index } = c.req.param()
    const attachment = messages[Number(number) - 1]?.attachments[Number(index) - 1]
    if (!attachment) return c.notFound()
    return download(c, attachment)
  })
  return app
}

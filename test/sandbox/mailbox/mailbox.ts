import { drawCertificates } from './certificates.js'
import type { MailboxControls } from './controls.js'
import { createFaults } from './faults.js'
import type { ReceivedMail } from './received-mail.js'
import { createMailboxPages } from './routes.js'
import { startSmtpServer } from './smtp-server.js'

export { MAILBOX_PATH } from './addresses.js'

/** A mail server that keeps what it gets, and a page to read it. */
export async function createMailbox(host: string) {
  const messages: ReceivedMail[] = []
  const droppedMessageIds: string[] = []
  const certificates = await drawCertificates()
  const faults = createFaults()
  const { url, close } = await startSmtpServer({
    host,
    certificates,
    faults,
    keep(mail, { dropped }) {
      messages.push(mail)
      if (dropped) droppedMessageIds.push(mail.messageId)
    },
  })
  const clear = () => {
    messages.length = 0
    droppedMessageIds.length = 0
  }
  const controls: MailboxControls = {
    ...faults.controls,
    messages,
    droppedMessageIds,
    clear,
    reset() {
      clear()
      faults.reset()
    },
  }
  return {
    app: createMailboxPages({ messages, clear, faults }),
    controls,
    url,
    /** In PEM: whom to trust for TLS with this server. */
    certificateAuthority: certificates.authority,
    close,
  }
}

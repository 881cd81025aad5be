import { Page } from '../page.js'
import { MAILBOX_PATH, mailPath } from './addresses.js'
import type { FaultsInForce } from './faults.js'
import { FaultsPanel } from './faults-panel.js'
import { protectionOf } from './mail-page.js'
import type { ReceivedMail } from './received-mail.js'

/** Everything that was sent, the newest first, and what is wrong with the server. */
export function MailboxPage({ messages, faults }: { messages: ReceivedMail[]; faults: FaultsInForce }) {
  return (
    <Page title="Boîte aux lettres">
      <p>Tous les courriels que le service a envoyés, à qui que ce soit.</p>
      {messages.length === 0 ? <p>Aucun courriel.</p> : <Messages messages={messages} />}
      <form method="post" action={MAILBOX_PATH}>
        <button type="submit">Vider</button>
      </form>
      <FaultsPanel faults={faults} />
    </Page>
  )
}

function Messages({ messages }: { messages: ReceivedMail[] }) {
  const newestFirst = messages.map((mail, index) => ({ mail, number: index + 1 })).reverse()
  return (
    <table style="overflow-wrap:anywhere">
      <thead>
        <tr>
          <th scope="col">Reçu</th>
          <th scope="col">Pour</th>
          <th scope="col">Objet</th>
          <th scope="col">Liaison</th>
          <th scope="col">Pièces jointes</th>
        </tr>
      </thead>
      <tbody>
        {newestFirst.map(({ mail, number }) => (
          <tr>
            <td>{mail.receivedAt.toLocaleTimeString('fr-FR')}</td>
            <td>{mail.to.join(', ')}</td>
            <td>
              <a href={mailPath(number)}>{mail.subject || 'Sans objet'}</a>
            </td>
            <td>{protectionOf(mail)}</td>
            <td>{mail.attachments.map(({ filename }) => filename).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

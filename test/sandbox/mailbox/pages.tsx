import { Page } from '../page.js'
import { MAILBOX_PATH, type ReceivedMail } from './mailbox.js'

/** Everything that was sent, the newest first. */
export function MailboxPage({ messages }: { messages: ReceivedMail[] }) {
  return (
    <Page title="Boîte aux lettres">
      <p>Tous les courriels que le service a envoyés, à qui que ce soit.</p>
      {messages.length === 0 ? <p>Aucun courriel.</p> : <Messages messages={messages} />}
      <form method="post" action={MAILBOX_PATH}>
        <button type="submit">Vider</button>
      </form>
    </Page>
  )
}

function Messages({ messages }: { messages: ReceivedMail[] }) {
  const newestFirst = messages.map((mail, index) => ({ mail, number: index + 1 })).reverse()
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Reçu</th>
          <th scope="col">Pour</th>
          <th scope="col">Objet</th>
        </tr>
      </thead>
      <tbody>
        {newestFirst.map(({ mail, number }) => (
          <tr>
            <td>{mail.receivedAt.toLocaleTimeString('fr-FR')}</td>
            <td>{mail.to.join(', ')}</td>
            <td>
              <a href={`${MAILBOX_PATH}/${number}`}>{mail.subject}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One mail, as text with links that work, and the way to its HTML. */
export function MailPage({ mail, number }: { mail: ReceivedMail; number: number }) {
  const { subject, from, replyTo, to, text } = mail
  return (
    <Page title={subject}>
      <p>
        De {from}, à {to.join(', ')} ; réponse à {replyTo}
      </p>
      <p>
        <a href={`${MAILBOX_PATH}/${number}/html`}>En HTML</a> <a href={MAILBOX_PATH}>Tous les courriels</a>
      </p>
      <pre style="white-space:pre-wrap">
        {text.split(/(https?:\/\/\S+)/).map((part, index) => (index % 2 ? <a href={part}>{part}</a> : part))}
      </pre>
    </Page>
  )
}

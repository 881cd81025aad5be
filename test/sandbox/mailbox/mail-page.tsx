import { Page } from '../page.js'
import { attachmentPath, MAILBOX_PATH, mailPath } from './addresses.js'
import type { ReceivedMail } from './received-mail.js'

/** One mail: its headers, its text with links that work, the ways to its HTML and its attachments. */
export function MailPage({ mail, number }: { mail: ReceivedMail; number: number }) {
  return (
    <Page title={mail.subject || 'Sans objet'}>
      <p>
        <a href={MAILBOX_PATH}>Tous les courriels</a>
      </p>
      <Headers mail={mail} />
      {mail.attachments.length > 0 && <Attachments mail={mail} number={number} />}
      <h2>Texte</h2>
      <pre style="white-space:pre-wrap;overflow-wrap:anywhere">
        {mail.text
          .split(/(https?:\/\/\S+)/)
          .map((part, index) => (index % 2 ? <a href={part}>{part}</a> : part))}
      </pre>
      {mail.html !== '' && (
        <p>
          <a href={`${mailPath(number)}/html`}>En HTML</a>
        </p>
      )}
    </Page>
  )
}

/** How a mail came. */
export function protectionOf({ secure }: ReceivedMail): string {
  return secure ? 'protégé (TLS)' : 'en clair'
}

function Headers({ mail }: { mail: ReceivedMail }) {
  const rows = {
    From: mail.from,
    To: mail.to.join(', '),
    'Reply-To': mail.replyTo,
    'Message-ID': mail.messageId,
    'Auto-Submitted': String(mail.headers.get('auto-submitted') ?? ''),
    Reçu: `${mail.receivedAt.toLocaleString('fr-FR')}, ${protectionOf(mail)}`,
  }
  return (
    <table style="overflow-wrap:anywhere">
      <tbody>
        {Object.entries(rows).map(([name, value]) => (
          <tr>
            <th scope="row">{name}</th>
            <td>{value || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Attachments({ mail, number }: { mail: ReceivedMail; number: number }) {
  return (
    <>
      <h2>Pièces jointes</h2>
      <ul>
        {mail.attachments.map(({ filename, contentType, content }, index) => (
          <li>
            <a href={attachmentPath(number, index + 1)}>{filename || 'Sans nom'}</a>
            {` (${contentType}, ${content.length.toLocaleString('fr-FR')} octets)`}
          </li>
        ))}
      </ul>
    </>
  )
}

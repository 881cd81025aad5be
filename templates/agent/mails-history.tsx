import { mailFault } from '#templates/agent/mail-faults.js'
import { formatNumber, plural } from '#templates/format.js'

export type MailLine = {
  leftAt: string
  count: number
  content: 'avis' | 'csv'
  addresses: {
    email: string
    kind: 'accepted' | 'failed' | 'waiting' | 'leaving'
    /** When it was accepted or given up, or when the next attempt is; in words. */
    at: string | null
    code: string | null
  }[]
}

/** What left, new on top, and what became of it at each address. */
export function MailsHistory({ lines, olderUrl }: { lines: MailLine[]; olderUrl: string | null }) {
  return (
    <>
      <h2>Courriels partis</h2>
      {lines.length === 0 ? (
        <p>Aucun courriel n’est encore parti.</p>
      ) : (
        <ul class="qf-files">
          {lines.map((line) => (
            <Line {...line} />
          ))}
        </ul>
      )}
      {olderUrl && (
        <p>
          <a href={olderUrl}>Courriels plus anciens</a>
        </p>
      )}
    </>
  )
}

function Line({ leftAt, count, content, addresses }: MailLine) {
  return (
    <li>
      <h3 class="fr-h6">
        Le {leftAt} : {formatNumber(count)} {plural(count, 'transmission')},{' '}
        {content === 'csv' ? 'fichier' : 'avis'}
      </h3>
      {addresses.length === 0 ? (
        <p>
          Le détail n’en est plus gardé : ses adresses ont été retirées, ou il n’y avait plus rien à dire.
        </p>
      ) : (
        <ul>
          {addresses.map((address) => (
            <li>
              {address.email} : {becomes(address)}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

function becomes({ kind, at, code }: MailLine['addresses'][number]): string {
  switch (kind) {
    case 'accepted':
      return `parti le ${at}.`
    case 'leaving':
      return 'en train de partir.'
    case 'waiting':
      return `pas encore parti (${mailFault(code)}). Nouvel essai le ${at}.`
    case 'failed':
      return `pas parti (${mailFault(code)}). Les transmissions sont dans la liste.`
  }
}

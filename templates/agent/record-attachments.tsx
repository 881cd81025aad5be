import { formatSize } from '#templates/format.js'

export type AttachmentView = {
  kind: 'pdf' | 'jpeg' | 'png'
  /** In bytes. */
  size: number
  /** Null once it is erased. */
  url: string | null
}

type Props = {
  dispute: string | null
  attachments: AttachmentView[]
  /** The day on which the files go; null while the transmission is to be treated. */
  erasedOn: string | null
}

/** What the resident says herself, and the files that she joined. */
export function FromResident({ dispute, attachments, erasedOn }: Props) {
  return (
    <>
      {dispute !== null && (
        <>
          <h2 class="fr-h5">Ce que l’usager signale</h2>
          <p class="qf-lignes">{dispute}</p>
        </>
      )}
      {attachments.length > 0 && (
        <>
          <h2 class="fr-h5">{attachments.length > 1 ? 'Pièces jointes' : 'Pièce jointe'}</h2>
          <ul>
            {attachments.map((attachment, at) => (
              <Attachment {...attachment} name={nameOf(at, attachments.length)} />
            ))}
          </ul>
          {attachments.some(({ url }) => url !== null) && <p>{wordsOf(attachments.length > 1, erasedOn)}</p>}
        </>
      )}
    </>
  )
}

function Attachment({ kind, size, url, name }: AttachmentView & { name: string }) {
  if (!url) return <li>{name}, effacée 15 jours après le traitement</li>
  return (
    <li>
      <a class="qf-screen" href={url} download>
        Télécharger {name.toLowerCase()} ({kind.toUpperCase()}, {formatSize(size)})
      </a>
      <span class="qf-paper">{name}</span>
    </li>
  )
}

function wordsOf(several: boolean, erasedOn: string | null): string {
  const [them, come, go] = several
    ? ['les', 'Elles viennent', 'elles seront effacées']
    : ['la', 'Elle vient', 'elle sera effacée']
  const when = erasedOn === null ? '15 jours après « Traité »' : `le ${erasedOn}`
  return `Comparez-${them} à ce qui est écrit ici. ${come} de l’usager, pas de la caisse ; ${go} ${when}.`
}

function nameOf(at: number, count: number): string {
  return count > 1 ? `La pièce ${at + 1}` : 'La pièce jointe'
}

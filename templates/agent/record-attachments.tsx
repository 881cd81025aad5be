import { formatSize } from '#templates/format.js'

export type AttachmentView = {
  kind: 'pdf' | 'jpeg' | 'png'
  /** In bytes. */
  size: number
  /** Null once it is erased. */
  url: string | null
}

type Props = { dispute: string | null; attachments: AttachmentView[] }

/** What the resident says herself, and the files that she joined. */
export function FromResident({ dispute, attachments }: Props) {
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
          <p>
            Comparez-la à ce qui est écrit ici. Elle vient de l’usager, pas de la caisse ; elle est effacée 15
            jours après « Traité ».
          </p>
        </>
      )}
    </>
  )
}

function Attachment({ kind, size, url, name }: AttachmentView & { name: string }) {
  if (!url) return <li>{name}, effacée 15 jours après le traitement</li>
  return (
    <li>
      <a href={url} download>
        Télécharger {name.toLowerCase()} ({kind.toUpperCase()}, {formatSize(size)})
      </a>
    </li>
  )
}

function nameOf(at: number, count: number): string {
  return count > 1 ? `La pièce ${at + 1}` : 'La pièce jointe'
}

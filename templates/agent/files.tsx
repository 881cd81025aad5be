import type { Counts } from '#src/submission/count-submissions.js'
import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { type FileLine, Line } from '#templates/agent/files-line.js'
import { MakeFile } from '#templates/agent/files-make.js'
import { Alert } from '#templates/components/alert.js'
import { formatNumber } from '#templates/format.js'

type Props = {
  nav: DeskNavProps
  counts: Counts
  /** What was just done, and to how many rows. */
  done: { what: string; rows: number }
  /** `AAAA-MM-JJ`, where the collectivité is. */
  today: string
  csvUrl: string
  xlsxUrl: string
  files: FileLine[]
  olderUrl: string | null
}

/** To make a file, and those that left. */
export function Files({ nav, counts, done, today, csvUrl, xlsxUrl, files, olderUrl }: Props) {
  return (
    <>
      <DeskNav {...nav} />
      <h1>Fichiers</h1>
      <Done {...done} />
      <h2>Faire un fichier</h2>
      {counts.total === 0 ? (
        <p>Personne n’a encore rien transmis : il n’y a rien à mettre dans un fichier.</p>
      ) : (
        <MakeFile counts={counts} today={today} csvUrl={csvUrl} xlsxUrl={xlsxUrl} />
      )}
      <h2>Fichiers déjà téléchargés</h2>
      {files.length === 0 ? (
        <p>Aucun fichier n’a encore été téléchargé.</p>
      ) : (
        <>
          <p>
            Aucun fichier n’est gardé ici : il est refait à la demande, avec les lignes qui existent encore.
          </p>
          <ul class="qf-files">
            {files.map((file) => (
              <Line {...file} />
            ))}
          </ul>
          {olderUrl && (
            <p>
              <a href={olderUrl}>Fichiers plus anciens</a>
            </p>
          )}
        </>
      )}
    </>
  )
}

function Done({ what, rows }: Props['done']) {
  if (what === 'vide')
    return (
      <Alert kind="info">
        <p role="status">Il n’y a rien à mettre dans ce fichier : aucune transmission ne correspond.</p>
      </Alert>
    )
  if (what !== 'traite') return null
  return (
    <Alert kind={rows > 0 ? 'success' : 'warning'}>
      <p role="status">
        {rows > 1
          ? `${formatNumber(rows)} transmissions sont marquées comme traitées.`
          : rows === 1
            ? 'La transmission est marquée comme traitée.'
            : 'Rien n’a changé : ces transmissions n’existent plus, ou le téléchargement n’est pas allé au bout.'}
      </p>
    </Alert>
  )
}

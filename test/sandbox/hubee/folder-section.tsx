import { CASES_PATH, FILES_PATH, folderAnchor } from './addresses.js'
import { AGENT_STATUSES, type Attachment, type Case, type Folder } from './model.js'
import { StatusForm } from './status-form.js'
import { FILE_WORDS, STATUS_WORDS } from './words.js'

/** One télédossier: whose it is, and what each recipient gets and says of it. */
export function FolderSection({ folder }: { folder: Folder }) {
  const { id, externalId, applicant, cases, attachments, createDateTime } = folder
  const anchor = folderAnchor(id)
  const madeAt = new Date(createDateTime).toLocaleString('fr-FR', { timeZone: 'Europe/Paris' })
  return (
    <section aria-labelledby={anchor}>
      <h3 id={anchor}>{externalId}</h3>
      <p>{`Demandeur : ${applicant.firstName} ${applicant.lastName}, le ${madeAt}`}</p>
      {cases.map((one) => (
        <CasePart
          one={one}
          files={attachments.filter(({ recipients }) => recipients.includes(one.externalId))}
        />
      ))}
    </section>
  )
}

function CasePart({ one, files }: { one: Case; files: Attachment[] }) {
  const { id, recipient, status } = one
  return (
    <>
      <ul>
        {files.map((file) => (
          <li>
            <File file={file} />
          </li>
        ))}
      </ul>
      <StatusForm
        action={`${CASES_PATH}/${id}`}
        legend={`Destinataire : SIRET ${recipient.companyRegister}, code COG ${recipient.branchCode}`}
        statuses={AGENT_STATUSES.map((one) => [one, STATUS_WORDS[one]])}
      >
        Statut : <strong>{STATUS_WORDS[status]}</strong> <code>{status}</code>
      </StatusForm>
    </>
  )
}

function File({ file: { id, fileName, mimeType, size, status } }: { file: Attachment }) {
  if (status !== 'RECEIVED')
    return (
      <>
        {`${fileName} : pièce ${FILE_WORDS[status]} `}
        <code>{status}</code>
      </>
    )
  return (
    <>
      <a href={`${FILES_PATH}/${id}`} style="overflow-wrap:anywhere">
        {fileName}
      </a>
      {` (${mimeType}, ${size.toLocaleString('fr-FR')} octets)`}
    </>
  )
}

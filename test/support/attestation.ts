import PDFDocument from 'pdfkit'
import { fieldOf, type VisitedPage, type Visitor } from './visitor.js'

/** A paper of the fund as it would be downloaded; its title stands in its bytes as it is. */
export async function attestationPdf(title = 'Attestation de quotient familial'): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', info: { Title: title } })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve) => document.once('end', resolve))
  document.text(title)
  document.end()
  await ended
  return Buffer.concat(chunks)
}

export type JoinedFile = { name: string; bytes: Uint8Array; type?: string }

/** What a resident without FranceConnect types of herself; nobody has this name. */
export const TYPED_IDENTITY = {
  nom: 'D’ESSAI-PAPIER',
  prenoms: 'Solange Marie',
  sexe: 'female',
  naissance: '09/04/1988',
}
export const TYPED_VALUE = { qf: '612', mois: '11/2026', regime: 'CNAF' }

/** Posts the form of this page, with what it hides, these fields and these files. */
export function postWithFiles(
  visitor: Visitor,
  shown: VisitedPage,
  action: string,
  fields: Record<string, string | string[]>,
  files: JoinedFile[] = [],
): Promise<VisitedPage> {
  const body = new FormData()
  body.append('revue', fieldOf(shown.html, 'revue'))
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one)
  for (const { name, bytes, type = 'application/pdf' } of files)
    body.append('pieces', new Blob([new Uint8Array(bytes)], { type }), name)
  return visitor.visit(action, { body })
}

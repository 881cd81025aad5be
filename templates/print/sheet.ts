import { openPdf } from '#templates/print/open-pdf.js'
import { SERVICE_NAME } from '#templates/site.js'

export type Sheet = {
  /** Of the document, which readers show in its place. */
  name: string
  title: string
  rows: [label: string, text: string][]
  /** A sentence below. */
  closing: string
  operatorName: string
}

const MARGIN = 64

/** A page with a title, lines with their labels and a closing sentence, as PDF. */
export async function renderSheet({ name, title, rows, closing, operatorName }: Sheet): Promise<Buffer> {
  const { pdf, finish } = await openPdf({ title: name, author: operatorName, margin: MARGIN })
  const document = pdf.struct('Document')
  pdf.addStructure(document)
  const add = (tag: 'H1' | 'P', draw: () => void) => document.add(pdf.struct(tag, {}, [draw]))
  add('P', () => pdf.font('regular').fontSize(10).text(`${SERVICE_NAME} — ${operatorName}`).moveDown(3))
  add('H1', () => pdf.font('bold').fontSize(18).text(title).moveDown(1.5))
  for (const [label, text] of rows) {
    add('P', () =>
      pdf
        .font('bold')
        .fontSize(11)
        .text(`${label} : `, { continued: true })
        .font('regular')
        .text(text)
        .moveDown(0.6),
    )
  }
  add('P', () => pdf.moveDown(1).fontSize(11).text(closing))
  document.end()
  return finish()
}

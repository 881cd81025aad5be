import { openPdf } from '#templates/print/open-pdf.js'

/** A paper that stands for the fund's; it says that it is none. */
export async function demoAttestation(): Promise<Buffer> {
  const { pdf, finish } = await openPdf({
    title: 'Attestation de démonstration',
    author: 'Service de démonstration',
    margin: 72,
  })
  pdf.font('bold').fontSize(18).text('Attestation de quotient familial')
  pdf
    .font('regular')
    .fontSize(11)
    .moveDown()
    .text('Document de démonstration\u00a0: il ne vient d’aucune caisse.')
  return finish()
}

import type { QrModules } from '#src/agent/publicity/qr-code.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { openPdf } from '#templates/print/open-pdf.js'

export type Poster = {
  collectivite: Collectivite
  /** The residents' page, which the QR code holds. */
  address: string
  qr: QrModules
  operatorName: string
}

const A4 = { width: 595.28, height: 841.89 }
const MARGIN = 48
const BLUE = '#000091'
const BLACK = '#161616'
const GREY = '#3a3a3a'
const QR_SIDE = 250
const QUIET_MODULES = 4

const TITLE = 'Votre quotient familial, envoyé en deux minutes'
const STEPS = [
  'Scannez le code, ou tapez l’adresse.',
  'Identifiez-vous avec FranceConnect.',
  'Relisez votre quotient familial, puis envoyez-le.',
]
const PROMISE = 'Service gratuit, deux minutes, sans papier'
const WARNING =
  'Personne ne vous appellera jamais au nom de ce service. Ne donnez vos mots de passe à personne.'

/** One page A4 for a wall or a window: what it is, three steps, the code and the address. */
export async function renderPoster(poster: Poster): Promise<Buffer> {
  const { collectivite, operatorName } = poster
  const title = `${TITLE} : ${collectivite.name}`
  const { pdf, finish } = await openPdf({ title, author: operatorName, margin: MARGIN })
  const document = pdf.struct('Document')
  pdf.addStructure(document)
  const add = (tag: 'H1' | 'P', draw: () => void) => document.add(pdf.struct(tag, {}, [draw]))

  add('P', () => drawName(pdf, collectivite))
  add('H1', () => writeFitting(pdf, TITLE, { font: 'bold', most: 40, color: BLUE, top: 156, height: 102 }))
  add('P', () => writeFitting(pdf, PROMISE, { font: 'bold', most: 17, color: BLACK, top: 264, height: 24 }))
  STEPS.forEach((step, index) => {
    add('P', () => drawStep(pdf, index + 1, step, 306 + index * 46))
  })
  document.add(
    pdf.struct('Figure', { alt: `Code QR qui mène à ${poster.address}` }, [
      () => drawQr(pdf, poster.qr, (A4.width - QR_SIDE) / 2, 438),
    ]),
  )
  add('P', () =>
    writeFitting(pdf, poster.address, {
      font: 'bold',
      most: 16,
      color: BLACK,
      top: 692,
      height: 22,
      align: 'center',
    }),
  )
  add('P', () => writeFitting(pdf, otherWay(collectivite), { most: 12, color: GREY, top: 724, height: 32 }))
  add('P', () => writeFitting(pdf, WARNING, { font: 'bold', most: 12, color: BLACK, top: 758, height: 34 }))
  document.end()
  return finish()
}

function otherWay({ otherWays, counter }: Collectivite): string {
  const without = 'Sans FranceConnect ?'
  if (!otherWays.includes('guichet'))
    return `${without} La page vous dit comment envoyer votre attestation par courriel.`
  const place = counter.address ? ` (${counter.address})` : ''
  return `${without} Votre attestation de la CAF ou de la MSA est toujours acceptée à l’accueil${place}.`
}

function drawName(pdf: PDFKit.PDFDocument, collectivite: Collectivite): void {
  pdf.rect(0, 0, A4.width, 128).fill(BLUE)
  writeFitting(pdf, collectivite.name, { font: 'bold', most: 30, color: 'white', top: 28, height: 66 })
  const top = pdf.y + 4
  writeFitting(pdf, collectivitePlace(collectivite), { most: 13, color: 'white', top, height: 18 })
}

function drawStep(pdf: PDFKit.PDFDocument, number: number, step: string, top: number): void {
  const radius = 16
  pdf.circle(MARGIN + radius, top + radius, radius).fill(BLUE)
  pdf.font('bold').fontSize(17).fillColor('white')
  pdf.text(`${number}`, MARGIN, top + 6, { width: 2 * radius, align: 'center', lineBreak: false })
  writeFitting(pdf, step, { most: 17, color: BLACK, top: top + 6, height: 24, left: MARGIN + 48 })
}

/** Runs of dark modules as rectangles; their edges touch, so no printer leaves a white line between them. */
function drawQr(pdf: PDFKit.PDFDocument, qr: QrModules, left: number, top: number): void {
  const side = QR_SIDE / (qr.size + 2 * QUIET_MODULES)
  for (let row = 0; row < qr.size; row++) {
    for (let column = 0; column < qr.size; column++) {
      if (!qr.isDark(column, row)) continue
      const first = column
      while (column + 1 < qr.size && qr.isDark(column + 1, row)) column++
      const x = left + (first + QUIET_MODULES) * side
      pdf.rect(x, top + (row + QUIET_MODULES) * side, (column - first + 1) * side, side * 1.02)
    }
  }
  pdf.fill('black')
}

type Fitting = {
  font?: 'regular' | 'bold'
  /** The largest size; smaller where the text would not fit. */
  most: number
  color: string
  top: number
  height: number
  left?: number
  align?: 'left' | 'center'
}

function writeFitting(pdf: PDFKit.PDFDocument, text: string, fitting: Fitting): void {
  const { font = 'regular', most, color, top, height, left = MARGIN, align = 'left' } = fitting
  const options = { width: A4.width - MARGIN - left, align }
  pdf.font(font)
  let size = most
  while (size > 6 && isTooLarge(size)) size -= 0.5
  pdf.fillColor(color).text(text, left, top, { ...options, height, ellipsis: true })

  // A word wider than its line would be broken in its middle.
  function isTooLarge(candidate: number): boolean {
    pdf.fontSize(candidate)
    const widest = Math.max(...text.split(/[ -]/).map((word) => pdf.widthOfString(word)))
    return widest > options.width || pdf.heightOfString(text, options) > height
  }
}

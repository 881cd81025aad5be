import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib'
import type { AcceptedFile } from '#src/attachments/attachment.js'

const ACTIVE = new Set(
  'JavaScript JS XFA Launch SubmitForm ImportData GoToR GoToE Rendition Movie Sound RichMedia 3D EF EmbeddedFile EmbeddedFiles FileAttachment Collection AA Encrypt'.split(
    ' ',
  ),
)
const SEGMENTS = [0xdb, 0xc0, 0xc2, 0xc4, 0xdd, 0xe0, 0xda]
const CHUNKS = ['IHDR', 'PLTE', 'pHYs', 'IDAT', 'IEND']
const RUNS = ['<?php', '<script', 'system(', 'PK\x05\x06']

/**
 * What should not be in a file that was accepted, found with nothing of ours: PDFs by pdf-lib, images by their own
 * structure.
 */
export async function faultsOfAccepted({ kind, bytes }: AcceptedFile): Promise<string[]> {
  const runs = RUNS.filter((text) => bytes.includes(text, 0, 'latin1'))
  if (kind === 'pdf') return [...runs, ...(await faultsOfPdf(bytes))]
  return [...runs, ...(kind === 'jpeg' ? faultsOfJpeg(bytes) : faultsOfPng(bytes))]
}

async function faultsOfPdf(bytes: Buffer): Promise<string[]> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false })
  const faults: string[] = []
  const left: PDFObject[] = document.context.enumerateIndirectObjects().map(([, object]) => object)
  for (let object = left.pop(); object; object = left.pop()) {
    if (object instanceof PDFName && ACTIVE.has(object.decodeText())) faults.push(object.decodeText())
    if (object instanceof PDFString && /^(javascript:|file:|\\\\)/.test(object.decodeText()))
      faults.push(object.decodeText())
    if (object instanceof PDFStream) left.push(object.dict)
    if (object instanceof PDFArray) left.push(...object.asArray())
    if (object instanceof PDFDict) for (const [key, value] of object.entries()) left.push(key, value)
  }
  return faults
}

/** Segments that do not draw, and anything behind the end. */
function faultsOfJpeg(bytes: Buffer): string[] {
  const faults: string[] = []
  let at = 2
  for (; bytes[at + 1] !== 0xda && at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2))
    if (!SEGMENTS.includes(bytes[at + 1] ?? 0)) faults.push(`segment ${bytes[at + 1]?.toString(16)}`)
  if (bytes.indexOf(Buffer.from([0xff, 0xd9]), at) !== bytes.length - 2) faults.push('goes on after its end')
  return faults
}

function faultsOfPng(bytes: Buffer): string[] {
  const faults: string[] = []
  let at = 8
  for (; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (!CHUNKS.includes(name)) faults.push(`chunk ${name}`)
    if (name === 'IEND' && at + 12 !== bytes.length) faults.push('goes on after its end')
  }
  return faults
}

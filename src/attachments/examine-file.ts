import { type Accepted, accepted, type Refused, refused } from '#src/attachments/examination.js'
import { kindOf } from '#src/attachments/kind-of.js'
import { examinePdf } from '#src/attachments/pdf/examine-pdf.js'
import { redrawImage } from '#src/attachments/redraw-image.js'

/** Examines one file, in this process: a PDF that passes is kept byte for byte, since its signatures must survive. */
export async function examineFile(bytes: Buffer): Promise<Accepted | Refused> {
  const kind = kindOf(bytes)
  if (kind === null) return refused('unknown-kind')
  if (kind !== 'pdf') return redrawImage(kind, bytes)
  const reason = await examinePdf(bytes)
  return reason ? refused(reason) : accepted({ kind, bytes })
}

import type { RefusalReason } from '#src/attachments/examination.js'

/** Ends the reading of a PDF from wherever it has got to; `examinePdf` makes an outcome of it. */
export class Refusal extends Error {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason) {
    super(reason)
    this.reason = reason
  }
}

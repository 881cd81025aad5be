/** A photo of a telephone has 2 to 4 MB, an attestation as PDF 0.1 MB. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024
/** How many files one transmission may carry. */
export const MAX_FILES = 3
/** A photo of a telephone has 12 million, an A4 page scanned at 600 dots per inch 35 million. */
export const MAX_PIXELS = 50_000_000

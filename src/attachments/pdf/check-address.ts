import type { RefusalReason } from '#src/attachments/examination.js'

const SCHEMES = ['http', 'https', 'mailto', 'tel']

/** Why a link may not stand in a PDF: it runs a program, or opens something else than a page or a mail. */
export function checkAddress(text: string): RefusalReason | null {
  // UTF-16 shows as a zero before each letter; browsers skip control characters too.
  const address = text.replace(/^\xfe\xff/, '').replace(/[\0- \x7f]/g, '')
  // A port is no scheme: www.caf.fr:443
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(address)?.[1]?.toLowerCase()
  if (scheme === 'javascript' || scheme === 'vbscript') return 'scripts'
  if (scheme && !SCHEMES.includes(scheme)) return 'actions'
  // Two slashes name a machine, to which some systems sign in by themselves.
  return /^[\\/]{2}/.test(address) ? 'actions' : null
}

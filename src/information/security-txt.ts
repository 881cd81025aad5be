const MONTHS = 6

type Options = { email: string; publicUrl: URL; now: Date }

export const SECURITY_TXT_PATH = '/.well-known/security.txt'

/**
 * To whom a weakness is told. It ends in five to six months, always on the first of one, so that it is the same text
 * all month. https://www.rfc-editor.org/rfc/rfc9116
 */
export function securityTxt({ email, publicUrl, now }: Options): string {
  const { origin } = publicUrl
  const expires = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + MONTHS, 1))
  const fields = [
    ['Contact', `mailto:${email}`],
    ['Expires', expires.toISOString()],
    ['Preferred-Languages', 'fr, en'],
    ['Canonical', origin + SECURITY_TXT_PATH],
    ['Policy', `${origin}/mentions_legales#faille`],
  ]
  return fields.map(([name, value]) => `${name}: ${value}\n`).join('')
}

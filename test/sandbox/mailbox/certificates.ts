import { generate } from 'selfsigned'

/** What the server shows after STARTTLS, in PEM. */
export type Certificate = { key: string; cert: string }
export type Certificates = {
  /** Who signed the right one: what a client has to know. */
  authority: string
  right: Certificate
  /** For the same names, but by an authority that nobody knows. */
  wrong: Certificate
}

/** Drawn at each start: nothing to keep, to renew or to leak. */
export async function drawCertificates(): Promise<Certificates> {
  const [known, unknown] = await Promise.all([
    drawSignedCertificate('Autorité de la simulation'),
    drawSignedCertificate('Autorité inconnue'),
  ])
  return { authority: known.authority, right: known.certificate, wrong: unknown.certificate }
}

// Elliptic curves: drawing RSA keys takes ten times as long, at each start of each test.
const KEYS = { keyType: 'ec', algorithm: 'sha256' } as const

async function drawSignedCertificate(authorityName: string) {
  const authority = await generate([{ name: 'commonName', value: authorityName }], {
    ...KEYS,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  })
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: 'Courriel de la simulation' }],
    {
      ...KEYS,
      ca: { key: authority.private, cert: authority.cert },
      extensions: [
        { name: 'basicConstraints', cA: false, critical: true },
        { name: 'keyUsage', digitalSignature: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    },
  )
  return { authority: authority.cert, certificate: { key, cert } }
}

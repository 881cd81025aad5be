import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { renderPoster } from '#templates/print/poster.js'
import { renderReceipt } from '#templates/print/receipt.js'
import { renderTransmission } from '#templates/print/transmission.js'
import { openedOf } from '../support/opened.js'
import { commune, longNamed } from '../templates/fixtures.js'

const operatorName = 'Opérateur de test'
const qr = { size: 25, isDark: (column: number, row: number) => (column + row) % 2 === 0 }

const DOCUMENTS: [string, () => Promise<Buffer>][] = [
  [
    'the receipt',
    () =>
      renderReceipt({
        origin: 'Attestation sans FranceConnect',
        name: 'Nadège D’ESSAI-MARQUEUR',
        sentAt: '26 novembre 2026 à 14 h 05',
        timeZoneName: 'heure de Paris',
        reference: 'Q7K3MBXW9T',
        collectivite: longNamed,
        month: 'novembre 2026',
        operatorName,
      }),
  ],
  ['the transmission', () => renderTransmission(openedOf(), longNamed, operatorName)],
  [
    'the poster',
    () => renderPoster({ collectivite: commune, operatorName, qr, address: 'https://qf.example.fr' }),
  ],
]

describe.each(DOCUMENTS)('%s', (_name, render) => {
  test('says its language and its title, and that it is tagged', async () => {
    const file = latin1(await render())
    const said = ['/Lang (fr-FR)', '/Marked true', '/DisplayDocTitle true', '/Title ', '<dc:title>']
    expect(said.filter((words) => !file.includes(words))).toEqual([])
  })

  test('has one main title, and alternatives for its pictures', async () => {
    const file = latin1(await render())
    const tags = [...file.matchAll(/\/S \/(\w+)/g)].map(([, tag]) => tag)
    expect(tags.filter((tag) => tag === 'H1')).toHaveLength(1)
    expect(tags).toContain('Document')
    expect([...file.matchAll(/\/Alt \(/g)]).toHaveLength(tags.filter((tag) => tag === 'Figure').length)
  })

  test('reads aloud all that it writes: no text stands outside its tags', async () => {
    const pages = streamsOf(latin1(await render())).filter((stream) => /^BT$/m.test(stream))
    expect(pages).not.toEqual([])
    for (const page of pages) expect(outsideTags(page)).not.toMatch(/^BT$/m)
    expect(outsideTags('/P <<\n/MCID 0\n>> BDC\nBT\nET\nEMC\nBT\nET\n')).toMatch(/^BT$/m)
  })
})

function latin1(file: Buffer): string {
  return file.toString('latin1')
}

function streamsOf(file: string): string[] {
  return [...file.matchAll(/\/FlateDecode\n>>\nstream\r?\n([\s\S]*?)\r?\nendstream/g)].map(
    ([, stream = '']) => latin1(inflateSync(Buffer.from(stream, 'latin1'))),
  )
}

function outsideTags(content: string): string {
  return content.replace(/BDC$[\s\S]*?^EMC$/gm, '')
}

import { describe, expect, test } from 'vitest'
import { decodeFile } from '#src/onboarding/openings/decode-file.js'
import { type ListLine, readList } from '#src/onboarding/openings/read-list.js'

const FAY = '21450142100017'
const CALVI = '21200050500014'
const TEXT = `siret;email\n${FAY};mairie@fay.example\n${CALVI};mairie@calvi.example\n`

function read(text: string) {
  const list = readList(text)
  if (list.kind !== 'list') throw new Error(list.kind)
  return list
}
const lines = (text: string) => read(text).lines
const line = (cells: string, titles = 'siret;email'): ListLine => {
  const [only] = lines(`${titles}\n${cells}\n`)
  if (!only) throw new Error('No line')
  return only
}
const simple = (text: string) => lines(text).map(({ line, siret, emails }) => [line, siret, ...emails])

describe('a file as it comes', () => {
  const expected = [
    [2, FAY, 'mairie@fay.example'],
    [3, CALVI, 'mairie@calvi.example'],
  ]

  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`)],
    ['« Texte Unicode » of Excel', Buffer.from(`\ufeff${TEXT.replaceAll(';', '\t')}`, 'utf16le')],
    ['separated by commas', Buffer.from(TEXT.replaceAll(';', ','))],
    ['separated by tabs', Buffer.from(TEXT.replaceAll(';', '\t'))],
    ['CRLF', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
    ['CR', Buffer.from(TEXT.replaceAll('\n', '\r'))],
    ['without a last line end', Buffer.from(TEXT.trim())],
    ['every field quoted', Buffer.from(TEXT.replace(/[^;\n]+/g, '"$&"'))],
  ])('%s', (_, bytes) => {
    const decoded = decodeFile(bytes)
    expect(simple(decoded.kind === 'text' ? decoded.text : '')).toEqual(expected)
  })

  test('Windows-1252 keeps its letters, the curly ones too', () => {
    const decoded = decodeFile(Buffer.from([0x4c, 0x92, 0x8c, 0x75, 0x76, 0x72, 0xe9, 0x20, 0x80]))
    expect(decoded).toEqual({ kind: 'text', text: 'L’Œuvré €' })
  })

  test('a workbook is no text', () => {
    expect(decodeFile(Buffer.from('PK\u0003\u0004\u0014\u0000\u0006\u0000'))).toEqual({ kind: 'not-text' })
  })

  test('lines are numbered as in the file, whatever is empty or broken over lines before them', () => {
    const text = `siret;email;nom\n\n${FAY};a@a.example;"Fay\naux Loges"\n;;\n;\n${CALVI};b@b.example;x\n`
    expect(simple(text)).toEqual([
      [3, FAY, 'a@a.example'],
      [7, CALVI, 'b@b.example'],
    ])
    expect(lines(text)[0]?.name).toBe('Fay aux Loges')
    expect(simple(`sep=,\nsiret,email\n${FAY},a@a.example`)).toEqual([[3, FAY, 'a@a.example']])
  })

  test('a quote that is never closed costs no line', () => {
    const text = `siret;email;nom\n${FAY};a@a.example;"Fay\n${CALVI};b@b.example;Calvi "la haute"\n`
    expect(simple(text)).toEqual([
      [2, FAY, 'a@a.example'],
      [3, CALVI, 'b@b.example'],
    ])
  })

  test('10 000 lines are read in a moment, one more is not', () => {
    const row = `${FAY};mairie@fay.example;contact@fay.example;45142;Fay-aux-Loges\n`
    const titles = 'siret;email;contact métier;code_cog;nom\n'
    const started = performance.now()
    expect(lines(titles + row.repeat(10_000))).toHaveLength(10_000)
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(readList(titles + row.repeat(10_001))).toEqual({ kind: 'too-long' })
  })
})

describe('its titles', () => {
  test('stand in any order, with or without accents and capitals; others are named', () => {
    const titles = 'Téléphone;E-MAIL;Code COG;DPO;N° SIRET;Contact Métier;Dénomination;population'
    const { lines, ignoredColumns } = read(
      `${titles}\n0102;a@a.example;45142;dpo@a.example;${FAY};b@a.example;Fay;3000`,
    )
    expect(ignoredColumns).toEqual(['Téléphone', 'population'])
    expect(lines).toEqual([
      {
        line: 2,
        siret: FAY,
        codeCog: '45142',
        name: 'Fay',
        emails: ['a@a.example', 'b@a.example'],
        businessContact: 'b@a.example',
        dataProtectionOfficer: 'dpo@a.example',
        faults: [],
      },
    ])
  })

  test.each([
    'email',
    'courriel',
    'Adresse électronique',
    'e_mail',
    'Mél',
    'Adresse e-mail du demandeur',
    'EMAIL1',
    'Courriel de la mairie',
  ])('%j holds addresses', (title) => {
    expect(line(`${FAY};a@a.example`, `siret;${title}`).emails).toEqual(['a@a.example'])
  })

  test.each(['email2', 'contact_metier_email', 'Courriel du contact métier', 'e-mail 2'])(
    '%j holds the business contact',
    (title) => {
      expect(line(`${FAY};a@a.example`, `siret;${title}`).businessContact).toBe('a@a.example')
    },
  )

  test.each(['contact_metier_nom', 'téléphone du contact métier', 'nom du DPO', 'adresse', 'code postal'])(
    '%j is ignored',
    (title) => {
      expect(read(`siret;email;${title}\n${FAY};a@a.example;x`).ignoredColumns).toEqual([title])
    },
  )

  test('without titles the order is that of the page; without a SIRET or an address in them nothing is read', () => {
    expect(simple(`${FAY}\ta@a.example\n${CALVI}\tb@b.example`)).toHaveLength(2)
    expect(readList('nom;email\nFay;a@a.example')).toEqual({ kind: 'no-siret' })
    expect(readList(`siret;nom\n${FAY};Fay`)).toEqual({ kind: 'no-email' })
    expect(readList('siret;email\n\n;;\n')).toEqual({ kind: 'empty' })
    expect(readList('\n\n')).toEqual({ kind: 'empty' })
  })
})

describe('its SIRETs', () => {
  test.each([
    '214 501 421 00017',
    '214\u00a0501\u00a0421\u00a000017',
    '214.501.421.00017',
    "'21450142100017",
    '’21450142100017',
    '"=""21450142100017"""',
    '21450142100017.0',
    '21450142100017,00',
  ])('%j is one', (cell) => {
    expect(line(`${cell};a@a.example`)).toMatchObject({ siret: FAY, faults: [] })
  })

  test.each([
    ['2,12E+13', 'siret-shortened'],
    ['2.14501e13', 'siret-shortened'],
    ['2E+13', 'siret-shortened'],
    ['214501421', 'siret-is-siren'],
    ['2145014210001', 'siret-length'],
    ['214501421000170', 'siret-length'],
    ['21450142100018', 'siret-wrong'],
    ['Fay-aux-Loges', 'siret-wrong'],
    ['', 'siret-missing'],
  ])('%j is none: %s', (cell, fault) => {
    expect(line(`${cell};a@a.example`)).toMatchObject({ siret: cell, faults: [fault] })
  })

  test('La Poste counts its own otherwise', () => {
    expect(line('35600000000048;a@a.example').faults).toEqual([])
  })
})

describe('its addresses', () => {
  test.each([
    '"a@a.example;b@a.example"',
    'a@a.example, b@a.example',
    'a@a.example b@a.example',
    'a@a.example / b@a.example',
    '"a@a.example\nb@a.example"',
    'Mairie <A@a.example>, Jean Dupont <b@A.example>',
    "'a@a.example',mailto:b@a.example.",
    'a@a.example|b@a.example|A@a.example',
  ])('%j are two', (cell) => {
    expect(line(`${FAY};${cell}`)).toMatchObject({ emails: ['a@a.example', 'b@a.example'], faults: [] })
  })

  test.each([
    ['mairie(at)fay.example', 'email-wrong'],
    ['a@a.example, mairie', 'email-wrong'],
    ['a@@a.example', 'email-wrong'],
    ['', 'email-missing'],
    [Array.from({ length: 11 }, (_, at) => `a${at}@a.example`).join(' '), 'email-too-many'],
  ])('%j is a fault: %s', (cell, fault) => {
    expect(line(`${FAY};${cell}`).faults).toEqual([fault])
  })

  test('all that is wrong with a line is said at once', () => {
    expect(line('2,12E+13;mairie;dpo', 'siret;email;dpo').faults).toEqual([
      'siret-shortened',
      'email-wrong',
      'dpo-wrong',
    ])
  })

  test('a code COG gets back the zero that a spreadsheet took', () => {
    expect(line(`${FAY};a@a.example;1004`, 'siret;email;cog').codeCog).toBe('01004')
    expect(line(`${FAY};a@a.example;2b050`, 'siret;email;cog').codeCog).toBe('2B050')
  })
})

test.each(['<'.repeat(5000), 'a'.repeat(100_000), ',;'.repeat(50_000), `${'"'.repeat(999)}`, '\u0000\ufffd'])(
  'odd text costs no time and breaks nothing',
  (text) => {
    const started = performance.now()
    readList(`siret;email\n${FAY};${text}`)
    readList(text)
    expect(performance.now() - started).toBeLessThan(5000)
  },
)

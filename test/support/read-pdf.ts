import { inflateSync } from 'node:zlib'

export type ReadPdf = {
  pages: number
  /** What a screen reader or a search would read; one line a paragraph line. */
  text: string
  /** Every rectangle drawn, from the top left, in points. */
  rectangles: { x: number; y: number; width: number; height: number }[]
}

/** Reads a document of pdfkit as a viewer would: letters by the ToUnicode table of their font. */
export function readPdf(file: Uint8Array): ReadPdf {
  const objects = new Map<string, string>()
  for (const [, id = '', body = ''] of latin1(file).matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    objects.set(id, body)
  const bodies = [...objects.values()]
  const fonts = new Map<string, Map<string, string>>()
  for (const body of bodies)
    for (const [, name = '', id = ''] of body.matchAll(/\/(F\d+) (\d+) 0 R/g))
      fonts.set(name, lettersOf(objects, id))
  const pages = bodies.filter((body) => /\/Type \/Page\n/.test(body))
  const contents = pages.map((page) => streamOf(objects, page.match(/\/Contents (\d+)/)?.[1]))
  return {
    pages: pages.length,
    text: contents.map((content) => textOf(content, fonts)).join('\n'),
    rectangles: contents.flatMap(rectanglesOf),
  }
}

function streamOf(objects: Map<string, string>, id = ''): string {
  const stream = objects.get(id)?.match(/stream\r?\n([\s\S]*)\r?\nendstream/)?.[1] ?? ''
  return latin1(inflateSync(Buffer.from(stream, 'latin1')))
}

function lettersOf(objects: Map<string, string>, fontId: string): Map<string, string> {
  const table = streamOf(objects, objects.get(fontId)?.match(/\/ToUnicode (\d+)/)?.[1])
  const letters = new Map<string, string>()
  for (const [, first = '', words = ''] of table.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)) {
    const entries = [...words.matchAll(/<([^>]*)>/g)]
    for (const [index, [, hex = '']] of entries.entries()) {
      const code = (Number.parseInt(first, 16) + index).toString(16).padStart(4, '0')
      const units = hex.replaceAll(' ', '').match(/.{4}/g) ?? []
      letters.set(code, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))))
    }
  }
  return letters
}

function textOf(content: string, fonts: Map<string, Map<string, string>>): string {
  let letters = new Map<string, string>()
  const lines: string[] = []
  for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font) letters = fonts.get(font) ?? letters
    if (shown === undefined) continue
    const codes = [...shown.matchAll(/<(\w+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
    lines.push(codes.map((code) => letters.get(code) ?? '\ufffd').join(''))
  }
  return lines.join('\n')
}

function rectanglesOf(content: string) {
  return [...content.matchAll(/^([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re$/gm)].map(
    ([, x, y, width, height]) => ({
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
    }),
  )
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

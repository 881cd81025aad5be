import { strToU8, zipSync } from 'fflate'
import { odtStyles } from '#templates/documents/odt-styles.js'
import type { Block, TextDocument } from '#templates/documents/text-document.js'
import { escapeXml } from '#templates/documents/xml.js'

const TYPE = 'application/vnd.oasis.opendocument.text'
const NAMESPACES = ['office', 'style', 'text', 'table', 'meta', 'manifest']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat(
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  )
  .join(' ')
const VERSION = 'office:version="1.3"'

/**
 * The document as OpenDocument Text, which LibreOffice and Word open, and which the State asks its administrations to
 * use: https://www.numerique.gouv.fr/publications/interoperabilite/ and https://docs.oasis-open.org/office/OpenDocument/v1.3/
 */
export function odtFile(document: TextDocument, now: Date): Buffer {
  const file = zipSync(
    {
      // First and as it is: a reader knows the file by it.
      mimetype: [strToU8(TYPE), { level: 0 }],
      'META-INF/manifest.xml': strToU8(manifest()),
      'meta.xml': strToU8(meta(document, now)),
      'styles.xml': strToU8(part('styles', odtStyles())),
      'content.xml': strToU8(part('content', content(document))),
    },
    { mtime: now },
  )
  return Buffer.from(file)
}

function part(name: string, inside: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document-${name} ${NAMESPACES} ${VERSION}>${inside}</office:document-${name}>`
}

function manifest(): string {
  const entries = [
    ['/', TYPE],
    ['content.xml', 'text/xml'],
    ['styles.xml', 'text/xml'],
    ['meta.xml', 'text/xml'],
  ].map(([path, type]) => `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest ${NAMESPACES} manifest:version="1.3">${entries.join('')}</manifest:manifest>`
}

function meta({ title }: TextDocument, now: Date): string {
  const date = now.toISOString().slice(0, 19)
  return part(
    'meta',
    `<office:meta><dc:title>${escapeXml(title)}</dc:title><dc:language>fr-FR</dc:language><meta:creation-date>${date}</meta:creation-date></office:meta>`,
  )
}

function content({ title, blocks }: TextDocument): string {
  const body = [paragraph('Title', title), ...blocks.map(blockXml)].join('\n')
  return `<office:automatic-styles>
<style:style style:name="Tableau" style:family="table"><style:table-properties style:rel-width="100%" table:align="margins"/></style:style>
<style:style style:name="Cellule" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #666666" fo:padding="0.1cm"/></style:style>
</office:automatic-styles><office:body><office:text>${body}</office:text></office:body>`
}

function blockXml(block: Block, at: number): string {
  switch (block.kind) {
    case 'heading':
      return `<text:h text:style-name="Heading_20_1" text:outline-level="1">${escapeXml(block.text)}</text:h>`
    case 'subheading':
      return `<text:h text:style-name="Heading_20_2" text:outline-level="2">${escapeXml(block.text)}</text:h>`
    case 'text':
      return paragraph('Text_20_body', block.text)
    case 'list':
      return `<text:list text:style-name="Puces">${block.items
        .map((item) => `<text:list-item>${paragraph('List_20_Contents', item)}</text:list-item>`)
        .join('')}</text:list>`
    case 'table':
      return tableXml(block, at)
  }
}

function tableXml({ caption, titles, rows }: Extract<Block, { kind: 'table' }>, at: number): string {
  const row = (cells: string[], style: string) =>
    `<table:table-row>${cells
      .map(
        (cell) =>
          `<table:table-cell table:style-name="Cellule" office:value-type="string">${paragraph(style, cell)}</table:table-cell>`,
      )
      .join('')}</table:table-row>`
  return `${paragraph('Table', caption)}
<table:table table:name="Tableau ${at}" table:style-name="Tableau"><table:table-column table:number-columns-repeated="${titles.length}"/>
<table:table-header-rows>${row(titles, 'Table_20_Heading')}</table:table-header-rows>
${rows.map((cells) => row(cells, 'Table_20_Contents')).join('\n')}</table:table>${paragraph('Text_20_body', '')}`
}

function paragraph(style: string, words: string): string {
  return `<text:p text:style-name="${style}">${escapeXml(words)}</text:p>`
}

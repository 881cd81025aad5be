/** A part of a document that somebody goes on writing, on a page or in a word processor. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'subheading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; caption: string; titles: string[]; rows: string[][] }

export type TextDocument = { title: string; blocks: Block[] }

export const heading = (text: string): Block => ({ kind: 'heading', text })
export const subheading = (text: string): Block => ({ kind: 'subheading', text })
export const text = (words: string): Block => ({ kind: 'text', text: words })
export const list = (items: string[]): Block => ({ kind: 'list', items })
export const table = (caption: string, titles: string[], rows: string[][]): Block => ({
  kind: 'table',
  caption,
  titles,
  rows,
})

/** The same without its form, to be pasted. */
export function plainText({ title, blocks }: TextDocument): string {
  return [title, ...blocks.map(plainBlock)].join('\n\n')
}

function plainBlock(block: Block): string {
  if (block.kind === 'list') return block.items.map((item) => `- ${item}`).join('\n')
  if (block.kind === 'table') return block.rows.map((row) => row.join('\u00a0: ')).join('\n')
  return block.text
}

import type { PdfFile } from '#src/attachments/pdf/read-file.js'
import { Refusal } from '#src/attachments/pdf/refusal.js'
import { isName, type PdfDictionary, type PdfValue, valuesOf } from '#src/attachments/pdf/values.js'

/** Whether a page can be reached as a viewer reaches it. @throws Refusal `damaged` for a tree that turns in a circle */
export function hasPages(file: PdfFile): boolean {
  const tables = file.streams
    .map(({ dictionary }) => dictionary)
    .filter((dictionary) => valuesOf(dictionary, 'Type').some((type) => isName(type, 'XRef')))
  const roots = [...file.trailers, ...tables].flatMap((trailer) => valuesOf(trailer, 'Root'))
  const catalogs = roots.filter((root) => follow(file, root, 'Type').some((type) => isName(type, 'Catalog')))
  return catalogs.flatMap((root) => follow(file, root, 'Pages')).some((pages) => reachesPage(file, pages))
}

function reachesPage(file: PdfFile, pages: PdfValue): boolean {
  const seen = new Set<number>()
  const left = [pages]
  let found = false
  for (let node = left.pop(); node; node = left.pop()) {
    if (node.is !== 'reference') continue
    if (seen.has(node.to)) throw new Refusal('damaged')
    seen.add(node.to)
    const kids = follow(file, node, 'Kids').flatMap((value) => itemsOf(file, value))
    found ||= kids.length === 0 && valuesOf(latest(file, node), 'Type').some((type) => isName(type, 'Page'))
    left.push(...kids)
  }
  return found
}

function follow(file: PdfFile, value: PdfValue, key: string): PdfValue[] {
  return valuesOf(latest(file, value), key)
}

function itemsOf(file: PdfFile, value: PdfValue): PdfValue[] {
  const list = value.is === 'reference' ? file.objects.get(value.to)?.at(-1) : value
  return list?.is === 'list' ? list.items : []
}

function latest({ objects }: PdfFile, value: PdfValue): PdfDictionary {
  const found = value.is === 'reference' ? objects.get(value.to)?.at(-1) : value
  return found?.is === 'dictionary' ? found : { is: 'dictionary', entries: [] }
}

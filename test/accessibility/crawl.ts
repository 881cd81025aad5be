import type { VisitedPage, Visitor } from '../support/visitor.js'

const PAGES_AT_MOST = 150

/**
 * Every page of the service to which links lead from there, one for each kind of address: a SIRET, a reference, a number
 * or a query makes no other kind. What leaves for a provider or signs out is not followed.
 * @param inside what addresses begin with
 */
export async function crawl(
  visitor: Visitor,
  from: string[],
  inside = '/',
): Promise<Map<string, VisitedPage>> {
  const pages = new Map<string, VisitedPage>()
  const queue = [...from]
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const kind = kindOf(address)
    if (pages.has(kind)) continue
    if (pages.size === PAGES_AT_MOST) throw new Error('More pages than a crawl should find')
    const page = await readPage(visitor, address)
    if (!page) continue
    pages.set(kind, page)
    queue.push(...linksOf(page).filter((link) => link.startsWith(inside) && !/connexion|callback/.test(link)))
  }
  return pages
}

/** The forms of a page that change something and in which a person can be wrong. */
export function formsOf({
  html,
}: VisitedPage): { action: string; held: [string, string][]; typed: string[] }[] {
  return [...html.matchAll(/(<form\b[^>]*method="post"[^>]*>)(.*?)<\/form>/gs)]
    .map(([, form = '', content = '']) => {
      const tags = [...content.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)].map(([tag]) => tag)
      const held = tags.filter((tag) => /type="hidden"|type="(radio|checkbox)".* checked/.test(tag))
      const typed = tags.filter((tag) => !/type="(hidden|checkbox|radio|file|submit)"/.test(tag))
      return {
        action: attribute(form, 'action'),
        held: held.map((tag): [string, string] => [attribute(tag, 'name'), attribute(tag, 'value')]),
        typed: typed.map((tag) => attribute(tag, 'name')),
      }
    })
    .filter(({ typed }) => typed.length > 0)
}

export function titleOf({ html }: VisitedPage): string {
  return plain(html.match(/<title>(.*?)<\/title>/s)?.[1] ?? '')
}

/** What stands in the main part, tags left out. */
export function wordsOf({ html }: VisitedPage): string {
  return plain((html.match(/<main\b.*<\/main>/s)?.[0] ?? '').replace(/<[^>]+>/g, ' '))
}

function kindOf(address: string): string {
  return address
    .replace(/[?#].*$/, '')
    .replace(/\/\d{14}(?=\/|$)/g, '/:siret')
    .replace(/\/Q[A-Z0-9]{9}(?=\/|$)/g, '/:reference')
    .replace(/\/([\w-]{36}|\d+)(?=\/|$)/g, '/:id')
    .replace(/\/[\w-]{37,}(?=\/|$)/g, '/:token')
}

async function readPage(visitor: Visitor, address: string): Promise<VisitedPage | null> {
  const response = await visitor.request(address)
  const isPage = response.ok && response.headers.get('content-type')?.startsWith('text/html')
  if (!isPage) return null
  const { status, headers } = response
  return { url: new URL(address, response.url), status, headers, html: await response.text(), text: '' }
}

function linksOf({ html, url }: VisitedPage): string[] {
  return [...html.matchAll(/<a\b[^>]*href="([^"]*)"[^>]*>/g)]
    .filter(([tag]) => !/\bdownload\b/.test(tag))
    .map(([, href = '']) => new URL(plain(href), url))
    .filter(({ origin }) => origin === url.origin)
    .map(({ pathname, search }) => pathname + search)
}

function attribute(tag: string, name: string): string {
  return plain(tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1] ?? '')
}

function plain(html: string): string {
  return html
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim()
}

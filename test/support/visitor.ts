import type { Answer } from '../sandbox/http-browser.js'

export type VisitedPage = { url: URL; status: number; headers: Headers; html: string; text: string }
export type RequestOptions = {
  method?: string
  form?: Record<string, string>
  body?: string | Uint8Array | FormData
  headers?: Record<string, string>
}

/**
 * A browser without a window, for tests at the door of the service: cookies, redirects, forms.
 * Every CSV of transmissions that it downloads must keep to the Table Schema that the service serves.
 */
export type Visitor = ReturnType<typeof createVisitor>

type Ask = (url: URL, init: RequestInit) => Promise<Response>

const REDIRECTS_AT_MOST = 10

/**
 * @param origin of the service, to which paths are relative
 * @param from her address, where the service trusts one proxy; each visitor has her own otherwise
 * @param ask instead of `fetch`; follows no redirect
 */
export function createVisitor(origin: string, from = newAddress(), ask: Ask = fetch) {
  const jar = new Map<string, { path: string; pair: string }>()

  /** One request, its redirect not followed. */
  async function request(
    address: string | URL,
    { method, form, body, headers = {} }: RequestOptions = {},
  ): Promise<Response> {
    const url = new URL(address, origin)
    const posted = form ? new URLSearchParams(form) : body
    const response = await ask(url, {
      method: method ?? (posted === undefined ? 'GET' : 'POST'),
      headers: {
        'X-Forwarded-For': from,
        ...cookies(url),
        ...(posted === undefined ? {} : { Origin: url.origin }),
        ...headers,
      },
      redirect: 'manual',
      ...(posted === undefined ? {} : { body: posted }),
    })
    for (const line of response.headers.getSetCookie()) keep(line)
    if (response.ok && isCsv(response) && url.pathname.startsWith('/agent/'))
      await expectToKeepToItsSchema(response.clone())
    return response
  }

  /** Follows redirects, those inside a page too, to whichever server they lead, and reads the last page. */
  async function visit(address: string | URL, options: RequestOptions = {}): Promise<VisitedPage> {
    let url = new URL(address, origin)
    let response = await request(url, options)
    for (let hops = 0; ; hops++) {
      const location = response.headers.get('location')
      const html = location === null ? await response.text() : ''
      const next = location ?? refreshOf(html)
      if (next === null || hops === REDIRECTS_AT_MOST) {
        return { url, status: response.status, headers: response.headers, html, text: textOf(html) }
      }
      url = new URL(next, url)
      response = await request(url)
    }
  }

  return {
    request,
    visit,
    cookie: (name: string) => [...jar.values()].find(({ pair }) => pair.startsWith(`${name}=`))?.pair ?? null,
    forgetCookies: () => jar.clear(),
    /** Another one puts a cookie into this browser: `name=value`. */
    plant: (pair: string) => keep(`${pair}; Path=/`),

    /**
     * Departs for FranceConnect or ProConnect and answers where its page would show, also when a live session would
     * skip it; the address to which it sends back, not opened.
     */
    async answerProvider(departure: string, answer: Answer): Promise<URL> {
      let url = new URL(departure, origin)
      let response = await request(url)
      while (response.headers.has('location')) {
        const left = url.origin
        url = new URL(response.headers.get('location') ?? '', url)
        if (url.origin === new URL(origin).origin && url.origin !== left) return url
        response = await request(url, url.pathname.includes('/interaction/') ? { form: answer } : {})
      }
      throw new Error(`The provider kept the browser: ${response.status} ${url.pathname}`)
    },

    /** The whole way through a provider. */
    async signIn(departure: string, answer: Answer): Promise<VisitedPage> {
      return visit(await this.answerProvider(departure, answer))
    },
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/; */)
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice('path='.length) ?? '/'
    const key = `${pair.slice(0, pair.indexOf('='))} ${path}`
    if (pair.endsWith('=') || attributes.some((attribute) => /^max-age=0/i.test(attribute))) jar.delete(key)
    else jar.set(key, { path, pair })
  }

  function cookies({ pathname }: URL): Record<string, string> {
    const pairs = [...jar.values()].filter(({ path }) => pathname.startsWith(path)).map(({ pair }) => pair)
    return pairs.length > 0 ? { Cookie: pairs.join('; ') } : {}
  }
}

let visitors = 0
// Of a line of her own: what is counted is the first 56 bits.
function newAddress(): string {
  visitors += 1
  return `2001:db8:${(visitors >> 8).toString(16)}:${((visitors & 0xff) << 8).toString(16)}::1`
}

function isCsv({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/csv') ?? false
}

async function expectToKeepToItsSchema(download: Response): Promise<void> {
  const { faultsOfCsv } = await import('./validate-csv.js')
  const served = await fetch(new URL('/schemas/quotients-familiaux/1.0.0/schema.json', download.url))
  const faults = await faultsOfCsv(await download.text(), (await served.json()) as object)
  if (faults.length > 0)
    throw new Error(`A CSV does not keep to its schema: ${[...new Set(faults)].join(', ')}`)
}

/** The value of a hidden field. */
export function fieldOf(html: string, name: string): string {
  const tag = html.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`))?.[0] ?? ''
  return tag.match(/value="([^"]*)"/)?.[1] ?? ''
}

/** Where a page goes on by itself, at once. */
function refreshOf(html: string): string | null {
  const address = html.match(/<meta http-equiv="refresh" content="0;url=([^"]*)"/)?.[1]
  return address?.replaceAll('&amp;', '&') ?? null
}

// What a person reads: no tags, entities resolved, spaces as one.
function textOf(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
}

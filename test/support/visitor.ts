export type VisitedPage = { url: URL; status: number; headers: Headers; html: string; text: string }
export type RequestOptions = {
  method?: string
  form?: Record<string, string>
  body?: string | Uint8Array
  headers?: Record<string, string>
}

/** A browser without a window, for tests at the door of the service: cookies, redirects, forms. */
export type Visitor = ReturnType<typeof createVisitor>

const REDIRECTS_AT_MOST = 10

/** @param origin of the service, to which paths are relative */
export function createVisitor(origin: string) {
  const jar = new Map<string, { path: string; pair: string }>()

  /** One request, its redirect not followed. */
  async function request(
    address: string | URL,
    { method, form, body, headers = {} }: RequestOptions = {},
  ): Promise<Response> {
    const url = new URL(address, origin)
    const posted = form ? new URLSearchParams(form) : body
    const response = await fetch(url, {
      method: method ?? (posted === undefined ? 'GET' : 'POST'),
      headers: { ...cookies(url), ...(posted === undefined ? {} : { Origin: url.origin }), ...headers },
      redirect: 'manual',
      ...(posted === undefined ? {} : { body: posted }),
    })
    for (const line of response.headers.getSetCookie()) keep(line)
    return response
  }

  /** Follows redirects, to whichever server they lead, and reads the page. */
  async function visit(address: string | URL, options: RequestOptions = {}): Promise<VisitedPage> {
    let url = new URL(address, origin)
    let response = await request(url, options)
    for (let hops = 0; response.headers.has('location') && hops < REDIRECTS_AT_MOST; hops++) {
      url = new URL(response.headers.get('location') ?? '', url)
      response = await request(url)
    }
    const html = await response.text()
    return { url, status: response.status, headers: response.headers, html, text: textOf(html) }
  }

  return {
    request,
    visit,
    cookie: (name: string) => [...jar.values()].find(({ pair }) => pair.startsWith(`${name}=`))?.pair ?? null,
    forgetCookies: () => jar.clear(),

    /** Departs for FranceConnect or ProConnect and answers its page; the address to which it sends back, not opened. */
    async answerProvider(departure: string, answer: { identity: string } | { error: string }): Promise<URL> {
      const choice = await visit(departure)
      let url = choice.url
      let response = await request(url, { form: answer })
      while (response.headers.has('location')) {
        url = new URL(response.headers.get('location') ?? '', url)
        if (url.origin === new URL(origin).origin) return url
        response = await request(url)
      }
      throw new Error(`The provider kept the browser: ${response.status} ${url.pathname}`)
    },

    /** The whole way through a provider. */
    async signIn(departure: string, answer: { identity: string } | { error: string }): Promise<VisitedPage> {
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

/** The value of a hidden field. */
export function fieldOf(html: string, name: string): string {
  const tag = html.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`))?.[0] ?? ''
  return tag.match(/value="([^"]*)"/)?.[1] ?? ''
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

/** What is posted at a provider's page: who, `continue` as who is signed in, or an error in place of an identity. */
export type Answer = { identity: string } | { continue: string } | { error: string }
export type HttpBrowser = ReturnType<typeof createHttpBrowser>

type Cookie = { name: string; value: string; path: string }

/** A browser without pages: it keeps cookies by path and follows redirects inside one origin only. */
export function createHttpBrowser() {
  const jar = new Map<string, Cookie>()

  async function request(address: URL, init: RequestInit = {}): Promise<Response> {
    const cookies = [...jar.values()].filter(({ path }) => address.pathname.startsWith(path))
    const Cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const response = await fetch(address, {
      ...init,
      headers: { ...init.headers, Cookie, Accept: 'text/html' },
      redirect: 'manual',
    })
    for (const line of response.headers.getSetCookie()) keep(jar, line)
    return response
  }

  /** @returns the page it ends on, or the address of another origin to which it was sent */
  async function visit(
    address: URL,
    init?: RequestInit,
  ): Promise<{ page: Response; url: URL } | { leftFor: URL }> {
    const page = await request(address, init)
    const location = page.headers.get('location')
    if (!location) return { page, url: address }
    const next = new URL(location, address)
    return next.origin === address.origin ? visit(next) : { leftFor: next }
  }

  return {
    open: (address: URL | string) => visit(new URL(address)),
    /** The page to which an address leads, as text. */
    async read(address: URL | string): Promise<string> {
      const arrived = await visit(new URL(address))
      if ('leftFor' in arrived) throw new Error(`Sent away to ${arrived.leftFor.pathname}`)
      return arrived.page.text()
    },
    /** Departs, and posts a form where the provider's page would show, also when a live session would skip it. */
    async answer(departure: URL | string, form: Record<string, string>) {
      const response = await request(new URL(departure))
      const location = response.headers.get('location')
      if (!location) return { page: response, url: new URL(departure) }
      const next = new URL(location, departure)
      if (next.origin !== new URL(departure).origin) return { leftFor: next }
      return visit(next, { method: 'POST', body: new URLSearchParams(form) })
    },
    submit: (address: URL | string, form: Record<string, string>) =>
      visit(new URL(address), { method: 'POST', body: new URLSearchParams(form) }),
  }
}

/**
 * Signs in at the simulated FranceConnect or ProConnect as a browser would, without one.
 * @param browser where a session may live; one of its own unless given
 * @returns the address of our service to which the browser is sent back
 */
export async function signIn(
  authorizationUrl: URL | string,
  answer: Answer,
  browser = createHttpBrowser(),
): Promise<URL> {
  const sent = await browser.answer(authorizationUrl, answer)
  if ('leftFor' in sent) return sent.leftFor
  throw new Error(`The sandbox kept the browser: ${sent.page.status} ${await sent.page.text()}`)
}

function keep(jar: Map<string, Cookie>, line: string): void {
  const [pair = '', ...attributes] = line.split(/; */)
  const name = pair.slice(0, pair.indexOf('='))
  const value = pair.slice(name.length + 1)
  const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/'
  const key = `${name} ${path}`
  if (value === '') jar.delete(key)
  else jar.set(key, { name, value, path })
}

import type { TestService } from '../../support/service.js'
import type { VisitedPage, Visitor } from '../../support/visitor.js'
import { WORDS_OF_PROVIDER } from './faults.js'
import type { MisbehavingProvider } from './start-misbehaving-provider.js'

/** How a sign-in ended, for the browser and in the log. */
export type Attempt = {
  page: VisitedPage
  /** Of every log line that has one. */
  errorCodes: string[]
  /** What the log, and what the page, tell of the person, of tokens, or in the provider's own words. */
  told: { log: string[]; page: string[] }
}

/** Opens an address of the service as a browser does, and listens to what the service writes meanwhile. */
export async function attempt(
  service: TestService,
  { secrets, profile }: MisbehavingProvider,
  visitor: Visitor,
  address: string | URL,
): Promise<Attempt> {
  const before = service.logs.length
  const page = await goOn(visitor, await visitor.visit(address))
  const lines = service.logs.slice(before)
  const secret = [...secrets, ...profile.marks, ...WORDS_OF_PROVIDER]
  const toldIn = (text: string) => secret.filter((word) => text.includes(word))
  return {
    page,
    errorCodes: lines.map((line) => JSON.parse(line).errorCode).filter((code) => code !== undefined),
    told: { log: toldIn(lines.join('')), page: toldIn(page.html + page.text) },
  }
}

/** Departs and comes back as far as the service's door: the address that the provider sends the browser to. */
export async function addressOfReturn(visitor: Visitor, departure: string): Promise<URL> {
  const away = await visitor.request(departure)
  const back = await visitor.request(away.headers.get('location') ?? '')
  return new URL(back.headers.get('location') ?? '')
}

// On a slow machine the service shows first that it is waiting.
async function goOn(visitor: Visitor, page: VisitedPage): Promise<VisitedPage> {
  const [, next] = page.html.match(/http-equiv="refresh" content="0;url=([^"]+)"/) ?? []
  return next === undefined ? page : visitor.visit(new URL(next.replaceAll('&amp;', '&'), page.url))
}

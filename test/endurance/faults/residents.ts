import { setTimeout as wait } from 'node:timers/promises'
import { createVisitor, fieldOf, type VisitedPage, type Visitor } from '../../support/visitor.js'

/** What a resident wanted to send, from the moment she read it; `externalId` tells it from all others. */
export type Sending = {
  externalId: string
  siret: string
  presses: number
  /** When she read the confirmation. */
  acknowledgedAt: number | null
  reference: string | null
}
/** What stood on the screen once; `step` is what she did, `words` what was wrong with an answer. */
export type Seen = {
  at: number
  status: number | 'no answer' | 'too late'
  step: string
  milliseconds: number
  words?: string
}
export type Residents = {
  sendings: Sending[]
  seen: Seen[]
  acknowledged(): number
  /** Waits until so many more have been acknowledged. */
  until(more: number, patienceMilliseconds: number): Promise<void>
  /** Nobody begins anything new; ends when all have what they wanted. */
  goHome(): Promise<void>
}

const IDENTITIES = ['ordinary', 'zero', 'msa', 'corsica', 'born-abroad', 'unknown-provider']
// Above every limit of the service: what takes longer hangs.
const PATIENCE_MILLISECONDS = 45_000
const RELOADS_AFTER_MILLISECONDS = 700
const RELOADS_AT_MOST = 150

/** A page did not come, or another than she wanted: she has it before her and presses again. */
class PageFailedError extends Error {
  override name = 'PageFailedError'
}

/** Residents who sign in, read and send, again and again; when a page fails they reload it, as people do. */
export function letResidentsCome(
  url: string,
  count: number,
  sirets: string[],
  thinkMilliseconds: number,
): Residents {
  const sendings: Sending[] = []
  const seen: Seen[] = []
  let isOver = false
  let turn = 0

  async function ask(step: string, address: URL, init: RequestInit): Promise<Response> {
    const started = performance.now()
    const note = (status: Seen['status'], words?: string) =>
      seen.push({
        at: Date.now(),
        status,
        step,
        milliseconds: performance.now() - started,
        ...(words ? { words } : {}),
      })
    const isOurs = address.origin === url
    try {
      const response = await fetch(address, { ...init, signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) })
      // Read to its end here: a page that breaks off is none.
      const body = await response.arrayBuffer()
      const whole = new Response(body.byteLength === 0 ? null : body, response)
      if (isOurs) note(response.status, wrongWords(whole, Buffer.from(body).toString()))
      return whole
    } catch (error) {
      if (isOurs) note((error as Error).name === 'TimeoutError' ? 'too late' : 'no answer')
      throw new PageFailedError(`${step} failed`, { cause: error })
    }
  }

  /** Until the page is there; null when it leads nowhere and she has to begin again. */
  async function insist<T>(look: () => Promise<T | 'again'>): Promise<T> {
    for (let tries = 0; tries < RELOADS_AT_MOST; tries++) {
      const found = await look().catch((error): 'again' => {
        if (error instanceof PageFailedError) return 'again'
        throw error
      })
      if (found !== 'again') return found
      await wait(RELOADS_AFTER_MILLISECONDS * (0.5 + Math.random()))
    }
    throw new Error('A resident gave up')
  }

  async function transmit(number: number): Promise<void> {
    const siret = sirets[turn++ % sirets.length] ?? ''
    const page = `/collectivites/${siret}`
    const identity = IDENTITIES[number % IDENTITIES.length] ?? ''
    const externalId = `envoi-${turn}`
    let step = ''
    const newVisitor = () => createVisitor(url, undefined, (address, init) => ask(step, address, init))
    const signIn = async (): Promise<{ visitor: Visitor; review: VisitedPage } | 'again'> => {
      const visitor = newVisitor()
      step = 'departure'
      const back = await visitor
        .answerProvider(`${page}/connexion?external_id=${externalId}`, { identity })
        .catch((error) => {
          throw new PageFailedError('No way to FranceConnect', { cause: error })
        })
      step = 'return'
      for (let reloads = 0; reloads < 5; reloads++) {
        const shown = await visitor.visit(back).catch((error) => {
          if (error instanceof PageFailedError) return null
          throw error
        })
        if (shown && fieldOf(shown.html, 'revue')) return { visitor, review: shown }
        // An outcome of its own, which says to begin again.
        if (shown && shown.status < 500) return 'again'
        await wait(RELOADS_AFTER_MILLISECONDS)
      }
      return 'again'
    }
    const { visitor, review } = await insist(signIn)

    const sending: Sending = { externalId, siret, presses: 0, acknowledgedAt: null, reference: null }
    sendings.push(sending)
    const form = { revue: fieldOf(review.html, 'revue') }
    const headers = { Referer: review.url.href }
    const confirmation = await insist(async () => {
      step = 'sending'
      sending.presses++
      const sent = await visitor.request(`${page}/envois`, { form, headers })
      const location = sent.headers.get('location') ?? ''
      return location.includes('/confirmation/Q') ? location : 'again'
    })
    sending.reference = new URL(confirmation, url).pathname.split('/').at(-1) ?? null
    sending.acknowledgedAt = Date.now()
    step = 'confirmation'
    await insist(async () => {
      const { status, text } = await visitor.visit(confirmation)
      return status === 200 && text.includes(sending.reference ?? '') ? true : 'again'
    })
  }

  async function live(number: number): Promise<void> {
    await wait(Math.random() * thinkMilliseconds)
    while (!isOver) {
      await transmit(number)
      await wait(thinkMilliseconds * (0.5 + Math.random()))
    }
  }

  const acknowledged = () => sendings.filter(({ reference }) => reference !== null).length
  const lives = Array.from({ length: count }, (_, number) => live(number))
  const all = Promise.all(lives)
  // Looked at when they go home.
  all.catch(() => {})
  return {
    sendings,
    seen,
    acknowledged,
    async until(more, patienceMilliseconds) {
      const wanted = acknowledged() + more
      const patience = performance.now() + patienceMilliseconds
      while (acknowledged() < wanted) {
        if (performance.now() > patience)
          throw new Error(`Only ${more - wanted + acknowledged()} of ${more} were let through`)
        await wait(50)
      }
    },
    async goHome() {
      isOver = true
      await all
    },
  }
}

const HONEST = /rien n’est perdu|ne répond pas pour le moment/

/** What is wrong with what an answer says of itself. */
function wrongWords({ status, headers }: Response, html: string): string | undefined {
  if (status < 400) return undefined
  const title = html.match(/<title>([^<]*)</)?.[1] ?? html.slice(0, 80)
  if (status !== 503) return title
  if (!headers.has('Retry-After')) return `no Retry-After: ${title}`
  if (!HONEST.test(html)) return `not honest: ${title}`
  return /est transmis|rien n’a été transmis/i.test(html) ? `says what it cannot know: ${title}` : undefined
}

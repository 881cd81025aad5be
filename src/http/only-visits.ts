import { HTTPException } from 'hono/http-exception'
import { factory } from '#src/http/factory.js'

const AHEAD = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']

/**
 * A page is for who opens it. What a browser fetches ahead of a click is refused without a word, then it asks again at
 * the click: 503, as https://developer.chrome.com/docs/web-platform/prerender-pages asks for. What another site puts
 * into a page of its own (image, frame, script) is refused too: from a site of the same domain it would come with the
 * cookies. Browsers that do not say whence they come (before 2023) are let in, as a link from anywhere is.
 * @param isOpenToAll what every site may read
 * https://web.dev/articles/fetch-metadata
 */
export function onlyVisits(isOpenToAll: (path: string) => boolean) {
  return factory.createMiddleware(async (c, next) => {
    const header = (name: string) => c.req.header(name)
    if (isAhead(header)) return c.body(null, 503)
    // Forms are looked at by who guards them.
    const isAsked = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (isAsked && isTakenElsewhere(header) && !isOpenToAll(c.req.path))
      throw new HTTPException(403, { cause: 'page prise d’ailleurs' })
    return next()
  })
}

/** Whether it is somebody who opens a page. @param header by its name in small letters */
export function isVisit(header: Header): boolean {
  return !isAhead(header) && !isTakenElsewhere(header)
}

type Header = (name: string) => string | undefined

function isAhead(header: Header): boolean {
  return AHEAD.some((name) => /prefetch|preview|prerender/i.test(header(name) ?? ''))
}

function isTakenElsewhere(header: Header): boolean {
  const site = header('sec-fetch-site')
  const isElsewhere = site === 'cross-site' || site === 'same-site'
  const isOpened = header('sec-fetch-mode') === 'navigate' && header('sec-fetch-dest') === 'document'
  return isElsewhere && !isOpened
}

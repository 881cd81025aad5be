import { HTTPException } from 'hono/http-exception'
import { factory } from '#src/http/factory.js'

const AHEAD = ['Sec-Purpose', 'Purpose', 'X-Purpose', 'X-Moz']

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
    if (AHEAD.some((name) => /prefetch|preview|prerender/i.test(c.req.header(name) ?? '')))
      return c.body(null, 503)
    const site = c.req.header('Sec-Fetch-Site')
    const isElsewhere = site === 'cross-site' || site === 'same-site'
    const isVisit =
      c.req.header('Sec-Fetch-Mode') === 'navigate' && c.req.header('Sec-Fetch-Dest') === 'document'
    // Forms are looked at by who guards them.
    const isAsked = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (isAsked && isElsewhere && !isVisit && !isOpenToAll(c.req.path))
      throw new HTTPException(403, { cause: 'page prise d’ailleurs' })
    return next()
  })
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPage } from '../support/browser.js'
import { type Gallery, openGallery } from './gallery.js'
import { inspect, visitAll } from './visit-gallery.js'

const PARTS = Array.from({ length: 6 }, (_, part) => ({ part, of: 6 }))
const NARROW = { width: 320, height: 640 }

let gallery: Gallery

beforeAll(async () => {
  gallery = await openGallery(0)
})
afterAll(() => gallery.close())

describe('every page in every state', () => {
  // All of them take minutes.
  const titles: string[] = []
  it.each(PARTS)(
    'part $part of $of is accessible on a small screen, by keyboard, large, spaced, recoloured and printed, and keeps its own security policy',
    async (part) => {
      titles.push(...(await visitAll(gallery, NARROW, part)))
    },
  )

  it('has a title of its own', () => {
    expect(titles).toHaveLength(gallery.pages.length)
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  })

  it('stays readable without the marks of the State: no Marianne, neither drawn nor loaded', async () => {
    await using visit = await openPage(NARROW)
    const requests: string[] = []
    visit.page.on('request', (request) => requests.push(request.url()))
    for (const path of ['/neutre/recherche/trouve', '/neutre/revue/complete', '/neutre/agent/liste']) {
      await inspect(visit.page, gallery.url + path)
    }
    expect(requests.filter((url) => /Marianne|favicon|app\./.test(url))).toEqual([])
    expect(await visit.page.locator('.fr-logo').count()).toBe(0)
  })
})

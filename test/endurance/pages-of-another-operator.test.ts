import { expect, test } from 'vitest'
import { faultsOf } from '../accessibility/page-faults.js'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { openGallery } from '../templates/gallery.js'

test('every page in every state, in the letters and colours of an operator that is not the State', async () => {
  const gallery = await openGallery(0)
  const queue = [...gallery.pages]
  const walk = async () => {
    await using visit = await openPage({ width: 320, height: 640 })
    const { page } = visit
    for (let next = queue.shift(); next; next = queue.shift()) {
      const path = `/neutre${next.path === '/' ? '' : next.path}`
      await page.goto(gallery.url + path)
      expect([path, await faultsOf(page, ['structure', 'layout', 'target'])]).toEqual([path, []])
      await expectAccessible(page)
    }
  }
  await Promise.all([walk(), walk()])
  await gallery.close()
})

import { expect, test } from 'vitest'
import { faultsOf } from '../accessibility/page-faults.js'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { openGallery } from '../templates/gallery.js'

test('every page in every state, in the letters and colours of an operator that is not the State', async () => {
  const gallery = await openGallery(0)
  await using visit = await openPage({ width: 320, height: 640 })
  const { page } = visit
  for (const { path } of gallery.pages) {
    await page.goto(`${gallery.url}/neutre${path === '/' ? '' : path}`)
    expect([path, await faultsOf(page, ['structure', 'layout', 'target'])]).toEqual([path, []])
    await expectAccessible(page)
  }
  await gallery.close()
})

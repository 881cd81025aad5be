import { expect, test } from 'vitest'
import { openGallery } from '../templates/gallery.js'
import { visitAll } from '../templates/visit-gallery.js'

test('every page in every state, without JavaScript on a large screen', async () => {
  const gallery = await openGallery(0)
  const titles = await visitAll(gallery, { width: 1280, height: 800, javaScript: false })
  expect(titles.length).toBeGreaterThan(40)
  await gallery.close()
})

import { expect, test } from 'vitest'
import { MAX_FILE_BYTES, MAX_FILES } from '#src/attachments/limits.js'
import { type AttachmentFault, attachmentFault, tooManyFiles } from '#templates/resident/attachment-faults.js'

const FAULTS: Record<Exclude<AttachmentFault, 'too-big'>, string> = {
  empty: 'choisissez-le de nouveau',
  'unknown-kind': 'envoyez un PDF, une photo JPEG ou PNG',
  damaged: 'prenez-la en photo',
  'too-many-pixels': 'capture d’écran',
  protected: 'joignez plutôt une photo',
  scripts: 'contient des programmes',
  actions: 'prenez-la en photo',
  'embedded-files': 'contient d’autres fichiers',
  'too-complex': 'prenez-la en photo',
  busy: 'dans une minute',
}

test.each(Object.entries(FAULTS))('%s: one sentence names the file and says what to do', (fault, words) => {
  const sentence = attachmentFault(fault as AttachmentFault, 'IMG_2041.HEIC')
  expect(sentence).toContain('Le fichier «\u00a0IMG_2041.HEIC\u00a0» ')
  expect(sentence).toContain(words)
  expect(sentence).toMatch(/^[^.]+(\.[^ ][^.]*)*\.$/)
  expect(sentence).not.toMatch(/ [:;?!»]|« /)
})

test('too heavy: a photo and a document are helped in their own ways', () => {
  const size = `plus de ${MAX_FILE_BYTES / 1024 / 1024} Mo`
  const photo = attachmentFault('too-big', 'IMG_2041.HEIC')
  expect(photo).toContain(`La photo « IMG_2041.HEIC » est trop lourde (${size}). Faites une capture d’écran`)
  expect(photo).toContain('le PDF sur caf.fr ou monespaceprive.msa.fr.')
  expect(attachmentFault('too-big', '')).toContain('Cette photo est trop lourde')
  expect(attachmentFault('too-big', 'grand.PDF')).toContain(
    `est trop lourd (${size}). Téléchargez de nouveau`,
  )
})

test('a file without a name is still spoken of', () => {
  expect(attachmentFault('empty', ' ')).toBe('Ce fichier est vide\u00a0: choisissez-le de nouveau.')
})

test('the limits are those that hold', () => {
  expect(MAX_FILES).toBe(3)
  expect(tooManyFiles()).toContain('plus de trois fichiers')
})

import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterEach, describe, expect, test } from 'vitest'
import { createExaminer, type Examiner, type ExaminerOptions } from '#src/attachments/examiner.js'
import { MAX_FILE_BYTES } from '#src/attachments/limits.js'
import { compileService } from '../../test/support/compiled.js'
import { objectStream, writePdf } from '../../test/support/write-pdf.js'

const run = promisify(execFile)
const ROOT = new URL('../..', import.meta.url).pathname
const opened: Examiner[] = []
afterEach(async () => {
  for (const examiner of opened.splice(0)) await examiner.close()
})

function open(options: ExaminerOptions = {}): Examiner {
  const examiner = createExaminer(options)
  opened.push(examiner)
  return examiner
}

describe('what a file is, is decided by what it holds', () => {
  test('a PDF comes back as it was, a photo drawn anew', async () => {
    const examiner = open()
    const pdf = writePdf()
    expect(await examiner.examine(pdf)).toEqual({ kind: 'accepted', file: { kind: 'pdf', bytes: pdf } })
    for (const kind of ['jpeg', 'png'] as const) {
      const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
        .withExif({ IFD0: { Copyright: 'Anonyme' } })
        [kind]()
        .toBuffer()
      const examined = await examiner.examine(picture)
      expect(examined).toMatchObject({ kind: 'accepted', file: { kind } })
      if (examined.kind !== 'accepted') continue
      expect(Buffer.isBuffer(examined.file.bytes)).toBe(true)
      expect(examined.file.bytes.includes('Anonyme')).toBe(false)
    }
  })

  const other = (text: string) => Buffer.from(text, 'latin1')
  test.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a PDF of more than 5 MB', Buffer.concat([writePdf(), Buffer.alloc(MAX_FILE_BYTES)]), 'too-big'],
    ['a photo of an iPhone, HEIC', other('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'unknown-kind'],
    ['WebP', other('RIFF\x24\0\0\0WEBPVP8 '), 'unknown-kind'],
    ['GIF', other('GIF89a'), 'unknown-kind'],
    ['SVG', other('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unknown-kind'],
    ['a page of the web', other('<!doctype html>'), 'unknown-kind'],
    ['a Word document or ZIP', other('PK\x03\x04'), 'unknown-kind'],
    ['a program', other('MZ\x90\0'), 'unknown-kind'],
    ['a PDF behind a page of the web', Buffer.concat([other('<html>'), writePdf()]), 'unknown-kind'],
    ['a PDF behind an archive', Buffer.concat([other('PK\x03\x04'), writePdf()]), 'unknown-kind'],
    ['a PDF behind a photo', Buffer.concat([other('\xff\xd8\xff\xd9'), writePdf()]), 'damaged'],
    ['a PDF with a program', writePdf({ 10: '<< /S /JavaScript >>' }), 'scripts'],
  ])('%s is refused', async (_, bytes, reason) => {
    expect(await open().examine(bytes)).toEqual({ kind: 'refused', reason })
  })

  test('what is too big or of another kind is told without a process', async () => {
    const examiner = open()
    await examiner.examine(Buffer.alloc(MAX_FILE_BYTES + 1))
    await examiner.examine(Buffer.from('GIF89a'))
    expect(examiner.pids()).toEqual([])
  })
})

describe('the process that examines', () => {
  test('knows nothing of our environment', async (context) => {
    if (process.platform !== 'linux') return context.skip('only Linux shows the environment of a process')
    const examiner = open()
    await examiner.examine(writePdf())
    const [pid] = examiner.pids()
    const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean)
    expect(variables.filter((one) => !/^(MALLOC_|NODE_CHANNEL_)/.test(one))).toEqual([])
  })

  test('may be killed over a file: that is its outcome, and the next one passes', async () => {
    const examiner = open({ lanes: 1 })
    await examiner.examine(writePdf())
    const [pid = 0] = examiner.pids()
    const examined = examiner.examine(await slowPicture())
    process.kill(pid, 'SIGKILL')
    expect(await examined).toEqual({ kind: 'refused', reason: 'too-complex' })
    expect(await examiner.examine(writePdf())).toMatchObject({ kind: 'accepted' })
    expect(examiner.pids()).not.toEqual([pid])
  })

  test('may die when it has nothing to do: nobody notices', async () => {
    const examiner = open({ lanes: 1 })
    await examiner.examine(writePdf())
    const [pid = 0] = examiner.pids()
    process.kill(pid, 'SIGKILL')
    await gone(pid)
    expect(await examiner.examine(writePdf())).toMatchObject({ kind: 'accepted' })
  })

  test('is ended when a file takes too long', async () => {
    const examiner = open({ lanes: 1, milliseconds: 5 })
    expect(await examiner.examine(await slowPicture())).toEqual({ kind: 'refused', reason: 'too-complex' })
    expect(examiner.pids()).toEqual([])
  })

  test('may run out of memory', async () => {
    const many = objectStream(
      { 9: `[${'[<<>>]'.repeat(200_000)}]` },
      { pack: deflateSync, filter: '/Filter /FlateDecode' },
    )
    const ends: unknown[] = []
    const log = { error() {}, warn: (_: string, fields?: object) => ends.push(fields) }
    const examiner = open({ lanes: 1, megabytes: 32, milliseconds: 60_000, log })
    expect(await examiner.examine(writePdf({ 10: many }))).toEqual({ kind: 'refused', reason: 'too-complex' })
    expect(ends).toEqual([{ outcome: 'died' }])
    expect(await examiner.examine(writePdf())).toMatchObject({ kind: 'accepted' })
  })

  test('ends when it has had nothing to do for a while', async () => {
    const examiner = open({ idleMilliseconds: 10 })
    await examiner.examine(writePdf())
    await expect.poll(() => examiner.pids(), { timeout: 20_000 }).toEqual([])
    expect(await examiner.examine(writePdf())).toMatchObject({ kind: 'accepted' })
  })

  test('does not end for a signal to the whole group, since we wait for its answer', async () => {
    const examiner = open({ lanes: 1 })
    await examiner.examine(writePdf())
    const [pid = 0] = examiner.pids()
    const examined = examiner.examine(await slowPicture())
    process.kill(pid, 'SIGTERM')
    process.kill(pid, 'SIGINT')
    expect(await examined).toMatchObject({ kind: 'accepted' })
  })
})

describe('the line', () => {
  test('is short: who finds it full is told so, the others get their answer', async () => {
    const examiner = open({ lanes: 1, waiting: 2 })
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => examiner.examine(writePdf())))
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted', 'busy', 'busy'])
    expect(await examiner.examine(writePdf())).toMatchObject({ kind: 'accepted' })
  })

  test('has two processes at most', async () => {
    const examiner = open()
    await Promise.all(Array.from({ length: 8 }, () => examiner.examine(writePdf())))
    expect(examiner.pids()).toHaveLength(2)
  })

  test('is answered when the service stops, and no process stays', async () => {
    const examiner = open({ lanes: 1 })
    await examiner.examine(writePdf())
    const [pid = 0] = examiner.pids()
    const examined = [await slowPicture(), writePdf()].map((bytes) => examiner.examine(bytes))
    await examiner.close()
    expect(await Promise.all(examined)).toEqual([{ kind: 'busy' }, { kind: 'busy' }])
    expect(isRunning(pid)).toBe(false)
    expect(await examiner.examine(writePdf())).toEqual({ kind: 'busy' })
  })
})

test('closed while its first process starts, it leaves none behind', async () => {
  const examiner = open()
  const examined = examiner.examine(writePdf())
  await examiner.close()
  expect(await examined).toEqual({ kind: 'busy' })
  expect(examiner.pids()).toEqual([])
})

describe('a program that examines', () => {
  const SCRIPT = `
    const { createExaminer } = await import(process.argv[2])
    const examiner = createExaminer()
    const pdf = Buffer.from(process.argv[3], 'base64')
    console.log(JSON.stringify([(await examiner.examine(pdf)).kind, ...examiner.pids()]))`
  const args = (examiner: string) => [examiner, writePdf().toString('base64')]

  test('ends although it closed nothing, and its processes with it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'collecte-qf-examiner-'))
    writeFileSync(join(folder, 'script.mjs'), SCRIPT)
    const sources = new URL('./examiner.ts', import.meta.url).href
    const { stdout } = await run(
      process.execPath,
      ['--import', 'tsx', join(folder, 'script.mjs'), ...args(sources)],
      { cwd: ROOT },
    )
    const [kind, pid] = JSON.parse(stdout) as [string, number]
    expect(kind).toBe('accepted')
    await gone(pid)
    rmSync(folder, { recursive: true })
  })

  test('runs compiled, too', async () => {
    const { folder, remove } = await compileService(['src/attachments/examiner.ts'])
    const compiled = join(folder, 'dist/src/attachments/examiner.js')
    writeFileSync(join(folder, 'script.mjs'), SCRIPT)
    const { stdout } = await run(process.execPath, [join(folder, 'script.mjs'), ...args(compiled)], {
      cwd: folder,
    })
    expect(JSON.parse(stdout)[0]).toBe('accepted')
    await remove()
  })
})

/** Takes a good part of a second to draw anew. */
function slowPicture(): Promise<Buffer> {
  const [width, height] = [1200, 1200]
  return sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer()
}

async function gone(pid: number): Promise<void> {
  while (isRunning(pid)) await wait(20)
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

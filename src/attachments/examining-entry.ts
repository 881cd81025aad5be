import { writeFileSync } from 'node:fs'
import { refused } from '#src/attachments/examination.js'
import { examineFile } from '#src/attachments/examine-file.js'

// The program of an examining process: a file comes as a message, what it is found to be goes back as one.
if (process.send) {
  process.on('message', async (bytes: Uint8Array) => {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    process.send?.(await examineFile(file).catch(() => refused('too-complex')))
  })
  process.once('disconnect', () => process.exit())
  // A signal to the whole group is for who started us, and ends us when it is done.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {})
  dieFirst()
  process.send('ready')
}

// Where memory runs out, Linux shall end this process and not the one that serves.
function dieFirst(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000')
  } catch {
    // Another system, or one that does not allow it.
  }
}

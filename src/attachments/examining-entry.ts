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
  process.send('ready')
}

// Runs beside the test run and outlives it, however it ends: when the pipe from it closes, stops the server and
// removes its folder.
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const [pid, folder] = [Number(process.argv[2]), String(process.argv[3])]

process.stdin.resume()
process.stdin.on('close', async () => {
  signal('SIGINT')
  for (let tries = 0; tries < 250 && signal(0); tries++) await wait(20)
  signal('SIGKILL')
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
})

/** @param {NodeJS.Signals | 0} name */
function signal(name) {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/**
 * A process beside this one that answers each order by a message.
 * @param file from this folder
 * @param order its first, which is answered before anything else
 */
export async function startProcess(file: string, order?: object) {
  const process = fork(fileURLToPath(new URL(file, import.meta.url)))
  const ask = async <Answer>(order: object): Promise<Answer> => {
    process.send(order)
    const gone = once(process, 'exit').then(() => Promise.reject(new Error(`${file} has ended`)))
    const [answer] = await Promise.race([once(process, 'message'), gone])
    return answer as Answer
  }
  const first = order ? await ask<unknown>(order) : undefined
  return { first, ask, end: () => process.connected && process.disconnect() }
}

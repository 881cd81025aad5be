import { CommandFailedError } from '#src/command-failed.js'
import { AUDIT_KEY } from '#src/config-keys.js'
import { forgetKey } from '#src/keys/forget-key.js'
import { type ListedKey, listKeys } from '#src/keys/list-keys.js'
import { demandedUntil } from '#src/keys/retirement.js'
import { rotateKeys } from '#src/keys/rotate-keys.js'
import { proofOf } from '#src/submission/keyring.js'
import type { Safe } from '#src/submission/safe.js'

type Services = { safe: Safe; config: { keys: { audit: Buffer } } }
type Print = (line: string) => void

const SHOWS_EACH = 1000

/** `keys:rotate` @throws {CommandFailedError} when something could not be put under the current key */
export async function rotate(services: Services, print: Print): Promise<void> {
  const { safe } = services
  print(`Wrapping under ${safe.keyring.masterKeys[0].id}`)
  const { wrapped, failed, resealed, lost } = await rotateKeys(safe, (done, all) => {
    if (done % SHOWS_EACH === 0) print(`${done} of ${all} collectivités`)
  })
  print(`${count(wrapped, 'data key')} wrapped anew, ${count(resealed, 'DataPass event')} sealed anew`)
  for (const { siret, code } of failed) print(`${siret}: its data key stays as it was (${code})`)
  for (const demande of lost) print(`Demande ${demande}: no key opens what DataPass sent; have it sent again`)
  await list(services, print)
  if (failed.length + lost.length > 0)
    throw new CommandFailedError(
      `Not done: ${count(failed.length, 'data key')}, the events of ${count(lost.length, 'demande')} (named above)`,
    )
}

/** `keys:list` */
export async function list({ safe, config }: Services, print: Print): Promise<void> {
  const keys = await listKeys(safe, { id: AUDIT_KEY, proof: proofOf(config.keys.audit) })
  for (const key of keys) print([key.id || 'no key', ...described(key)].join('\t'))
}

/** `keys:forget ID` @throws {CommandFailedError} when the key is still needed */
export async function forget({ safe }: Services, print: Print, id: string): Promise<void> {
  const forgotten = await forgetKey(safe, id)
  switch (forgotten.kind) {
    case 'forgotten':
      return print(`${id} is forgotten: take it out of the configuration`)
    case 'unknown':
      throw new CommandFailedError(`No key ${id} is in use; keys:list names them`)
    case 'current':
      throw new CommandFailedError(`${id} is the current key: put another one first, then keys:rotate`)
    case 'in-use-again':
      throw new CommandFailedError(
        `A process has just sealed something under ${id}: restart it, then keys:rotate`,
      )
    case 'still-needed': {
      const { dataKeys, payloads } = forgotten
      throw new CommandFailedError(
        `${id} still holds ${count(dataKeys, 'data key')} and ${count(payloads, 'DataPass event')}: keys:rotate first`,
      )
    }
  }
}

function described({ state, since, given, dataKeys, payloads, id }: ListedKey): string[] {
  const day = since?.toISOString().slice(0, 10)
  const states: Record<ListedKey['state'], string> = {
    current: `current since ${day}`,
    'in-use': `in use since ${day}; keys:rotate retires it`,
    retired: `retired on ${day}, needed until ${since && demandedUntil(since).toISOString().slice(0, 10)}`,
    'not-used': 'seals nothing yet',
    unknown: 'noted nowhere',
  }
  const missing = {
    yes: [],
    no: ['NOT in the configuration'],
    'another-value': ['ANOTHER VALUE in the configuration'],
  }
  const counts = id === AUDIT_KEY ? [] : [count(dataKeys, 'data key'), count(payloads, 'DataPass event')]
  return [states[state], ...counts, ...missing[given]]
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

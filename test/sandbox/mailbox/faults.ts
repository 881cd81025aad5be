import type { FaultControls, TlsOffer } from './controls.js'
import { createCountdown } from './countdown.js'
import { createRandomFaults, type RandomFaults } from './random-faults.js'

export type Faults = ReturnType<typeof createFaults>
export type FaultsInForce = ReturnType<Faults['inForce']>
/** What becomes of a mail that was read to its end. */
export type DataOutcome = { kind: 'take' } | { kind: 'refuse'; code: number } | { kind: 'drop' }

const NORMAL_TLS: TlsOffer = 'right'

/** What is wrong with the mail server, and what that means for each step of a dialogue. */
export function createFaults() {
  const senders = createCountdown<number>()
  const recipients = createCountdown<number>()
  const data = createCountdown<number>()
  const drops = createCountdown<true>()
  const delays = createCountdown<number>()
  const addresses = new Map<string, number>()
  let hangsUp = false
  let tls = NORMAL_TLS
  let random: RandomFaults | null = null

  const controls: FaultControls = {
    refuseNext: recipients.add,
    refuseSender: senders.add,
    refuseDataNext: data.add,
    refuseRecipient(address, code) {
      if (code === null) addresses.delete(address.toLowerCase())
      else addresses.set(address.toLowerCase(), code)
    },
    dropAfterDataNext: (times) => drops.add(true, times),
    delayNext: delays.add,
    hangUp: (yes) => {
      hangsUp = yes
    },
    offerTls: (kind) => {
      tls = kind
    },
    misbehaveAtRandom: (how) => {
      random = how && createRandomFaults(how)
    },
  }
  return {
    controls,
    inForce: () => ({
      senders: senders.remaining(),
      recipients: recipients.remaining(),
      data: data.remaining(),
      drops: drops.remaining(),
      delays: delays.remaining(),
      addresses: [...addresses],
      hangsUp,
      tls: tls === NORMAL_TLS ? null : tls,
      random,
    }),
    tls: () => tls,
    /** The code of a refusal, or nothing; so for the next two. A dialogue is known by its session. */
    atConnect(dialogue: object): number | undefined {
      random?.begin(dialogue)
      return hangsUp || random?.of(dialogue) === 'hang up' ? 421 : undefined
    },
    atSender: (): number | undefined => senders.take(),
    atRecipient(dialogue: object, address: string): number | undefined {
      if (random?.of(dialogue) === 'refuse recipients') return 450
      return addresses.get(address.toLowerCase()) ?? recipients.take()
    },
    /** Asked once a mail, when it begins: under parallel dialogues each takes its own. */
    atData(dialogue: object): { wait: number; outcome: DataOutcome } {
      return { wait: delays.take() ?? 0, outcome: outcomeOf(dialogue) }
    },
    reset() {
      for (const countdown of [senders, recipients, data, drops, delays]) countdown.clear()
      addresses.clear()
      hangsUp = false
      tls = NORMAL_TLS
      random = null
    },
  }

  function outcomeOf(dialogue: object): DataOutcome {
    const drawn = random?.of(dialogue)
    if (drawn === 'refuse after DATA') return { kind: 'refuse', code: 451 }
    if (drawn === 'drop after DATA') return { kind: 'drop' }
    const code = data.take()
    if (code !== undefined) return { kind: 'refuse', code }
    return drops.take() ? { kind: 'drop' } : { kind: 'take' }
  }
}

import { randomInt } from 'node:crypto'

const FAULTS = ['hang up', 'refuse recipients', 'refuse after DATA', 'drop after DATA'] as const
export type RandomFault = (typeof FAULTS)[number]
export type RandomFaults = ReturnType<typeof createRandomFaults>

/** Draws for each dialogue, when it begins, whether it meets a fault, and which. */
export function createRandomFaults({ share, seed = randomInt(2 ** 32) }: { share: number; seed?: number }) {
  if (!(share >= 0 && share <= 1)) throw new RangeError('The share is a probability')
  const draw = createGenerator(seed)
  const met = new WeakMap<object, RandomFault>()
  return {
    share,
    seed,
    begin(dialogue: object) {
      // Two draws for each, so that the share does not change which fault comes.
      const [chance, kind] = [draw(), draw()]
      const fault = FAULTS[Math.floor(kind * FAULTS.length)]
      if (chance < share && fault) met.set(dialogue, fault)
    },
    of: (dialogue: object): RandomFault | undefined => met.get(dialogue),
  }
}

// mulberry32: Math.random takes no seed. https://github.com/bryc/code/blob/master/jshash/PRNGs.md
function createGenerator(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

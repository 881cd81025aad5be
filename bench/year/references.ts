import { createRandom } from '../../test/support/seeded.js'

const LETTERS = '23456789BCDFGHJKMNPQRSTVWXYZ'
const THERE_ARE = LETTERS.length ** 9
// Prime to their number, so that each comes once before the first comes again; near the golden section of it.
const STEP = 6_537_845_340_511

/** References as the service draws them. Of a million drawn by chance two would be the same one time in twenty. */
export function createReferences(seed: number): () => string {
  let place = (createRandom(seed).below(2 ** 31) * 4_099) % THERE_ARE
  return () => {
    place = (place + STEP) % THERE_ARE
    let rest = place
    let letters = ''
    while (letters.length < 9) {
      letters = LETTERS[rest % LETTERS.length] + letters
      rest = Math.floor(rest / LETTERS.length)
    }
    return `Q${letters}`
  }
}

import { searchWords } from '#src/collectivite/search-key.js'
import { toOneLine } from '#src/one-line.js'

// Words of the names of public bodies, as people write them; the Sirene has them in capitals and without accents.
const COMMON = new Map(
  `à action actions activités administration agglomération aide arrondissement aux au autonome autonomes bassin caisse canton cantine
  centre centres collège commun commune communes communal communale communauté crèche crèches d de département des
  développement du eau eaux école écoles éducatif éducation élémentaire en enfance enfant enfants équilibre établissement
  et européenne famille familles garderie gestion groupement intercommunal intercommunale intercommunalité intérêt
  jeunesse l la le les logement lycée mairie maternelle métropole mixte multiple multiples office ou pays pédagogique
  périscolaire petite pôle pour primaire public publique publics régie région regroupement restauration restaurant rural
  rurale scolaire scolaires service services social sociale sous sports sur syndicat syndical territoire territorial
  territoriale transport transports unique urbaine vocation`
    .split(/\s+/)
    .map((word) => [searchWords(word), word]),
)
const ACRONYMS = new Set(
  'alsh ca cc ccas cdc cias epci ept eptb mjc petr rpc rpi siaep sirp siris sivom sivos sivu smictom syctom'.split(
    ' ',
  ),
)
const DOTTED = /^(\p{L}\.){2,}$/u
const ROMAN = /^[IVX]{2,}(ER|E)?$/
const INSIDE_A_NAME = /-(En|Le|La|Les|De|Du|Des|Sur|Sous|Aux?|Et|À|Lès|Lez)(?=-)/g

/**
 * A name in capitals, as the Sirene has it, in ordinary ones. Common words of public bodies are written small and with
 * their accents, acronyms stay, everything else is taken for a name. A name that is not in capitals stays as it is.
 * @param place a name to restore where it stands: `FAY AUX LOGES` is `Fay-aux-Loges`
 * @example ordinaryName('SYNDICAT SCOLAIRE DE FAY AUX LOGES', 'Fay-aux-Loges') // 'Syndicat scolaire de Fay-aux-Loges'
 */
export function ordinaryName(text: string, place?: string): string {
  const tidy = toOneLine(text)
  // Of two places that share a school each is a name.
  const spaced = tidy.replace(/ ?\/ ?/g, ' / ')
  if (tidy !== tidy.toUpperCase()) return tidy
  const words = spaced.split(/[ ]|(?<=')|(?<=’)/)
  const written: string[] = []
  for (let at = 0; at < words.length; ) {
    const taken = place ? wordsOfPlace(words.slice(at), place) : 0
    if (taken > 0 && place) written.push(place)
    else written.push(writeWord(words[at] ?? ''))
    at += Math.max(1, taken)
  }
  const sentence = written.join(' ').replace(/['’] |\b(?<=(?:^| )[dl]) (?=[aeiouyhàâéèêîôû])/gi, '’')
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

/** How many of the first words are the place; 0 when they are not. */
function wordsOfPlace(words: string[], place: string): number {
  const wanted = searchWords(place)
  if (searchWords(words[0] ?? '') === '') return 0
  for (let count = 1; count <= Math.min(words.length, 12); count++)
    if (searchWords(words.slice(0, count).join(' ')) === wanted) return count
  return 0
}

function writeWord(word: string): string {
  const plain = searchWords(word)
  if (ACRONYMS.has(plain) || DOTTED.test(word)) return word
  if (ROMAN.test(word)) return word.replace(/(?:ER|E)$/, (ordinal) => ordinal.toLowerCase())
  const common = COMMON.get(plain)
  if (common) return /['’]$/.test(word) ? `${common}’` : common
  return word
    .toLowerCase()
    .replace(/(^|[-'’(])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase())
    .replace(INSIDE_A_NAME, (small) => small.toLowerCase())
}

import { searchWords } from '#src/collectivite/search-key.js'

/** What a column of a list holds; `none` is what this service wrote itself beside the lines in error. */
export type Column = 'siret' | 'email' | 'business-contact' | 'dpo' | 'cog' | 'name' | 'none'

const ADDRESS = '(?:adresse )?(?:e ?mails?|mails?|courriels?|mels?|adresse electronique)'
const KNOWN: [Column, RegExp][] = [
  ['siret', /^(?:n|no|num|numero)? ?(?:de )?siret\b/],
  [
    'dpo',
    new RegExp(`^(?:${ADDRESS} )?(?:du )?(?:dpo|dpd|delegue a la protection des donnees)(?: ${ADDRESS})?$`),
  ],
  [
    'business-contact',
    new RegExp(`^(?:${ADDRESS} )?(?:du )?contact metier(?: ${ADDRESS})?$|^${ADDRESS} ?2$`),
  ],
  ['email', new RegExp(`^${ADDRESS}(?: ?1| du demandeur| de contact| de la mairie| du gestionnaire)?$`)],
  ['cog', /^(?:code )?(?:cog|insee)(?: commune| de la commune)?$|^code commune$/],
  [
    'name',
    /^(?:nom|name|denomination|raison sociale|collectivite|commune)(?: de la (?:collectivite|commune))?$/,
  ],
  ['none', /^(?:ligne|a corriger)$/],
]

/** What the title of a column announces, whatever its case, its accents and its joints; null when it says nothing here. */
export function columnOf(title: string): Column | null {
  const words = searchWords(title)
  return KNOWN.find(([, pattern]) => pattern.test(words))?.[0] ?? null
}

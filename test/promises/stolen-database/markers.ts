import { identities } from '../../sandbox/franceconnect/identities.js'
import type { Identity } from '../../sandbox/franceconnect/identity.js'
import { digestsOf, formsOf, type Marker, type Needle } from './forms.js'

/** Who plays which part: names that no commune of France has in its own. */
export const RESIDENTS = {
  sends: of('ordinary'),
  disputes: of('msa'),
  joins: of('no-file-anywhere'),
  takesBack: of('unknown-provider'),
}

/** What is typed, joined and answered. */
export const TYPED = {
  value: 7_654_321,
  nextValue: 7_654_322,
  declared: 'Famille ZZDÉCLARÉE',
  children: 'Léa ZZENFANT, cantine',
  externalId: 'ZZEXTERNE-0042',
  dispute: 'Le ZZMOTIF : mon fils est né en juin.',
  receipt: 'zzrecepisse@courrier.example',
  otherReceipt: 'zzautre.recepisse@courrier.example',
  file: 'ZZPIECE de la famille',
  fileName: 'ZZFICHIER-JOINT.pdf',
  heldFileName: 'ZZFICHIER-QUI-ATTEND.pdf',
  unidentified: { nom: 'ZZSANS-CONNEXION', prenoms: 'Solangette Éléonorine', naissance: '09/04/1988' },
  counter: { nom: 'ZZGUICHET', prenoms: 'Théodulette', naissance: '23/08/1979' },
  search: 'marchadier',
} as const

function of(id: string): Identity {
  const found = identities.find((identity) => identity.id === id)
  if (!found) throw new Error(`The sandbox knows no ${id}`)
  return found
}

const people: Marker[] = Object.values(RESIDENTS).flatMap((identity) => [
  { what: 'family name', text: identity.familyName },
  ...identity.givenNames.filter((name) => name.length > 6).map((text) => ({ what: 'given name', text })),
  ...datesOf(identity.birthdate),
  // The code alone is a commune's.
  { what: 'place of birth', text: `birthplace":"${identity.birthplace}` },
  // At FranceConnect; it is not asked for.
  ...(identity.email ? [{ what: 'e-mail address', text: identity.email }] : []),
])

const typed: Marker[] = [
  { what: 'quotient familial', text: String(TYPED.value), isNumber: true },
  { what: 'quotient familial', text: String(TYPED.nextValue), isNumber: true },
  { what: 'declared name', text: TYPED.declared },
  { what: 'children', text: 'ZZENFANT' },
  { what: 'dispute', text: 'ZZMOTIF' },
  { what: 'address of a receipt', text: TYPED.receipt },
  { what: 'address of a receipt', text: TYPED.otherReceipt },
  { what: 'file', text: 'ZZPIECE' },
  { what: 'name of a file', text: TYPED.fileName },
  { what: 'name of a file that waits', text: TYPED.heldFileName },
  ...[TYPED.unidentified, TYPED.counter].flatMap(({ nom, prenoms, naissance }) => [
    { what: 'typed name', text: nom },
    { what: 'typed given name', text: prenoms },
    ...datesOf(naissance.split('/').reverse().join('-')),
  ]),
]

/** May stand in an address, for the link of a partner brings it. */
export const externalId: Marker = { what: 'external id', text: TYPED.externalId }

/** What is of residents and stands nowhere in clear. */
export const markers: Marker[] = distinct([...people, ...typed])

/** All forms of all of it, and the digests of what a person is made of. */
export const needles: Needle[] = [
  ...markers.flatMap(formsOf),
  ...Object.values(RESIDENTS).flatMap(wholePersons).flatMap(digestsOf),
]

function datesOf(date: string): Marker[] {
  const [year = '', month = '', day = ''] = date.split('-')
  const inWords = new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date))
  return [date, `${day}/${month}/${year}`, inWords].map((text) => ({ what: 'date of birth', text }))
}

// As whoever guesses would write them before hashing, and as this service writes them.
function wholePersons({
  familyName,
  givenNames,
  birthdate,
  gender,
  birthplace,
  birthcountry,
}: Identity): Marker[] {
  const given = givenNames.join(' ')
  const plain = (text: string | null) =>
    (text ?? '')
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, ' ')
      .trim()
  const facts = [familyName, given, birthdate, gender, birthplace, birthcountry]
  const orders = [
    [familyName, given, birthdate],
    [given, familyName, birthdate],
    [familyName, givenNames[0] ?? '', birthdate],
    facts,
  ]
  const joined = orders.flatMap((order) =>
    ['', ' ', '|', ';', ',', '_', '-', ':'].map((between) => order.join(between)),
  )
  const written = [JSON.stringify(facts.map(plain)), JSON.stringify(facts), ...joined]
  return written.map((text) => ({ what: 'person', text }))
}

function distinct(all: Marker[]): Marker[] {
  return [...new Map(all.map((marker) => [marker.text, marker])).values()]
}

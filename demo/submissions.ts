import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import type { Origin, SubmissionContent } from '#src/submission/content.js'
import { demoCollectivites } from './collectivites.js'

const COUNT = 60
const DAYS = 80
const DAY = 86_400_000

const familyNames = [
  'AUBERTIN',
  'BOISSIÈRE',
  'CAZALIS',
  'DELMOTTE',
  'ESPARBÈS',
  'FOURNERAT',
  'GRIMALDI-ROSSO',
  'HOAREAU',
  'ISNARDON',
  'JOLIBOIS',
  'KERVELLA',
  'L’HÉRITEAU',
  'MATTÉI',
  'NOUVELLON',
  'ORSONI',
  'PAYET-DIJOUX',
  'QUÉMÉNER',
  'RIVIÈRE',
  'SAVOURAT',
  'TRÉGARO',
]
const givenNames = [
  'Amandine',
  'Boris',
  'Célia',
  'Driss',
  'Élise',
  'Fabien',
  'Ghislaine',
  'Hugo',
  'Inès',
  'Jean-Noël',
  'Karine',
  'Loïc',
  'Maëva',
  'Noémie',
  'Océane',
  'Pascal',
  'Rose-May',
  'Samuel',
  'Toussainte',
  'Yaël',
]
const birthplaces = ['45234', '2B033', '97411', '75112', '31555', '59350', '67482', '13055']
const children = ['Léa (CM1)', 'Noah et Jade', 'cantine', 'centre de loisirs, mercredi', '']

export type DemoSubmission = {
  siret: string
  sentAt: Date
  origin: Exclude<Origin, 'Guichet'>
  content: SubmissionContent
}

/**
 * Sixty transmissions of invented people over the eighty days before `now`, the oldest first. Some come back with
 * another quotient familial, some with 0; one in ten joins an attestation, one in twenty disputes her value.
 */
export function demoSubmissions(now: Date): DemoSubmission[] {
  return Array.from({ length: COUNT }, (_, index) => {
    const person = index % 50
    const sentAt = new Date(
      now.getTime() - DAYS * DAY + (index * DAYS * DAY) / COUNT + ((index * 37) % 540) * 60_000,
    )
    const collectivite = pick(demoCollectivites, person)
    const origin = originOf(index, collectivite.acceptsWithoutFranceConnect)
    const content = contentOf(index, person, sentAt, collectivite.asksDeclaredFields)
    return { siret: collectivite.siret, sentAt, origin, content: asWritten(content, origin) }
  })
}

function originOf(index: number, withoutFranceConnect: boolean): DemoSubmission['origin'] {
  if (index % 10 !== 7) return 'FranceConnect'
  return withoutFranceConnect && index % 20 === 17 ? 'Attestation sans FranceConnect' : 'Attestation'
}

function contentOf(index: number, person: number, sentAt: Date, declares: boolean): SubmissionContent {
  const value = index % 17 === 5 ? 0 : 180 + ((person * 137 + Math.floor(index / 50) * 55) % 1900)
  const isMsa = person % 4 === 3
  const year = sentAt.getUTCFullYear()
  const month = sentAt.getUTCMonth() + 1
  return {
    identity: identityOf(person),
    quotientFamilial: {
      provider: isMsa ? 'MSA' : 'CNAF',
      value,
      year,
      month,
      calculationYear: isMsa || month > 1 ? year : year - 1,
      calculationMonth: isMsa ? month : ((month + 10) % 12) + 1,
    },
    externalId: person % 9 === 0 ? `FAM-${String(1000 + person)}` : null,
    declared: { knownName: '', childrenOrServices: declares ? pick(children, index) : '' },
    dispute: index % 20 === 14 ? 'Mon attestation de ce mois donne un autre montant.' : null,
  }
}

// What a resident copies from her attestation has no month of calculation, and what she types of herself no place.
function asWritten(content: SubmissionContent, origin: Origin): SubmissionContent {
  if (origin === 'FranceConnect') return content
  const { identity, quotientFamilial } = content
  const isTyped = origin === 'Attestation sans FranceConnect'
  return {
    ...content,
    identity: isTyped ? { ...identity, birthplace: null, birthcountry: null } : identity,
    quotientFamilial: { ...quotientFamilial, calculationYear: null, calculationMonth: null },
  }
}

function identityOf(person: number): PivotIdentity {
  const abroad = person % 11 === 7
  return {
    familyName: pick(familyNames, person * 3 + Math.floor(person / 20)),
    givenNames: [pick(givenNames, person), pick(givenNames, person * 7 + 3)],
    birthdate: `${1975 + (person % 25)}-${twoDigits(1 + (person % 12))}-${twoDigits(1 + ((person * 5) % 28))}`,
    gender: person % 2 === 0 ? 'female' : 'male',
    birthplace: abroad ? null : pick(birthplaces, person),
    birthcountry: abroad ? '99352' : '99100',
  }
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}

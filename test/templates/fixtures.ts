import type { Collectivite, DirectoryEntry } from '#src/collectivite/collectivite.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import type { InboxRow } from '#templates/agent/inbox-table.js'
import { qf742 } from '../support/named.js'

export const commune: Collectivite = {
  siret: '21450146100012',
  name: 'Fay-aux-Loges',
  codeCog: '45148',
  departement: { code: '45', name: 'Loiret' },
  postalCodes: ['45450'],
  timeZone: 'Europe/Paris',
  state: 'ouverte',
  retentionDays: 90,
  mailFrequency: null,
  mailContent: 'avis',
  mailSince: null,
  mailDueAt: null,
  freeMailAllowed: false,
  deliversToHubee: false,
  deskUntil: null,
  asksDeclaredFields: true,
  acceptsWithoutFranceConnect: true,
  contact: 'Mairie, 02 38 59 57 11',
  services: 'Cantine, garderie du matin et du soir',
  counter: { address: '48 rue Abbé-Georges-Thomas', hours: 'lundi au vendredi, 9 h à 12 h' },
  otherWays: ['guichet', 'courriel'],
  returnOrigins: [],
  accessConfirmedAt: null,
}

/** A name without a place to break it, and more postal codes than are shown. */
export const longNamed: Collectivite = {
  ...commune,
  name: 'SYNDICAT INTERCOMMUNAL À VOCATION SCOLAIRE DE SAINT-RÉMY-EN-BOUZEMONT-SAINT-GENEST-ET-ISSON',
  departement: { code: '976', name: 'Mayotte' },
  postalCodes: ['97600', '97605', '97610', '97615', '97620'],
  timeZone: 'Indian/Mayotte',
}

export const identity: PivotIdentity = {
  familyName: 'LEFÈVRE-ŒILLET',
  givenNames: ['Angela', 'Claire', 'Louise'],
  birthdate: '1990-02-01',
  gender: 'female',
  birthplace: '75107',
  birthcountry: '99100',
}

export const bornAbroad: PivotIdentity = {
  familyName: 'İBRAHİMOĞLU-VAN-DER-WESTHUIZEN-KOWALEWSKI',
  givenNames: ['Željko'],
  birthdate: '1968-00-00',
  gender: 'male',
  birthplace: null,
  birthcountry: '99208',
}

export const directory: DirectoryEntry[] = [
  commune,
  { ...longNamed, siret: '20000000000012', state: 'en attente' },
  { ...commune, name: 'Saint-Denis', siret: '21110339300018', codeCog: '11339', state: 'suspendue' },
  {
    ...commune,
    name: 'Saint-Denis',
    siret: null,
    codeCog: '97411',
    state: null,
    postalCodes: ['97400', '97417'],
  },
]

export const rows: InboxRow[] = [
  {
    reference: 'Q7K3MBXW9T',
    url: '#',
    sentAt: '26 novembre 2026 à 9 h 05',
    familyName: identity.familyName,
    givenNames: identity.givenNames.join(' '),
    birthdate: identity.birthdate,
    knownName: 'Martin',
    childrenOrServices: '',
    value: 742,
    month: 'novembre 2026',
    fund: 'CAF',
    before: null,
    origin: 'FranceConnect',
    toCheck: [],
    treated: false,
    taken: null,
    example: false,
  },
  {
    reference: 'QBCD2345FG',
    url: '#',
    sentAt: '25 novembre 2026 à 18 h 40',
    familyName: bornAbroad.familyName,
    givenNames: bornAbroad.givenNames.join(' '),
    birthdate: bornAbroad.birthdate,
    knownName: 'Kowalewski',
    childrenOrServices: `Mila et Noé, ${'x'.repeat(84)}`,
    value: 0,
    month: 'novembre 2026',
    fund: 'MSA',
    before: { value: 1180, day: '2 octobre 2026' },
    origin: 'Guichet',
    toCheck: ['QF modifié', 'QF à 0'],
    treated: true,
    taken: 'dans un fichier ou à HubEE',
    example: true,
  },
]

export const record: OpenedSubmission = {
  id: '7f1d7a52-52d3-4a0e-9d3e-0a6c3f7f9b11',
  reference: 'QBCD2345FG',
  createdAt: new Date('2026-11-25T17:40:00Z'),
  origin: 'FranceConnect',
  openedAt: null,
  exportedAt: null,
  example: false,
  treatedAt: null,
  identity: bornAbroad,
  quotientFamilial: { ...qf742, provider: 'MSA', value: 0 },
  externalId: 'FAM-2026-000418',
  declared: { knownName: 'Kowalewski', childrenOrServices: 'Mila et Noé, cantine' },
  dispute: null,
  attachments: [],
  reasons: ['QF modifié', 'QF à 0'],
  previous: { reference: 'Q7K3MBXW9T', createdAt: new Date('2026-10-02T08:00:00Z'), value: 1180 },
}

import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { QuotientFamilial } from '#src/external/api-particulier/quotient-familial.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import type { OpenedSubmission } from '#src/submission/content.js'

/** A collectivité that is nowhere: no SIRET, commune or département has these numbers. */
export const TRIAL_COLLECTIVITE: Collectivite = {
  siret: '00000000000000',
  name: 'Commune-Exemple',
  codeCog: '00000',
  departement: { code: '00', name: 'département inventé' },
  postalCodes: ['00000'],
  timeZone: 'Europe/Paris',
  state: 'ouverte',
  retentionDays: 90,
  asksDeclaredFields: false,
  acceptsWithoutFranceConnect: false,
  contact: 'mairie de Commune-Exemple',
  services: 'cantine, garderie du matin et du soir',
  counter: { address: null, hours: null },
  otherWays: ['guichet'],
  returnOrigins: [],
  accessConfirmedAt: null,
  mailFrequency: null,
  mailContent: 'avis',
  mailSince: null,
  mailDueAt: null,
  freeMailAllowed: false,
  deliversToHubee: false,
  deskUntil: null,
}

export const TRIAL_REFERENCE = 'QXXXXXXXXX'

/** A resident who is nobody. */
export const TRIAL_IDENTITY: PivotIdentity = {
  familyName: 'EXEMPLE-DURAND',
  givenNames: ['Camille'],
  birthdate: '1990-01-01',
  gender: 'female',
  birthplace: null,
  birthcountry: '99100',
}

/** Her quotient familial, of the month of this day `AAAA-MM-JJ`. */
export function trialQuotientFamilial(today: string): QuotientFamilial {
  const [year = 0, month = 0] = today.split('-').map(Number)
  return { provider: 'CNAF', value: 742, year, month, calculationYear: null, calculationMonth: null }
}

/** What she transmitted, as the collectivité's file holds it. */
export function trialTransmission(at: Date, today: string): OpenedSubmission {
  return {
    id: '00000000-0000-0000-0000-000000000000',
    reference: TRIAL_REFERENCE,
    createdAt: at,
    origin: 'FranceConnect',
    openedAt: null,
    exportedAt: null,
    treatedAt: null,
    example: true,
    identity: TRIAL_IDENTITY,
    quotientFamilial: trialQuotientFamilial(today),
    externalId: null,
    declared: { knownName: '', childrenOrServices: '' },
    dispute: null,
    attachments: [],
    reasons: [],
    previous: null,
  }
}

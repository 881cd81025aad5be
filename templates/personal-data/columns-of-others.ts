import type { ColumnsOf } from '#templates/personal-data/columns.js'
import { AGENT_COLUMNS } from '#templates/personal-data/columns-of-agents.js'
import { NOBODY } from '#templates/personal-data/place.js'

type Tables =
  | keyof typeof AGENT_COLUMNS
  | 'communes'
  | 'references'
  | 'collectivites'
  | 'hubeeSubscriptions'
  | 'masterKeys'
  | 'dataKeys'
  | 'partnerOrganisations'
  | 'refusedOrigins'
  | 'habilitations'
  | 'reconciliations'
  | 'datapassDifferences'
  | 'editorOrigins'
  | 'dailyCounts'
  | 'auditHeads'
  | 'operatorActHeads'

/** Tables of organisations and figures, with those of agents. */
export const OTHER_COLUMNS: ColumnsOf<Tables> = {
  ...AGENT_COLUMNS,
  communes: {
    codeCog: NOBODY,
    siren: NOBODY,
    name: NOBODY,
    departementCode: NOBODY,
    departementName: NOBODY,
    postalCodes: NOBODY,
    population: NOBODY,
    searchKey: NOBODY,
  },
  references: { name: NOBODY, version: NOBODY },
  collectivites: {
    siret: NOBODY,
    name: NOBODY,
    codeCog: NOBODY,
    departementCode: NOBODY,
    departementName: NOBODY,
    postalCodes: NOBODY,
    timeZone: NOBODY,
    state: NOBODY,
    searchKey: NOBODY,
    asksDeclaredFields: NOBODY,
    contact: 'publicContact.words',
    services: NOBODY,
    counterAddress: NOBODY,
    counterHours: NOBODY,
    otherWays: NOBODY,
    acceptsWithoutFranceConnect: NOBODY,
    returnOrigins: NOBODY,
    accessConfirmedAt: NOBODY,
    accessRemindedDays: NOBODY,
    mailFrequency: NOBODY,
    mailContent: NOBODY,
    mailSince: NOBODY,
    mailDueAt: NOBODY,
    freeMailAllowed: NOBODY,
    retentionDays: NOBODY,
    createdAt: NOBODY,
    editor: NOBODY,
    decision: NOBODY,
    decidedAt: NOBODY,
    erasedAt: NOBODY,
    mailFailedAt: NOBODY,
    deliversToHubee: NOBODY,
    hubeeFailedAt: NOBODY,
  },
  hubeeSubscriptions: {
    siret: NOBODY,
    subscriptionId: NOBODY,
    status: NOBODY,
    readAt: NOBODY,
    lastCode: NOBODY,
  },
  masterKeys: { id: NOBODY, proof: NOBODY, createdAt: NOBODY, retiredAt: NOBODY },
  dataKeys: { siret: NOBODY, wrapped: NOBODY, createdAt: NOBODY },
  partnerOrganisations: { siret: NOBODY, siren: NOBODY, createdAt: NOBODY },
  refusedOrigins: { siret: NOBODY, origin: NOBODY, lastSeenAt: NOBODY },
  habilitations: {
    id: NOBODY,
    definition: NOBODY,
    organizationSiret: NOBODY,
    requestState: NOBODY,
    active: NOBODY,
    changedAt: NOBODY,
    waitsFor: NOBODY,
    transferSiret: NOBODY,
    acceptedSiret: NOBODY,
    updatedAt: NOBODY,
  },
  reconciliations: {
    id: NOBODY,
    startedAt: NOBODY,
    endedAt: NOBODY,
    seen: NOBODY,
    opened: NOBODY,
    failedCode: NOBODY,
  },
  datapassDifferences: { habilitationId: NOBODY, kind: NOBODY, organizationSiret: NOBODY, foundAt: NOBODY },
  editorOrigins: { origin: NOBODY, editor: NOBODY, createdAt: NOBODY },
  dailyCounts: {
    siret: NOBODY,
    day: NOBODY,
    views: NOBODY,
    departures: NOBODY,
    arrivals: NOBODY,
    reviews: NOBODY,
    transmissions: NOBODY,
    sentWithoutFranceConnect: NOBODY,
    cancellations: NOBODY,
    reads: NOBODY,
  },
  auditHeads: { siret: NOBODY, seq: NOBODY, mac: NOBODY, cutSeq: NOBODY, cutMac: NOBODY, cutProof: NOBODY },
  operatorActHeads: {
    id: NOBODY,
    seq: NOBODY,
    mac: NOBODY,
    cutSeq: NOBODY,
    cutMac: NOBODY,
    cutProof: NOBODY,
  },
}

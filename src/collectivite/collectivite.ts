export const COLLECTIVITE_STATES = ['en attente', 'ouverte', 'suspendue', 'fermée'] as const
export type CollectiviteState = (typeof COLLECTIVITE_STATES)[number]

/** The tenant: a commune, a CCAS, a SIVOS or an EPCI; its key is its SIRET. */
export type Collectivite = {
  siret: string
  name: string
  codeCog: string
  /** Code and name, `2A` and `Corse-du-Sud`. */
  departement: { code: string; name: string }
  postalCodes: string[]
  /** IANA name, `Europe/Paris`. */
  timeZone: string
  state: CollectiviteState
  retentionDays: number
  /** Whether residents are asked the two declared fields (name known by the mairie, children or services). */
  asksDeclaredFields: boolean
  /** Where residents may call or write, in free words; null when not given yet. */
  contact: string | null
  /** Which services ask for the QF, in free words. */
  services: string | null
  counter: { address: string | null; hours: string | null }
  otherWays: OtherWay[]
  /** Whether an attestation may be sent here by who has no FranceConnect. */
  acceptsWithoutFranceConnect: boolean
  /** Origins of partner sites to which residents may be sent back. */
  returnOrigins: string[]
  /** When a gestionnaire last confirmed who has access. */
  accessConfirmedAt: Date | null
  /** When what arrived leaves by mail; null for never. */
  mailFrequency: 'transmission' | 'jour' | 'semaine' | 'mois' | null
  /** Counts and a link, or the file itself. */
  mailContent: 'avis' | 'csv'
  /** What was transmitted before leaves by no mail. */
  mailSince: Date | null
  /** The end of the period under way; null without one. */
  mailDueAt: Date | null
  /** DINUM allows files to addresses of free-mail providers. */
  freeMailAllowed: boolean
  /** DINUM has certified transmissions handed over to HubEE. */
  deliversToHubee: boolean
  /** Until when agents of a closed one still read and export; null for any other. */
  deskUntil: Date | null
}

/** How an attestation may reach the collectivité without this service: at the counter, or by e-mail to its contact. */
export type OtherWay = 'guichet' | 'courriel'

/** One line of the search: a body opened here, or a commune that is not (siret null). */
export type DirectoryEntry = Pick<Collectivite, 'name' | 'codeCog' | 'departement' | 'postalCodes'> & {
  siret: string | null
  state: CollectiviteState | null
}

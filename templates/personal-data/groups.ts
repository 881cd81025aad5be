import type { Group } from '#templates/personal-data/group.js'
import { GROUPS_OF_AGENTS } from '#templates/personal-data/groups-of-agents.js'
import { GROUPS_OF_RECORDS } from '#templates/personal-data/groups-of-records.js'
import { GROUPS_OF_RESIDENTS } from '#templates/personal-data/groups-of-residents.js'
import { GROUPS_OF_TRANSMISSIONS } from '#templates/personal-data/groups-of-transmissions.js'

const ALL = {
  ...GROUPS_OF_TRANSMISSIONS,
  ...GROUPS_OF_RESIDENTS,
  ...GROUPS_OF_AGENTS,
  ...GROUPS_OF_RECORDS,
}
type All = typeof ALL

/** A piece of personal data by its name in this register: `identity.familyName`. */
export type ItemId = {
  [Name in keyof All]: `${Name}.${keyof All[Name]['items'] & string}`
}[keyof All]

/** Everything that is kept of persons; `columns.ts` and `contents.ts` say where each piece stands. */
export const GROUPS: Record<string, Group> = ALL

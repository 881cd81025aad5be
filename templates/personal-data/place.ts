import type { ContentName } from '#templates/personal-data/contents.js'
import type { ItemId } from '#templates/personal-data/groups.js'

/** Of no person. */
export const NOBODY = 'aucune personne'

/** What a column or a field holds of a person. */
export type Place = typeof NOBODY | ItemId | ItemId[]
/** The same for a column, which may also hold an envelope with one of these contents in it. */
export type ColumnPlace = Place | { holds: ContentName[] }

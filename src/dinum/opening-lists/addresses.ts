import { openingListsPath } from '#src/dinum/addresses.js'

export const openingListPath = (id: string) => `${openingListsPath}/${id}`
export const confirmListPath = (id: string) => `${openingListPath(id)}/confirmation`
export const dropListPath = (id: string) => `${openingListPath(id)}/abandon`
export const faultyLinesPath = (id: string) => `${openingListPath(id)}/erreurs.csv`
export const resultsPath = (id: string) => `${openingListPath(id)}/resultats.csv`

export const consolePath = '/dinum' as const
export const openingPath = '/dinum/ouverture'
export const openingListsPath = '/dinum/ouverture/liste'
export const eventsPath = '/dinum/datapass'
export const differencesPath = '/dinum/ecarts'
export const editorsPath = '/dinum/editeurs'
export const deadLettersPath = '/dinum/pannes'
export const actsPath = '/dinum/journal'
export const consoleCollectivitePath = (siret: string) => `/dinum/collectivites/${siret}`

export const DATAPASS_PATH = '/datapass'
export const REQUESTS_PATH = `${DATAPASS_PATH}/demandes`
export const HELD_PATH = `${DATAPASS_PATH}/retenus`
export const ATTEMPTS_PATH = `${DATAPASS_PATH}/tentatives`
export const FREE_BODY_PATH = `${DATAPASS_PATH}/corps`
export const FAULTS_PATH = `${DATAPASS_PATH}/pannes`

export const ATTEMPTS_ANCHOR = 'tentatives'
export const HELD_ANCHOR = 'retenus'
export const FAULTS_ANCHOR = 'pannes'

/** Requests are known to people by their number after a D. */
export function requestAnchor(id: number): string {
  return `D${id}`
}

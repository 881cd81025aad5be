export const HUBEE_PATH = '/hubee'
export const PORTAL_PATH = `${HUBEE_PATH}/portail`
export const SUBSCRIPTIONS_PATH = `${PORTAL_PATH}/abonnements`
export const CASES_PATH = `${PORTAL_PATH}/cas`
export const FILES_PATH = `${PORTAL_PATH}/pieces`

export const SUBSCRIPTIONS_ANCHOR = 'abonnements'

export function folderAnchor(id: string): string {
  return `dossier-${id}`
}

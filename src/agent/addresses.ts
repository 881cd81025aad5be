import { deskPath } from '#src/collectivite/addresses.js'

export { deskPath }

/** An address of the desk with its parameters. */
export function withQuery(path: string, parameters: Record<string, string>): string {
  const search = new URLSearchParams(parameters)
  return search.size > 0 ? `${path}?${search}` : path
}

export const recordPath = (siret: string, reference: string) =>
  `${deskPath(siret)}/transmissions/${reference}`
export const treatPath = (siret: string, reference: string) => `${recordPath(siret, reference)}/traitement`
export const attachmentPath = (siret: string, reference: string, id: string) =>
  `${recordPath(siret, reference)}/pieces/${id}`
export const deletePath = (siret: string, reference: string) => `${recordPath(siret, reference)}/suppression`
export const searchPath = (siret: string) => `${deskPath(siret)}/recherche`
export const selectionPath = (siret: string) => `${deskPath(siret)}/selection`
export const counterPath = (siret: string) => `${deskPath(siret)}/guichet`
export const examplesPath = (siret: string) => `${deskPath(siret)}/exemples`
export const csvPath = (siret: string) => `${deskPath(siret)}/export.csv`
export const xlsxPath = (siret: string) => `${deskPath(siret)}/export.xlsx`
export const filesPath = (siret: string) => `${deskPath(siret)}/fichiers`
export const fileAgainPath = (siret: string, id: string, format: 'csv' | 'xlsx') =>
  `${filesPath(siret)}/${id}.${format}`
export const treatFilePath = (siret: string, id: string) => `${filesPath(siret)}/${id}/traitement`
export const mailsPath = (siret: string) => `${deskPath(siret)}/courriels`
export const membersPath = (siret: string) => `${deskPath(siret)}/agents`
export const settingsPath = (siret: string) => `${deskPath(siret)}/reglages`
export const dataProtectionPath = (siret: string) => `${deskPath(siret)}/protection-des-donnees`
export const publicityPath = (siret: string) => `${deskPath(siret)}/faire-connaitre`
export const tracePath = (siret: string) => `${deskPath(siret)}/journal`

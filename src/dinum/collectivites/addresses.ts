import { consoleCollectivitePath } from '#src/dinum/addresses.js'

const below = (siret: string, word: string) => `${consoleCollectivitePath(siret)}/${word}`
export const decisionPath = (siret: string, word: 'suspension' | 'reprise' | 'fermeture') =>
  below(siret, word)
export const invitationsPath = (siret: string) => below(siret, 'invitations')
export const contactPath = (siret: string, place: string) => below(siret, `contacts/${place}`)
export const organisationsPath = (siret: string) => below(siret, 'organisations')
export const organisationEndPath = (siret: string, siren: string) =>
  below(siret, `organisations/${siren}/retrait`)
export const hubeePath = (siret: string) => below(siret, 'hubee')
export const hubeeReadingPath = (siret: string) => below(siret, 'hubee/lecture')
export const freeMailPath = (siret: string) => below(siret, 'messageries')

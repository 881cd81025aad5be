import { mailsPath } from '#src/agent/addresses.js'

export const recipientsPath = (siret: string) => `${mailsPath(siret)}/adresses`
export const askAgainPath = (siret: string, id: string) => `${recipientsPath(siret)}/${id}/renvoi`
export const removeRecipientPath = (siret: string, id: string) => `${recipientsPath(siret)}/${id}/retrait`

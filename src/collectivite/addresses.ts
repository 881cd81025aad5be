/** The public page of a collectivité, as printed on posters. */
export const collectivitePath = (siret: string) => `/collectivites/${siret}`

/** The desk of its agents, to which mails lead. */
export const deskPath = (siret: string) => `/agent/collectivites/${siret}`

/** Where an invited agent comes in, once. */
export const invitationPath = (token: string) => `/agent/invitation/${encodeURIComponent(token)}`

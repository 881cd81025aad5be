/** The public page of a collectivité, as printed on posters. */
export const collectivitePath = (siret: string) => `/collectivites/${siret}`

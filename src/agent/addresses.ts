export const deskPath = (siret: string) => `/agent/collectivites/${siret}`
export const recordPath = (siret: string, reference: string) =>
  `${deskPath(siret)}/transmissions/${reference}`
export const treatPath = (siret: string, reference: string) => `${recordPath(siret, reference)}/traitement`
export const csvPath = (siret: string) => `${deskPath(siret)}/export.csv`

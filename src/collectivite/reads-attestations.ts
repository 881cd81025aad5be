import type { Collectivite } from '#src/collectivite/collectivite.js'

/** Whether somebody here reads attestations: HubEE takes what is certified, and where all is read there, nobody comes. */
export function readsAttestations({
  deliversToHubee,
  accessConfirmedAt,
}: Pick<Collectivite, 'deliversToHubee' | 'accessConfirmedAt'>): boolean {
  return !deliversToHubee || accessConfirmedAt !== null
}

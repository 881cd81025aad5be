const MAX_CHARACTERS = 100
const CONTROL_OR_FORMAT = /[\p{C}\p{Zl}\p{Zp}]/u

/**
 * The identifier that a link of the collectivité's software may carry.
 * @returns null when there is none; `refused` when it is too long or not printable
 */
export function readExternalId(given: string | undefined): { externalId: string | null; refused: boolean } {
  const externalId = given?.trim()
  if (!externalId) return { externalId: null, refused: false }
  const refused = [...externalId].length > MAX_CHARACTERS || CONTROL_OR_FORMAT.test(externalId)
  return { externalId: refused ? null : externalId, refused }
}

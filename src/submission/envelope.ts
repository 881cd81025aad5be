import { seal, unseal } from '#src/seal.js'
import type { SealedContent } from '#src/submission/content.js'

/** Seals what a resident sent for this submission of this collectivité and no other. */
export function sealContent(dataKey: Buffer, siret: string, id: string, content: SealedContent): Buffer {
  return seal(dataKey, Buffer.from(JSON.stringify(content)), boundTo(siret, id))
}

/** @throws {SealBrokenError} when the envelope belongs to another submission, collectivité or key */
export function openContent(
  dataKey: Uint8Array,
  siret: string,
  id: string,
  envelope: Uint8Array,
): SealedContent {
  // What was sealed before there were attachments says nothing of them.
  const content = JSON.parse(unseal(dataKey, envelope, boundTo(siret, id)).toString())
  content.dispute ??= null
  content.attachments ??= []
  return content
}

function boundTo(siret: string, id: string): string {
  return `submission:${siret}:${id}`
}

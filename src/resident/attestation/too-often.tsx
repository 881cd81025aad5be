import type { Context } from 'hono'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import { readAttestationForm } from '#src/resident/attestation/attestation-form.js'
import { attestationPage } from '#src/resident/attestation/attestation-page.js'
import { readJoinedFiles } from '#src/resident/attestation/joined-files.js'
import { commonOf, heldViews } from '#src/resident/attestation/read-attestation.js'
import type { ResidentServices } from '#src/resident/visit.js'
import type { CollectiviteEnv } from '#src/resident/with-collectivite.js'

type Form = { identity: PivotIdentity | null; revue: string; body: Record<string, unknown> }

/** The form again, with all that was typed and the files that wait already; new ones are not even examined. */
export async function tooOften(
  services: ResidentServices,
  c: Context<CollectiviteEnv>,
  { identity, revue, body }: Form,
  milliseconds: number,
) {
  const { files } = await readJoinedFiles(services, c.get('collectivite').siret, { gardees: body.gardees })
  return attestationPage(services, c, {
    identity,
    revue,
    typed: readAttestationForm(body),
    common: commonOf(c.get('collectivite'), body),
    held: await heldViews(services, files),
    warning: tooOftenFor(milliseconds),
    status: 429,
  })
}

export function tooOftenFor(milliseconds: number) {
  return { kind: 'too-often', minutes: Math.ceil(milliseconds / 60_000) } as const
}

import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { nameOfCommune } from '#src/collectivite/birthplace.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import { attestationPath, otherWayPath } from '#src/resident/addresses.js'
import {
  type AttestationErrors,
  type AttestationForm,
  readAttestationForm,
} from '#src/resident/attestation/attestation-form.js'
import { NOTHING_TYPED, type SendForm } from '#src/resident/declared-fields.js'
import type { ResidentServices } from '#src/resident/visit.js'
import type { CollectiviteEnv } from '#src/resident/with-collectivite.js'
import { Attestation } from '#templates/resident/attestation.js'
import type { HeldFileView } from '#templates/resident/attestation-files.js'
import type { AttestationWarning } from '#templates/resident/attestation-warning.js'

const ATTESTATION_TITLE = 'Joindre mon attestation'

type Shown = {
  /** Of FranceConnect; null where it is typed. */
  identity: PivotIdentity | null
  /** Ties the form to what is shown. */
  revue: string
  typed?: AttestationForm
  common?: SendForm
  errors?: AttestationErrors
  faults?: string[]
  held?: HeldFileView[]
  warning?: AttestationWarning | null
  status?: ContentfulStatusCode
}

/** The form, with what was typed, what waits already and what is wrong. */
export async function attestationPage(
  { db }: Pick<ResidentServices, 'db'>,
  c: Context<CollectiviteEnv>,
  {
    identity,
    revue,
    typed = readAttestationForm({}),
    common = NOTHING_TYPED,
    errors = {},
    faults = [],
    held = [],
    warning = null,
    status = 200,
  }: Shown,
) {
  const collectivite = c.get('collectivite')
  const { siret, asksDeclaredFields } = collectivite
  const birthplace = await nameOfCommune(db, identity?.birthplace ?? null)
  const page = (
    <Attestation
      collectivite={collectivite}
      identity={identity}
      birthplace={birthplace}
      revue={revue}
      typed={typed}
      errors={errors}
      declared={asksDeclaredFields ? { ...common.declared, errors: common.errors } : null}
      isShared={common.isShared}
      files={{ held, faults }}
      warning={warning}
      action={attestationPath(siret)}
      otherWayUrl={otherWayPath(siret)}
    />
  )
  c.status(status)
  return c.render(page, {
    title: `${status === 200 ? '' : 'Erreur : '}${ATTESTATION_TITLE} pour ${collectivite.name}`,
    signedIn: identity !== null,
    scripts: ['files.js'],
  })
}

import { bodyLimit } from 'hono/body-limit'
import { COLLECTIVITES } from '#src/api/addresses.js'
import { type ErrorCode, type FieldErrors, refuse } from '#src/api/errors.js'
import { type ReadOpening, readOpening } from '#src/api/read-opening.js'
import { requireBearer } from '#src/api/require-bearer.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { factory } from '#src/http/factory.js'
import type { GuessServices } from '#src/http/guesses.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { openService } from '#src/onboarding/open-service.js'

export type OpeningServices = OnboardingServices &
  GuessServices & { config: { collectivitesApiToken: string } }
type Outcome =
  | { kind: 'opened'; collectivite: Collectivite; editor: string | null }
  | { kind: 'refused'; code: ErrorCode; errors?: FieldErrors }

const TAKEN: Outcome = {
  kind: 'refused',
  code: 'SIRET_TAKEN',
  errors: { siret: ['Ce SIRET est déjà pris.'] },
}
const MAX_BYTES = 16 * 1024

/** `POST /api/collectivites`: a partner opens the service to a collectivité, which waits for its first gestionnaire. */
export function openingRoute(services: OpeningServices) {
  const { log, config } = services
  const onlyJson = factory.createMiddleware(async (c, next) => {
    const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
    return type === 'application/json' ? next() : refuse(c, 'NOT_ANNOUNCED_AS_JSON')
  })
  return factory.createApp().post(
    COLLECTIVITES,
    requireBearer(config.collectivitesApiToken, services),
    onlyJson,
    bodyLimit({
      maxSize: MAX_BYTES,
      onError: (c) => {
        // What is left of such a body must not be taken for the next request.
        c.header('Connection', 'close')
        return refuse(c, 'TOO_LARGE')
      },
    }),
    async function open(c) {
      const outcome = await openAsked(services, readOpening(await c.req.arrayBuffer()))
      const requestId = c.get('requestId')
      if (outcome.kind === 'refused') {
        log.warn('api call refused', { requestId, errorCode: outcome.code })
        return refuse(c, outcome.code, outcome.errors)
      }
      const { collectivite, editor } = outcome
      log.info('collectivité opened by a partner', { requestId, siret: collectivite.siret })
      return c.json(describe(collectivite, editor), 201)
    },
  )
}

async function openAsked({ safe, config }: OpeningServices, read: ReadOpening): Promise<Outcome> {
  if (read.kind === 'not-json') return { kind: 'refused', code: 'NOT_JSON' }
  if (read.kind === 'invalid-fields') return { kind: 'refused', code: 'INVALID_FIELDS', errors: read.errors }
  const { siret, editor } = read.opening
  if (await findCollectivite(safe.db, siret)) return TAKEN
  const opening = { ...read.opening, retentionDays: config.retentionDays }
  const { kind } = await openService(safe, opening, 'partenaire')
  if (kind === 'already-open') return TAKEN
  if (kind !== 'opened') return { kind: 'refused', code: 'INVALID_FIELDS', errors: FAULTS[kind] }
  const collectivite = await findCollectivite(safe.db, siret)
  if (!collectivite) throw new Error('The collectivité that was opened is not in the directory')
  return { kind: 'opened', collectivite, editor }
}

const FAULTS: Record<'not-a-siret' | 'unknown-place', FieldErrors> = {
  'not-a-siret': { siret: ['Ce n’est pas un SIRET.'] },
  'unknown-place': { code_cog: ['Ce code COG n’est dans aucun département connu.'] },
}

// The fields of the request as they were kept, and the state in which it stands.
function describe({ siret, codeCog, departement, name, state }: Collectivite, editor: string | null) {
  return { siret, code_cog: codeCog, departement: departement.code, name, status: 'active', editor, state }
}

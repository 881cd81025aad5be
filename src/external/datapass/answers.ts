import * as v from 'valibot'

/** A right that a validated demande gave to an organisation. */
export type Habilitation = {
  id: number
  demandeId: number
  /** `formulaire_qf`, `api_particulier` … */
  definition: string
  isActive: boolean
  createdAt: Date
  /** The answers of the form as they were when it was given. */
  data: Record<string, unknown>
  /** null when it is not said. */
  organization: Organization | null
}
/** Null for a body abroad. */
export type Organization = { siret: string | null } & Record<string, unknown>
/** A demande as it stands now; what is not read here comes along as DataPass says it. */
export type Demande = {
  id: number
  definition: string
  organization: Organization | null
  habilitations: Habilitation[]
  /** As a webhook says them: `public_id`, `type`, `form_uid`, dates, `applicant`, `service_provider`. */
  said: Record<string, unknown>
}

const record = v.record(v.string(), v.unknown())
const organization = v.nullish(
  v.looseObject({
    siret: v.pipe(
      v.nullish(v.string(), null),
      v.transform((text) => text?.replace(/\s/g, '') || null),
    ),
  }),
  null,
)
const id = v.pipe(v.number(), v.safeInteger())
const HabilitationSchema = v.object({
  id,
  state: v.string(),
  // What counts where both are said: one may be obsolete, and revoked besides.
  revoked: v.fallback(v.nullish(v.boolean(), false), false),
  created_at: v.pipe(
    v.string(),
    v.transform((text) => new Date(text)),
    v.date(),
  ),
  definition_id: v.string(),
  data: v.fallback(v.nullish(record, {}), {}),
  // Their serializer and their documentation spell these differently.
  demande_id: v.nullish(id),
  request_id: v.nullish(id),
  organisation: organization,
  organization: organization,
})
const DemandeSchema = v.looseObject({
  id,
  definition_id: v.string(),
  organisation: organization,
  organization: organization,
  habilitations: v.fallback(v.nullish(v.array(v.unknown()), []), []),
})

/** Reads one habilitation; null for what is none, or names no demande. https://datapass.api.gouv.fr/developpeurs/documentation */
export function readHabilitation(json: unknown, ofDemande?: number): Habilitation | null {
  const parsed = v.safeParse(HabilitationSchema, json)
  if (!parsed.success) return null
  const { output } = parsed
  const demandeId = output.demande_id ?? output.request_id ?? ofDemande
  if (demandeId === undefined) return null
  return {
    id: output.id,
    demandeId,
    definition: output.definition_id,
    isActive: output.state === 'active' && !output.revoked,
    createdAt: output.created_at,
    data: output.data,
    organization: output.organisation ?? output.organization,
  }
}

/** Reads one demande; null for what is none. */
export function readDemande(json: unknown): Demande | null {
  const parsed = v.safeParse(DemandeSchema, json)
  if (!parsed.success) return null
  const { id, definition_id, organisation, organization, habilitations, ...said } = parsed.output
  return {
    id,
    definition: definition_id,
    organization: organisation ?? organization,
    habilitations: habilitations.flatMap((one) => readHabilitation(one, id) ?? []),
    said,
  }
}

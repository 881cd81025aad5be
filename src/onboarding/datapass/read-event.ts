import * as v from 'valibot'
import type { SireneEstablishment } from '#src/collectivite/identify.js'
import { isSiret } from '#src/collectivite/siret.js'
import { OneLine } from '#src/one-line.js'

/** A person whom a demande names. */
export type NamedPerson = { email: string; name: string | null }
/** What the fold needs of an event; nothing of a person stands in it. */
export type EventFacts = {
  modelId: number
  /** `formulaire_qf`, `api_particulier`, or what comes after. */
  definition: string
  event: string
  firedAt: Date
  /** Whether the demande is one for this service. */
  concerned: boolean
  organizationSiret: string | null
  requestState: string | null
  /** Whether an authorization remains; null where the event does not tell. */
  authorized: boolean | null
}
/** What opening a collectivité takes besides. */
export type EventDetails = {
  sirene: SireneEstablishment | null
  organizationName: string | null
  editor: string | null
  applicant: NamedPerson | null
  businessContact: NamedPerson | null
  dataProtectionOfficer: NamedPerson | null
}
export type DatapassEvent = EventFacts & EventDetails
export type ReadOutcome =
  | { kind: 'event'; event: DatapassEvent }
  /** Sent when a webhook is made or changed, to see whether somebody answers. */
  | { kind: 'test' }
  | { kind: 'not-json' | 'not-an-event' | 'not-a-siret' }

const FORM = 'formulaire_qf'

/** Whether a demande is one for this service: by its own form, or by one of API Particulier in which it is a way. */
export function isForThisService(definition: string, modalities: unknown): boolean {
  return definition === FORM || (Array.isArray(modalities) && modalities.includes(FORM))
}

const optionalText = v.fallback(
  v.nullish(
    v.pipe(
      OneLine,
      v.transform((text) => text.slice(0, 200) || null),
    ),
    null,
  ),
  null,
)
const optional = <Schema extends v.GenericSchema>(schema: Schema) => v.fallback(v.nullish(schema, null), null)

// Only what is read is named; every other key passes, because their examples and their code differ.
const EventSchema = v.object({
  event: v.pipe(v.string(), v.regex(/^[\w.:-]{1,100}$/)),
  fired_at: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99_999_999_999)),
  model_type: optionalText,
  model_id: optional(v.pipe(v.number(), v.safeInteger())),
  data: v.object({
    id: optional(v.pipe(v.number(), v.safeInteger())),
    state: optionalText,
    data: optional(v.looseObject({ modalities: v.fallback(v.array(v.string()), []) })),
    organization: optional(
      v.object({
        name: optionalText,
        siret: v.nullish(v.string(), null),
        insee_payload: optional(
          v.object({
            etablissement: optional(
              v.object({
                uniteLegale: optional(
                  v.object({
                    denominationUniteLegale: optionalText,
                    categorieJuridiqueUniteLegale: optionalText,
                  }),
                ),
                adresseEtablissement: optional(
                  v.object({ codeCommuneEtablissement: optionalText, codePostalEtablissement: optionalText }),
                ),
              }),
            ),
          }),
        ),
      }),
    ),
    applicant: optional(
      v.object({ email: optionalText, given_name: optionalText, family_name: optionalText }),
    ),
    service_provider: optional(v.object({ id: optionalText })),
    authorizations: optional(
      v.array(v.object({ state: optionalText, revoked: v.fallback(v.nullish(v.boolean(), false), false) })),
    ),
  }),
})
type Payload = v.InferOutput<typeof EventSchema>

/** Reads what DataPass sent, leniently: unknown events and keys are no fault. docs/webhooks of https://github.com/etalab/data_pass */
export function readEvent(body: string): ReadOutcome {
  const json = parse(body)
  if (json === undefined) return { kind: 'not-json' }
  const isTest = v.is(v.looseObject({ test: v.literal(true) }), json)
  if (isTest && !v.is(v.looseObject({ event: v.string() }), json)) return { kind: 'test' }
  const parsed = v.safeParse(EventSchema, json)
  const modelId = parsed.success ? (parsed.output.model_id ?? parsed.output.data.id) : null
  if (!parsed.success || modelId === null) return { kind: 'not-an-event' }
  const siret = parsed.output.data.organization?.siret?.replace(/\s/g, '') || null
  if (siret !== null && !isSiret(siret)) return { kind: 'not-a-siret' }
  return { kind: 'event', event: { ...factsOf(parsed.output, modelId, siret), ...detailsOf(parsed.output) } }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function factsOf(
  { event, fired_at, model_type, data }: Payload,
  modelId: number,
  siret: string | null,
): EventFacts {
  const definition = model_type?.split('/').at(-1) ?? ''
  return {
    modelId,
    definition,
    event,
    firedAt: new Date(fired_at * 1000),
    concerned: isForThisService(definition, data.data?.modalities),
    organizationSiret: siret,
    requestState: data.state,
    authorized: data.authorizations?.some(({ state, revoked }) => state === 'active' && !revoked) ?? null,
  }
}

function detailsOf({ data }: Payload): EventDetails {
  const { organization, applicant } = data
  const etablissement = organization?.insee_payload?.etablissement
  const sirene = etablissement && {
    name: etablissement.uniteLegale?.denominationUniteLegale ?? null,
    legalCategory: etablissement.uniteLegale?.categorieJuridiqueUniteLegale ?? null,
    codeCog: etablissement.adresseEtablissement?.codeCommuneEtablissement ?? null,
    postalCode: etablissement.adresseEtablissement?.codePostalEtablissement ?? null,
  }
  return {
    sirene: sirene ?? null,
    organizationName: organization?.name ?? null,
    editor: data.service_provider?.id ?? null,
    applicant: applicant && personOf(applicant),
    businessContact: contactOf(data.data, 'contact_metier'),
    dataProtectionOfficer: contactOf(data.data, 'delegue_protection_donnees'),
  }
}

function contactOf(answers: Record<string, unknown> | null, kind: string): NamedPerson | null {
  const text = (name: string) => v.parse(optionalText, answers?.[`${kind}_${name}`])
  return personOf({ email: text('email'), given_name: text('given_name'), family_name: text('family_name') })
}

type Named = { email: string | null; given_name: string | null; family_name: string | null }

function personOf({ email, given_name, family_name }: Named): NamedPerson | null {
  if (!email || !/^[^\s@]+@[^\s@]+$/.test(email)) return null
  return { email: email.toLowerCase(), name: [given_name, family_name].filter(Boolean).join(' ') || null }
}

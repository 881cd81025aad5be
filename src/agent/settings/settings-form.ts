import * as v from 'valibot'
import { readReturnOrigins } from '#src/agent/settings/return-origins-field.js'
import type { Collectivite, OtherWay } from '#src/collectivite/collectivite.js'
import type { Settings } from '#src/collectivite/settings.js'
import { OneLine } from '#src/one-line.js'

/** The form as typed; the names are those of its fields. */
export type SettingsForm = v.InferOutput<typeof FormSchema>
export type SettingsField = keyof SettingsForm
/** What is wrong, per field, in words for the gestionnaire. */
export type SettingsErrors = Partial<Record<SettingsField, string>>
export type SettingsReading =
  | { kind: 'read'; settings: Settings }
  | { kind: 'refused'; errors: SettingsErrors }
/** What the collectivité has now, and the longest retention that the service allows. */
export type SettingsLimits = { retentionDays: number; maxRetentionDays: number }

const LINE_MAX_CHARACTERS = 200
// Bounded, or a long line would be tried from each of its letters.
const EMAIL = /[^\s@]{1,64}@[^\s@]{1,120}\.[^\s@]{2,24}/

const line = v.optional(OneLine, '')
const ticked = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => text === 'oui'),
)
const FormSchema = v.object({
  services: line,
  contact: line,
  guichet_adresse: line,
  guichet_horaires: line,
  champs_declares: ticked,
  par_guichet: ticked,
  par_courriel: ticked,
  sans_franceconnect: ticked,
  retours: v.optional(v.string(), ''),
  conservation: line,
  raccourcir: ticked,
})

/** The fields of the form; what is not text counts as empty. */
export function readSettingsForm(body: Record<string, unknown>): SettingsForm {
  const texts = Object.entries(body).filter(([, value]) => typeof value === 'string')
  return v.parse(FormSchema, Object.fromEntries(texts))
}

/** The form as it stands before anybody types. */
export function formOf(collectivite: Collectivite, maxRetentionDays: number): SettingsForm {
  const {
    services,
    contact,
    counter,
    asksDeclaredFields,
    otherWays,
    acceptsWithoutFranceConnect,
    returnOrigins,
  } = collectivite
  return {
    services: services ?? '',
    contact: contact ?? '',
    guichet_adresse: counter.address ?? '',
    guichet_horaires: counter.hours ?? '',
    champs_declares: asksDeclaredFields,
    par_guichet: otherWays.includes('guichet'),
    par_courriel: otherWays.includes('courriel'),
    sans_franceconnect: acceptsWithoutFranceConnect,
    retours: returnOrigins.join('\n'),
    conservation: String(Math.min(collectivite.retentionDays, maxRetentionDays)),
    raccourcir: false,
  }
}

/** How long transmissions may be kept: 30, 60, 90 days and what is chosen now, as far as the service allows. */
export function retentionChoices({ retentionDays, maxRetentionDays }: SettingsLimits): number[] {
  const now = Math.min(retentionDays, maxRetentionDays)
  const choices = [30, 60, 90].filter((days) => days <= maxRetentionDays)
  return [...new Set([...choices, now])].sort((a, b) => a - b)
}

/** Understands what was typed, or says what is wrong with each field. */
export function understandSettings(form: SettingsForm, limits: SettingsLimits): SettingsReading {
  const origins = readReturnOrigins(form.retours)
  const days = retentionChoices(limits).find((choice) => String(choice) === form.conservation)
  const errors: SettingsErrors = { ...lineErrors(form), ...wayErrors(form), ...retentionErrors() }
  if (origins.kind === 'refused') errors.retours = origins.fault
  if (Object.keys(errors).length > 0 || origins.kind === 'refused' || days === undefined)
    return { kind: 'refused', errors }
  return {
    kind: 'read',
    settings: {
      services: form.services || null,
      contact: form.contact || null,
      counter: { address: form.guichet_adresse || null, hours: form.guichet_horaires || null },
      asksDeclaredFields: form.champs_declares,
      otherWays: waysOf(form),
      acceptsWithoutFranceConnect: form.sans_franceconnect,
      returnOrigins: origins.origins,
      retentionDays: days,
    },
  }

  function retentionErrors(): SettingsErrors {
    if (days === undefined) return { conservation: 'Choisissez une durée.' }
    if (days >= limits.retentionDays || form.raccourcir) return {}
    const words = `Cochez cette case pour passer de ${limits.retentionDays} à ${days} jours : ce qui a été transmis il y a plus de ${days} jours sera effacé.`
    return { raccourcir: words }
  }
}

function waysOf(form: SettingsForm): OtherWay[] {
  return [
    ...(form.par_guichet ? ['guichet' as const] : []),
    ...(form.par_courriel ? ['courriel' as const] : []),
  ]
}

function lineErrors(form: SettingsForm): SettingsErrors {
  const errors: SettingsErrors = {}
  for (const field of ['services', 'contact', 'guichet_adresse', 'guichet_horaires'] as const) {
    const { length } = [...form[field]]
    if (length > LINE_MAX_CHARACTERS)
      errors[field] =
        `Ce texte compte ${length} caractères : raccourcissez-le à ${LINE_MAX_CHARACTERS} caractères au plus.`
  }
  return errors
}

function wayErrors(form: SettingsForm): SettingsErrors {
  if (waysOf(form).length === 0)
    return { par_guichet: 'Gardez au moins un autre moyen : tout le monde n’a pas FranceConnect.' }
  if (form.par_courriel && !EMAIL.test(form.contact))
    return { contact: 'Écrivez l’adresse électronique à laquelle les habitants envoient leur attestation.' }
  return {}
}

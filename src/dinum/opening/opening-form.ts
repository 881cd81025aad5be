import * as v from 'valibot'
import { isSiret } from '#src/collectivite/siret.js'
import { EmailSchema } from '#src/email.js'
import { OneLine } from '#src/one-line.js'

/** The form as typed; the names are those of its fields. */
export type OpeningForm = v.InferOutput<typeof FormSchema>
export type OpeningErrors = Partial<Record<keyof OpeningForm, string>>
export type RequestedOpening = {
  siret: string
  codeCog: string | null
  name: string | null
  /** One or two gestionnaires. */
  emails: string[]
  dataProtectionOfficer: string | null
}
export type OpeningReading =
  | { kind: 'read'; opening: RequestedOpening }
  | { kind: 'refused'; errors: OpeningErrors }

const NAME_AT_MOST = 200
const line = v.fallback(OneLine, '')
const FormSchema = v.object({
  siret: line,
  nom: line,
  cog: line,
  gestionnaire: line,
  autre_gestionnaire: line,
  delegue: line,
})
const EMAIL = 'Écrivez une adresse complète, comme mairie@exemple.fr.'

/** The fields of the form; what is not there is empty. */
export function readOpeningForm(body: Record<string, unknown>): OpeningForm {
  return v.parse(FormSchema, { ...EMPTY_OPENING, ...body })
}

export const EMPTY_OPENING: OpeningForm = {
  siret: '',
  nom: '',
  cog: '',
  gestionnaire: '',
  autre_gestionnaire: '',
  delegue: '',
}

/** The SIRET that was typed, without its spaces; null when it is none. */
export function siretOf({ siret }: OpeningForm): string | null {
  const digits = siret.replace(/\s/g, '')
  return isSiret(digits) ? digits : null
}

/** Understands what was typed, or says what is wrong with each field. Where the collectivité is shows later. */
export function understandOpening(form: OpeningForm): OpeningReading {
  const siret = siretOf(form)
  const [first, second, officer] = [form.gestionnaire, form.autre_gestionnaire, form.delegue].map((text) =>
    text === '' ? null : v.safeParse(EmailSchema, text),
  )
  const errors: OpeningErrors = {
    ...(siret ? {} : { siret: siretFault(form.siret) }),
    ...(first?.success ? {} : { gestionnaire: EMAIL }),
    ...(second && !second.success ? { autre_gestionnaire: `${EMAIL} Ou laissez vide.` } : {}),
    ...(officer && !officer.success ? { delegue: `${EMAIL} Ou laissez vide.` } : {}),
    ...([...form.nom].length > NAME_AT_MOST
      ? { nom: `Raccourcissez ce nom à ${NAME_AT_MOST} caractères.` }
      : {}),
  }
  if (!siret || !first?.success || Object.keys(errors).length > 0) return { kind: 'refused', errors }
  const emails = [first.output, ...(second?.success ? [second.output] : [])]
  return {
    kind: 'read',
    opening: {
      siret,
      codeCog: form.cog.replace(/\s/g, '').toUpperCase() || null,
      name: form.nom || null,
      emails: [...new Set(emails)],
      dataProtectionOfficer: officer?.success ? officer.output : null,
    },
  }
}

function siretFault(typed: string): string {
  const digits = typed.replace(/\s/g, '')
  if (digits === '') return 'Écrivez le SIRET.'
  if (!/^\d{14}$/.test(digits)) return `Un SIRET a 14 chiffres\u00a0: celui-ci a ${digits.length} signes.`
  return 'Ce n’est pas un SIRET\u00a0: sa clé ne correspond pas. Vérifiez les chiffres.'
}

/** What is missing to place a collectivité that neither the communes nor what was typed tell. */
export function placeFaults({ codeCog, name }: RequestedOpening): OpeningErrors {
  if (!codeCog)
    return {
      cog: 'Ce SIRET n’est pas celui d’une commune\u00a0: écrivez le code COG de la commune où elle est.',
      ...(name ? {} : { nom: 'Écrivez son nom.' }),
    }
  return name ? { cog: 'Ce code COG n’est dans aucun département connu.' } : { nom: 'Écrivez son nom.' }
}

import * as v from 'valibot'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { mayHaveFiles } from '#src/delivery/free-mail.js'
import type { MailSettings } from '#src/delivery/mail-settings.js'
import type { Recipient } from '#src/delivery/recipient.js'

/** The form as posted; the names are those of its fields. */
export type MailsForm = v.InferOutput<typeof FormSchema>
export type MailsErrors = Partial<Record<keyof MailsForm, string>>
export type MailsReading = { kind: 'read'; settings: MailSettings } | { kind: 'refused'; errors: MailsErrors }

const NEVER = 'jamais'
const FREQUENCIES = [NEVER, 'transmission', 'jour', 'semaine', 'mois'] as const
const CONTENTS = ['avis', 'csv'] as const
const text = v.optional(v.string(), '')
const FormSchema = v.object({
  frequence: text,
  contenu: text,
  risque: v.pipe(
    text,
    v.transform((typed) => typed === 'oui'),
  ),
})

export function readMailsForm(body: Record<string, unknown>): MailsForm {
  const texts = Object.entries(body).filter(([, value]) => typeof value === 'string')
  return v.parse(FormSchema, Object.fromEntries(texts))
}

/** The form as it stands before anybody chooses. */
export function mailsFormOf({ mailFrequency, mailContent }: Collectivite): MailsForm {
  return { frequence: mailFrequency ?? NEVER, contenu: mailContent, risque: false }
}

/** Understands what was chosen: files are joined only by who said that she knows the risk, and not to free mailboxes. */
export function understandMails(
  form: MailsForm,
  collectivite: Collectivite,
  recipients: Pick<Recipient, 'email'>[],
): MailsReading {
  const frequency = FREQUENCIES.find((choice) => choice === form.frequence)
  const content = CONTENTS.find((choice) => choice === form.contenu)
  const errors: MailsErrors = {}
  if (!frequency) errors.frequence = 'Choisissez quand un courriel part.'
  if (!content) errors.contenu = 'Choisissez ce que contient le courriel.'
  const free = recipients.map(({ email }) => email).filter((email) => !mayHaveFiles(collectivite, email))
  if (content === 'csv' && free.length > 0)
    errors.contenu = `Le fichier ne peut pas partir vers une messagerie grand public\u00a0: ${free.join(', ')}. Remplacez cette adresse par une adresse de la collectivité, ou gardez l’avis.`
  else if (content === 'csv' && collectivite.mailContent !== 'csv' && !form.risque)
    errors.risque = 'Cochez cette case pour joindre le fichier, ou gardez l’avis.'
  if (!frequency || !content || Object.keys(errors).length > 0) return { kind: 'refused', errors }
  return {
    kind: 'read',
    settings: { mailFrequency: frequency === NEVER ? null : frequency, mailContent: content },
  }
}

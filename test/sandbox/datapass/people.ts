import type { Ids } from './ids.js'
import type { Applicant } from './request.js'

export type ApplicantOptions = Partial<Omit<Applicant, 'id'>>
export type ContactOptions = {
  /** An organisation has neither names nor job. */
  type?: 'person' | 'organization'
  email?: string
  phoneNumber?: string | null
  givenName?: string | null
  familyName?: string | null
  jobTitle?: string | null
}
export type ContactKind = 'contact_metier' | 'contact_technique' | 'delegue_protection_donnees'

/** Hélène CHARBONNET, whom the simulated ProConnect knows too, unless told otherwise. */
export function createApplicant(options: ApplicantOptions, ids: Ids): Applicant {
  const person = { ...HELENE, ...options }
  return { id: ids.of('user', person.email), ...person }
}

/** A contact as flat keys of the answers; what nobody answered, and what is null, has no key. */
export function contactAnswers(kind: ContactKind, options: ContactOptions = {}): Record<string, string> {
  const { type, email, phoneNumber, givenName, familyName, jobTitle } = { ...CONTACTS[kind], ...options }
  const answers = { type, email, phone_number: phoneNumber }
  const person = { given_name: givenName, family_name: familyName, job_title: jobTitle }
  return Object.fromEntries(
    Object.entries({ ...answers, ...(type === 'organization' ? {} : person) }).flatMap(([key, value]) =>
      value === null || value === undefined ? [] : [[`${kind}_${key}`, value]],
    ),
  )
}

export function contactEmail(answers: Record<string, unknown>, kind: ContactKind): string {
  return String(answers[`${kind}_email`] ?? '–')
}

export const HELENE = {
  uid: null,
  email: 'helene.charbonnet@vitry-aux-loges.example',
  givenName: 'Hélène',
  familyName: 'CHARBONNET',
  phoneNumber: '0238590000',
  jobTitle: 'Secrétaire générale de mairie',
}

export const CONTACTS: Record<ContactKind, ContactOptions> = {
  contact_metier: {
    type: 'person',
    email: 'periscolaire@vitry-aux-loges.example',
    phoneNumber: '0238590001',
    givenName: 'Solenne',
    familyName: 'AUBRIAND',
    jobTitle: 'Responsable du périscolaire',
  },
  contact_technique: {
    type: 'person',
    email: 'informatique@vitry-aux-loges.example',
    phoneNumber: '0238590002',
    givenName: 'Gauthier',
    familyName: 'MONTREUX',
    jobTitle: 'Technicien',
  },
  delegue_protection_donnees: {
    type: 'person',
    email: 'dpo@loges.example',
    phoneNumber: '0238590003',
    givenName: 'Odile',
    familyName: 'VERMANDOIS',
    jobTitle: 'Déléguée à la protection des données',
  },
}

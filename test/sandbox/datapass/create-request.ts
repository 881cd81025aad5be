import { randomUUID } from 'node:crypto'
import { applyEvent } from './apply-event.js'
import { type Form, type FormUid, forms } from './forms.js'
import type { Ids } from './ids.js'
import { createOrganization, type OrganizationOptions } from './organization.js'
import { type ApplicantOptions, type ContactOptions, contactAnswers, createApplicant } from './people.js'
import type { DataPassRequest } from './request.js'

export type RequestOptions = OrganizationOptions & {
  /** `formulaire-qf` unless told otherwise. */
  form?: FormUid
  /** Of definition `api_particulier`: params, formulaire_qf, france_connect. */
  modalities?: string[]
  applicant?: ApplicantOptions
  contactMetier?: ContactOptions
  delegueProtectionDonnees?: ContactOptions
  /** More answers, or others in place of those. */
  data?: Record<string, unknown>
  /** Where it stands, reached without any event being sent; `draft` unless told otherwise. */
  state?: 'draft' | 'submitted' | 'validated'
  createdAt?: Date
}

/** A request of Vitry-aux-Loges by Hélène CHARBONNET, unless told otherwise. */
export function createRequest(options: RequestOptions, ids: Ids, now: Date): DataPassRequest {
  const { applicant = {}, state = 'draft', createdAt = now } = options
  const form: Form = forms[options.form ?? 'formulaire-qf']
  const request: DataPassRequest = {
    id: ids.next('request'),
    publicId: randomUUID(),
    form,
    state: 'draft',
    reopening: false,
    reopenedAt: null,
    createdAt,
    lastSubmittedAt: null,
    lastValidatedAt: null,
    organization: createOrganization(organizationOf(options), ids),
    applicant: createApplicant(applicant, ids),
    data: answersOf(form, options),
    authorizations: [],
    events: [],
  }
  const events = { draft: [], submitted: ['create', 'submit'], validated: ['create', 'submit', 'approve'] }
  for (const event of events[state]) applyEvent(request, event, { at: createdAt, ids })
  return request
}

function organizationOf({
  siret,
  name,
  codeCog,
  postalCode,
  communeName,
  legalCategory,
  insee,
}: RequestOptions) {
  const given = { siret, name, codeCog, postalCode, communeName, legalCategory, insee }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function answersOf(form: Form, options: RequestOptions): Record<string, unknown> {
  const { modalities = form.modalities, contactMetier, delegueProtectionDonnees, data } = options
  return {
    ...(form.definition === 'formulaire_qf' ? {} : { ...API_ANSWERS, modalities }),
    ...ANSWERS,
    ...contactAnswers('contact_metier', contactMetier),
    ...(form.definition === 'formulaire_qf' ? {} : contactAnswers('contact_technique')),
    ...contactAnswers('delegue_protection_donnees', delegueProtectionDonnees),
    ...data,
  }
}

const ANSWERS = {
  cadre_juridique_nature: 'Article L114-8 du code des relations entre le public et l’administration (CRPA)',
  // Its & is one of the characters that Rails escapes.
  cadre_juridique_url: 'https://vitry-aux-loges.example/deliberations?annee=2026&objet=cantine',
  destinataire_donnees_caractere_personnel: 'Agents habilités de la collectivité',
  duree_conservation_donnees_caractere_personnel: 12,
}

const API_ANSWERS = {
  intitule: 'Tarification sociale de la restauration scolaire',
  description: 'Calcul des tarifs selon le quotient familial',
  scopes: ['cnaf_quotient_familial', 'cnaf_allocataires', 'cnaf_enfants', 'cnaf_adresse'],
}

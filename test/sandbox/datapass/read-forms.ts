import * as v from 'valibot'
import type { DataPassControls } from './controls.js'
import type { RequestOptions } from './create-request.js'
import { type FormUid, isFormUid } from './forms.js'
import type { AnyEvent, FreezeOptions } from './freeze.js'

type Input = Record<string, unknown>

const text = v.optional(v.pipe(v.string(), v.trim()), '')

/** The form of a new request; null when it is not one. A SIRET may be wrong, or left empty. */
export function readCreation(input: Input): RequestOptions | null {
  const read = v.safeParse(CREATION, input)
  if (!read.success) return null
  const { siret, applicantEmail, givenName, familyName, contactEmail, dpoEmail, ...rest } = read.output
  return {
    ...rest,
    siret: siret || null,
    applicant: { email: applicantEmail, givenName: givenName || null, familyName: familyName || null },
    contactMetier: { email: contactEmail },
    delegueProtectionDonnees: { email: dpoEmail },
  }
}

/** The event that a button of a request asks for. */
export function readEvent(input: Input): { event: AnyEvent; options: FreezeOptions; hold: boolean } {
  const { event, hold, anotherStaysActive, applicantEmail, siret, name } = v.parse(EVENT, input)
  const applicant = applicantEmail && { email: applicantEmail, givenName: null, familyName: null }
  const organization = siret && { siret, ...(name ? { name } : {}) }
  const changes = { ...(applicant ? { applicant } : {}), ...(organization ? { organization } : {}) }
  const isChange = event === 'transfer' && Object.keys(changes).length > 0
  const options = { anotherStaysActive: anotherStaysActive === 'yes', ...(isChange ? { changes } : {}) }
  return { event, options, hold: hold === 'yes' }
}

/** Does what a form of the faults asks; false when it makes no sense. */
export function applyFault(controls: DataPassControls, input: Input): boolean {
  const read = v.safeParse(FAULT, input)
  if (!read.success) return false
  const fault = read.output
  if (fault.fault === 'retries') controls.retryFailures(SPEEDS[fault.again])
  if (fault.fault === 'api-failures') controls.api.failNext(fault.times)
  if (fault.fault === 'token') controls.api.tokenDown(fault.down === 'yes')
  if (fault.fault === 'slow') controls.api.answersTake(fault.milliseconds)
  if (fault.fault === 'reset') controls.reset()
  return true
}

const CREATION = v.object({
  siret: text,
  name: text,
  codeCog: text,
  postalCode: text,
  legalCategory: text,
  insee: v.optional(v.picklist(['full', 'empty']), 'full'),
  form: v.custom<FormUid>((value) => typeof value === 'string' && isFormUid(value)),
  applicantEmail: text,
  givenName: text,
  familyName: text,
  contactEmail: text,
  dpoEmail: text,
})

const EVENT = v.object({
  event: text,
  hold: text,
  anotherStaysActive: text,
  applicantEmail: text,
  siret: text,
  name: text,
})

const SPEEDS = { never: null, normally: 1, faster: 60 }
const number = v.pipe(v.string(), v.regex(/^\d{0,6}$/), v.transform(Number))
const FAULT = v.variant('fault', [
  v.object({ fault: v.literal('retries'), again: v.picklist(['never', 'normally', 'faster']) }),
  v.object({ fault: v.literal('api-failures'), times: number }),
  v.object({ fault: v.literal('token'), down: v.picklist(['yes', 'no']) }),
  v.object({ fault: v.literal('slow'), milliseconds: number }),
  v.object({ fault: v.literal('reset') }),
])

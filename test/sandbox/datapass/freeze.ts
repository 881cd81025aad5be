import { applyEvent, type EventName, isEventName, possibleEvents } from './apply-event.js'
import type { Ids } from './ids.js'
import { createOrganization, type OrganizationOptions } from './organization.js'
import { payloadText } from './payload.js'
import {
  type ApplicantOptions,
  type ContactKind,
  type ContactOptions,
  contactAnswers,
  createApplicant,
} from './people.js'
import type { DataPassRequest } from './request.js'
import { silentSteps } from './silent-steps.js'

/** An event of DataPass, or any other name: one that it does not know leaves the request as it is. */
export type AnyEvent = EventName | (string & {})
export type FreezeOptions = {
  /** When it happened; now unless told otherwise. The payload says it in whole seconds. */
  firedAt?: Date
  /** Merged into the payload, unknown keys too; `undefined` takes a key away. */
  extra?: Record<string, unknown>
  /** What is different from now on; a transfer without any goes to another applicant. */
  changes?: Changes
  /** Of `revoke`: an older habilitation stays active, and the request validated. */
  anotherStaysActive?: boolean
  /** Lets what DataPass would refuse happen all the same. */
  evenIfImpossible?: boolean
}
export type Changes = {
  applicant?: ApplicantOptions
  organization?: OrganizationOptions
  contactMetier?: ContactOptions
  delegueProtectionDonnees?: ContactOptions
  data?: Record<string, unknown>
}

/** Lets an event happen to a request; the answer is what its webhook is told, as it stays for ever. */
export function freeze(
  request: DataPassRequest,
  event: AnyEvent,
  options: FreezeOptions,
  { ids, now }: { ids: Ids; now: Date },
): string {
  const { firedAt: at = now, extra, anotherStaysActive = false, evenIfImpossible = false } = options
  if (!evenIfImpossible) {
    for (const step of silentSteps(request, event)) applyEvent(request, step, { at, ids })
    if (isEventName(event) && !possibleEvents(request).includes(event)) {
      throw new Error(`DataPass lets no ${event} happen to a request that is ${request.state}`)
    }
  }
  change(request, options.changes ?? (event === 'transfer' ? TO_SOMEBODY_ELSE : {}), ids)
  applyEvent(request, event, { at, ids, anotherStaysActive })
  return payloadText(request, event, at, extra)
}

function change(request: DataPassRequest, changes: Changes, ids: Ids): void {
  const { applicant, organization, contactMetier, delegueProtectionDonnees, data } = changes
  const { id: _, ...before } = request.applicant
  if (applicant) request.applicant = createApplicant({ ...before, ...applicant }, ids)
  if (organization) request.organization = createOrganization(organization, ids)
  if (contactMetier) changeContact(request, 'contact_metier', contactMetier)
  if (delegueProtectionDonnees) {
    changeContact(request, 'delegue_protection_donnees', delegueProtectionDonnees)
  }
  request.data = { ...request.data, ...data }
}

function changeContact(request: DataPassRequest, kind: ContactKind, contact: ContactOptions): void {
  const others = Object.entries(request.data).filter(([key]) => !key.startsWith(`${kind}_`))
  request.data = { ...Object.fromEntries(others), ...contactAnswers(kind, contact) }
}

const TO_SOMEBODY_ELSE: Changes = {
  applicant: {
    email: 'delphine.roussillat@loges.example',
    givenName: 'Delphine',
    familyName: 'ROUSSILLAT',
    phoneNumber: null,
    jobTitle: null,
  },
}

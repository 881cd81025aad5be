import { expect, test } from 'vitest'
import { foldEvents, type KeptEvent } from '#src/onboarding/datapass/fold-events.js'

const OURS = '21450346800016'
const OTHERS = '21450142100017'

function happened(event: string, seconds: number, change: Partial<KeptEvent> = {}): KeptEvent {
  return {
    arrival: seconds,
    modelId: 1,
    definition: 'formulaire_qf',
    event,
    firedAt: new Date(seconds * 1000),
    concerned: true,
    organizationSiret: OURS,
    requestState: 'validated',
    authorized: event !== 'revoke',
    ...change,
  }
}
const at = (seconds: number) => new Date(seconds * 1000)

test('what was never approved grants nothing, revoked or not', () => {
  expect(
    foldEvents([happened('create', 1), happened('submit', 2), happened('revoke', 3)], null),
  ).toMatchObject({
    approved: false,
    active: false,
    changedAt: null,
    organizationSiret: null,
    namedBy: null,
    namedAt: null,
  })
})

test('an older event that arrives late changes nothing that came after it', () => {
  const late = happened('approve', 2, { arrival: 9 })
  expect(foldEvents([happened('revoke', 5), late], null)).toMatchObject({
    approved: true,
    active: false,
    changedAt: at(5),
  })
})

test('within one second the last to arrive counts', () => {
  const revoked = happened('revoke', 1, { arrival: 2 })
  expect(foldEvents([revoked, happened('approve', 1, { arrival: 1 })], null)).toMatchObject({ active: false })
  expect(foldEvents([revoked, happened('approve', 1, { arrival: 3 })], null)).toMatchObject({
    approved: true,
    active: true,
  })
})

test('a refused or cancelled reopening leaves what was granted', () => {
  for (const last of [
    'refuse',
    'cancel_reopening',
    'archive',
    'update',
    'submit',
    'request_changes',
    'unheard_of',
  ]) {
    const events = [
      happened('approve', 1),
      happened('reopen', 2, { requestState: 'draft' }),
      happened(last, 3),
    ]
    expect(foldEvents(events, null)).toMatchObject({ active: true, changedAt: at(1) })
  }
})

test('a revocation ends nothing while another authorization is active', () => {
  const one = happened('revoke', 2, { authorized: true })
  expect(foldEvents([happened('approve', 1), one], null)).toMatchObject({ active: true })
  const untold = happened('revoke', 2, { authorized: null, requestState: 'revoked' })
  expect(foldEvents([happened('approve', 1), untold], null)).toMatchObject({ active: false })
})

test('a new approval counts from its own day, so that it is newer than a suspension by hand', () => {
  expect(foldEvents([happened('approve', 1), happened('approve', 8)], null)).toMatchObject({
    changedAt: at(8),
  })
})

test('another organisation waits until the operator accepts it', () => {
  const moved = happened('transfer', 2, { organizationSiret: OTHERS })
  const again = happened('approve', 3, { organizationSiret: OTHERS })
  const events = [happened('approve', 1), moved, again]
  expect(foldEvents(events, null)).toMatchObject({
    organizationSiret: OURS,
    transferSiret: OTHERS,
    namedBy: 1,
  })
  expect(foldEvents(events, OTHERS)).toMatchObject({
    organizationSiret: OTHERS,
    transferSiret: null,
    namedBy: 3,
  })
})

test('a transfer inside the organisation says who answers for it', () => {
  const events = [happened('approve', 1), happened('transfer', 2)]
  expect(foldEvents(events, null)).toMatchObject({
    active: true,
    transferSiret: null,
    namedBy: 2,
    namedAt: at(2),
  })
})

test('a demande to API Particulier that drops the form ends it', () => {
  const asked = happened('approve', 1, { definition: 'api_particulier' })
  const dropped = happened('approve', 2, { definition: 'api_particulier', concerned: false })
  expect(foldEvents([asked, dropped], null)).toMatchObject({ active: false, changedAt: at(2) })
  expect(foldEvents([dropped], null)).toMatchObject({ approved: false })
})

test('what is ended stays so when one of several authorizations is revoked', () => {
  const dropped = happened('approve', 2, { definition: 'api_particulier', concerned: false })
  const events = [happened('approve', 1), dropped, happened('revoke', 3, { authorized: true })]
  expect(foldEvents(events, null)).toMatchObject({ active: false, changedAt: at(2) })
})

test('who answers for it is told by events that ask for this service', () => {
  const draft = happened('transfer', 2, { concerned: false })
  expect(foldEvents([happened('approve', 1), draft], null)).toMatchObject({ active: true, namedBy: 1 })
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EventName } from './datapass/apply-event.js'
import type { DataPassControls } from './datapass/controls.js'
import { type Receiver, startReceiver } from './datapass/receiver.js'
import { retryDelay } from './datapass/retries.js'
import { signatureOf } from './datapass/signature.js'
import { type Sandbox, startSandbox } from './sandbox.js'

const SECRET = 'simulator-secret'
const MONDAY = new Date('2026-09-07T08:00:00.750Z')
let sandbox: Sandbox
let receiver: Receiver
let dataPass: DataPassControls

beforeAll(async () => {
  receiver = await startReceiver()
  sandbox = await startSandbox({ relyingParty: { publicUrl: 'http://localhost:3000' } })
  dataPass = sandbox.dataPass
})
beforeEach(() => {
  dataPass.reset()
  dataPass.sendTo(receiver.url)
  receiver.received.length = 0
})
afterAll(async () => {
  await sandbox?.close()
  await receiver?.close()
})

const last = () => receiver.received.at(-1)

describe('what is sent', () => {
  test('the signature of a known body is the documented one', () => {
    expect(signatureOf('{"test":true,"timestamp":"2024-01-15T10:30:00+01:00"}', SECRET)).toBe(
      'sha256=b073f3b19ca6b71d7a4b1b2d546d1e087860a78a7d2c1d5b0bab3c6cd15b6da3',
    )
  })

  test('an event, with its signature over these bytes and its environment', async () => {
    const { status, milliseconds } = await dataPass.fire(dataPass.createRequest(), 'approve')
    expect(status).toBe(204)
    expect(milliseconds).toBeGreaterThanOrEqual(0)
    expect(last()?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-app-environment': 'sandbox',
      'x-hub-signature-256': signatureOf(last()?.text ?? '', SECRET),
    })
  })

  test('the webhook of API Particulier has a secret of its own', async () => {
    await dataPass.fire(dataPass.createRequest({ form: 'api-particulier-3d-ouest' }), 'approve')
    expect(last()?.headers).toMatchObject({
      'x-hub-signature-256': signatureOf(last()?.text ?? '', 'another-webhook-secret'),
    })
    expect(sandbox.environment.DATAPASS_WEBHOOK_SECRETS).toBe(`another-webhook-secret,${SECRET}`)
  })

  test('the test payload holds no event', async () => {
    await dataPass.sendTestPayload()
    expect(last()?.text).toMatch(/^\{"test":true,"timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00"\}$/)
  })

  test('signs for a page are escaped as Rails escapes them', () => {
    const text = dataPass.freeze(dataPass.createRequest({ name: 'A < B > C & D' }), 'submit')
    expect(text).toContain('A \\u003c B \\u003e C \\u0026 D')
    expect(text).toContain('?annee=2026\\u0026objet=cantine')
    expect(JSON.parse(text).data.organization.name).toBe('A < B > C & D')
  })

  test('accents of the answers arrive whole', async () => {
    await dataPass.fire(dataPass.createRequest({ name: 'SAINT-LÔ ’ 𝒜' }), 'submit')
    expect(last()?.body).toMatchObject({ data: { organization: { name: 'SAINT-LÔ ’ 𝒜' } } })
  })
})

describe('the payload', () => {
  test('has every key of the real one, in whole seconds and in the time of Paris', () => {
    const request = dataPass.createRequest({ createdAt: MONDAY })
    const payload = JSON.parse(dataPass.freeze(request, 'approve', { firedAt: MONDAY }))
    expect(payload).toEqual({
      event: 'approve',
      fired_at: 1788768000,
      model_type: 'authorization_request/formulaire_qf',
      model_id: request.id,
      data: {
        id: request.id,
        public_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        type: 'AuthorizationRequest::FormulaireQF',
        state: 'validated',
        form_uid: 'formulaire-qf',
        data: expect.objectContaining({
          contact_metier_type: 'person',
          contact_metier_email: 'periscolaire@vitry-aux-loges.example',
          delegue_protection_donnees_email: 'dpo@loges.example',
        }),
        created_at: '2026-09-07T10:00:00.750+02:00',
        last_submitted_at: '2026-09-07T10:00:00.750+02:00',
        last_validated_at: '2026-09-07T10:00:00.750+02:00',
        organization: {
          id: expect.any(Number),
          name: 'COMMUNE DE VITRY AUX LOGES',
          siret: '21450346800016',
          insee_payload: expect.any(Object),
        },
        applicant: {
          id: expect.any(Number),
          uid: null,
          email: 'helene.charbonnet@vitry-aux-loges.example',
          given_name: 'Hélène',
          family_name: 'CHARBONNET',
          phone_number: expect.any(String),
          job_title: expect.any(String),
        },
        service_provider: null,
        authorizations: [
          {
            id: expect.any(Number),
            slug: expect.stringMatching(/^07-09-2026--\d+$/),
            revoked: false,
            state: 'active',
            created_at: '2026-09-07T10:00:00.750+02:00',
            data: payload.data.data,
            authorization_request_class: 'AuthorizationRequest::FormulaireQF',
            definition_id: 'formulaire_qf',
          },
        ],
      },
    })
    expect(payload.data.data).not.toHaveProperty('scopes')
  })

  test('holds what Sirene says, whole or not at all', () => {
    const saintLeu = { siret: '21974013100012', codeCog: '97413', postalCode: '97436', legalCategory: '7210' }
    const organizationOf = (options: object) =>
      JSON.parse(dataPass.freeze(dataPass.createRequest(options), 'submit')).data.organization
    expect(organizationOf(saintLeu).insee_payload.etablissement).toMatchObject({
      siret: '21974013100012',
      siren: '219740131',
      adresseEtablissement: { codeCommuneEtablissement: '97413', codePostalEtablissement: '97436' },
      uniteLegale: { categorieJuridiqueUniteLegale: '7210', denominationUniteLegale: expect.any(String) },
    })
    expect(organizationOf({ ...saintLeu, insee: 'empty' }).insee_payload).toEqual({})
    expect(organizationOf({ siret: null, name: 'CONSULAT' })).toMatchObject({
      siret: null,
      insee_payload: {},
    })
  })

  test.each([
    ['api-particulier-city-family-mushroom-software', 'mushroom_software', ['formulaire_qf']],
    ['api-particulier-3d-ouest', '3d_ouest', ['formulaire_qf']],
    ['api-particulier-agedi-proxima-enf', 'agedi', ['formulaire_qf']],
    ['api-particulier-jvs-mairistem', 'jvs_mairistem', ['formulaire_qf']],
    ['api-particulier', undefined, ['params']],
  ] as const)('of the form %s says its editor and its modalities', (form, editor, modalities) => {
    const { model_type, data } = JSON.parse(dataPass.freeze(dataPass.createRequest({ form }), 'approve'))
    expect(model_type).toBe('authorization_request/api_particulier')
    expect(data).toMatchObject({ type: 'AuthorizationRequest::APIParticulier', form_uid: form })
    expect(data.data.modalities).toEqual(modalities)
    expect(data.service_provider?.id).toBe(editor)
  })

  test('has null for what an applicant did not say, and no key for what a contact did not', () => {
    const request = dataPass.createRequest({
      applicant: { phoneNumber: null, jobTitle: null },
      contactMetier: { type: 'organization', email: 'mairie@vitry-aux-loges.example', phoneNumber: null },
    })
    const { applicant, data } = JSON.parse(dataPass.freeze(request, 'submit')).data
    expect(applicant).toMatchObject({ phone_number: null, job_title: null })
    expect(Object.entries(data).filter(([key]) => key.startsWith('contact_metier'))).toEqual([
      ['contact_metier_type', 'organization'],
      ['contact_metier_email', 'mairie@vitry-aux-loges.example'],
    ])
  })

  test('can hold unknown keys and an unknown event, and lack known ones', () => {
    const extra = { delivery: 7, model_id: undefined, data: { novelty: true, organization: { siret: 12 } } }
    const request = dataPass.createRequest()
    const payload = JSON.parse(dataPass.freeze(request, 'start_next_stage', { extra }))
    expect(payload).toMatchObject({ event: 'start_next_stage', delivery: 7, data: { novelty: true } })
    expect(payload.data.organization).toMatchObject({ siret: 12, name: 'COMMUNE DE VITRY AUX LOGES' })
    expect(payload).not.toHaveProperty('model_id')
    expect(request.state).toBe('draft')
  })

  test('stays what it was when the event happened', () => {
    const request = dataPass.createRequest()
    const approved = dataPass.freeze(request, 'approve')
    dataPass.freeze(request, 'revoke')
    expect(JSON.parse(approved).data.authorizations).toMatchObject([{ state: 'active' }])
  })
})

describe('events', () => {
  type Step = [event: EventName, state: string]
  test.each<{ life: string; steps: Step[] }>([
    {
      life: 'from the draft to the archive',
      steps: [
        ['create', 'draft'],
        ['update', 'draft'],
        ['submit', 'submitted'],
        ['request_changes', 'changes_requested'],
        ['submit', 'submitted'],
        ['refuse', 'refused'],
        ['archive', 'archived'],
      ],
    },
    {
      life: 'approved, opened again, refused: still validated',
      steps: [
        ['approve', 'validated'],
        ['reopen', 'draft'],
        ['submit', 'submitted'],
        ['refuse', 'validated'],
      ],
    },
    {
      life: 'approved, opened again, given up',
      steps: [
        ['approve', 'validated'],
        ['reopen', 'draft'],
        ['cancel_reopening', 'validated'],
      ],
    },
    {
      life: 'approved, transferred, revoked, archived',
      steps: [
        ['approve', 'validated'],
        ['transfer', 'validated'],
        ['revoke', 'revoked'],
        ['archive', 'archived'],
      ],
    },
  ])('$life', ({ steps }) => {
    const request = dataPass.createRequest()
    for (const [event, state] of steps) {
      expect([event, JSON.parse(dataPass.freeze(request, event)).data.state]).toEqual([event, state])
    }
  })

  test('an approval after a reopening makes the former habilitation obsolete', () => {
    const request = dataPass.createRequest({ state: 'validated' })
    const { data } = JSON.parse(dataPass.freeze(request, 'approve'))
    expect(data.authorizations.map(({ state }: { state: string }) => state)).toEqual(['obsolete', 'active'])
    expect(request.events.map(({ name }) => name)).toEqual([
      ...['create', 'submit', 'approve'],
      ...['reopen', 'submit', 'approve'],
    ])
  })

  test('an habilitation keeps the answers of its approval', () => {
    const request = dataPass.createRequest({ state: 'validated' })
    const changes = { contactMetier: { email: 'autre@vitry-aux-loges.example' } }
    const { data } = JSON.parse(dataPass.freeze(request, 'reopen', { changes }))
    expect(data.data.contact_metier_email).toBe('autre@vitry-aux-loges.example')
    request.data.cadre_juridique_url = 'https://vitry-aux-loges.example/autre'
    expect(data.authorizations[0].data.contact_metier_email).toBe('periscolaire@vitry-aux-loges.example')
    expect(request.authorizations[0]?.data.cadre_juridique_url).toContain('/deliberations')
  })

  test('a revocation can leave another habilitation active', () => {
    const request = dataPass.createRequest({ state: 'validated' })
    const { data } = JSON.parse(dataPass.freeze(request, 'revoke', { anotherStaysActive: true }))
    expect(data).toMatchObject({
      state: 'validated',
      authorizations: [
        { state: 'active', revoked: false },
        { state: 'revoked', revoked: true },
      ],
    })
    expect(new Set(request.authorizations.map(({ id }) => id)).size).toBe(2)
  })

  test('a transfer changes the applicant, or the SIRET', () => {
    const request = dataPass.createRequest({ state: 'validated' })
    const before = request.applicant.id
    expect(JSON.parse(dataPass.freeze(request, 'transfer')).data.applicant).toMatchObject({
      email: 'delphine.roussillat@loges.example',
      phone_number: null,
    })
    expect(request.applicant.id).not.toBe(before)
    const organization = { siret: '25450142200011', name: 'SIVOS DE FAY ET VITRY', legalCategory: '7353' }
    const { data } = JSON.parse(dataPass.freeze(request, 'transfer', { changes: { organization } }))
    expect(data.organization).toMatchObject({ siret: '25450142200011', name: 'SIVOS DE FAY ET VITRY' })
    expect(data.applicant.email).toBe('delphine.roussillat@loges.example')
  })

  test('a contact that changes keeps nothing of the one before', () => {
    const request = dataPass.createRequest()
    dataPass.freeze(request, 'update', {
      changes: { contactMetier: { type: 'organization', email: 'a@b.example' } },
    })
    expect(request.data).not.toHaveProperty('contact_metier_given_name')
    expect(request.data).toMatchObject({ contact_metier_email: 'a@b.example' })
  })

  test('what DataPass does not allow is refused, unless wanted', () => {
    const request = dataPass.createRequest({ state: 'validated' })
    expect(() => dataPass.freeze(request, 'archive')).toThrow('no archive')
    expect(() => dataPass.freeze(request, 'create')).toThrow('no create')
    expect(request.state).toBe('validated')
    expect(dataPass.freeze(request, 'archive', { evenIfImpossible: true })).toContain('"state":"archived"')
  })

  test('one SIRET is one organisation, one address one applicant', () => {
    const [one, other] = [dataPass.createRequest(), dataPass.createRequest()]
    expect(one.organization.id).toBe(other.organization.id)
    expect(one.applicant.id).toBe(other.applicant.id)
    expect(one.id).not.toBe(other.id)
  })
})

describe('faults', () => {
  test('a bad signature, none, and another environment', async () => {
    const text = dataPass.freeze(dataPass.createRequest(), 'approve')
    await dataPass.post(text, { secret: 'wrong' })
    expect(last()?.headers['x-hub-signature-256']).toBe(signatureOf(text, 'wrong'))
    await dataPass.post(text, { signature: 'sha256=00' })
    expect(last()?.headers['x-hub-signature-256']).toBe('sha256=00')
    await dataPass.post(text, { signature: null, environment: null })
    expect(last()?.headers).not.toHaveProperty('x-hub-signature-256')
    expect(last()?.headers).not.toHaveProperty('x-app-environment')
    await dataPass.post(text, { environment: 'production' })
    expect(last()?.headers['x-app-environment']).toBe('production')
  })

  test('any body is sent as it is', async () => {
    await dataPass.post('[1, 2')
    expect(last()?.text).toBe('[1, 2')
    expect(last()?.headers['x-hub-signature-256']).toBe(signatureOf('[1, 2', SECRET))
  })

  test('frozen payloads arrive in the order wanted, twice if wanted', async () => {
    const request = dataPass.createRequest()
    const texts = (['approve', 'revoke'] as const).map((event) => dataPass.freeze(request, event))
    await dataPass.postAll([...texts.toReversed(), ...texts])
    expect(receiver.received.map(({ body }) => body.event)).toEqual([
      ...['revoke', 'approve'],
      ...['approve', 'revoke'],
    ])
  })
})

describe('attempts', () => {
  test('are kept with what was answered', async () => {
    receiver.answerWith(503)
    const request = dataPass.createRequest()
    await dataPass.fire(request, 'approve')
    await dataPass.fire(request, 'revoke')
    expect(dataPass.attempts).toMatchObject([
      { number: 1, kind: 'event', event: 'approve', requestId: request.id, status: 503, retryAt: null },
      { number: 2, kind: 'event', event: 'revoke', requestId: request.id, status: 204, retryAt: null },
    ])
    expect(dataPass.attempts[0]?.sentAt.getTime()).toBeLessThanOrEqual(Date.now())
  })

  test('nobody there is no status', async () => {
    dataPass.sendTo('http://127.0.0.1:1/')
    expect(await dataPass.fire(dataPass.createRequest(), 'approve')).toMatchObject({ status: null, body: '' })
  })

  test('a replay sends the old payload with the secret of today', async () => {
    const attempt = await dataPass.fire(dataPass.createRequest(), 'approve', { signature: 'sha256=00' })
    dataPass.useSecret('formulaire_qf', 'drawn-anew')
    expect(await dataPass.replay(attempt)).toMatchObject({ kind: 'replay', text: attempt.text })
    expect(last()?.text).toBe(attempt.text)
    expect(last()?.headers['x-hub-signature-256']).toBe(signatureOf(attempt.text, 'drawn-anew'))
  })
})

describe('retries', () => {
  test('come after n⁴ + 2 seconds', () => {
    expect([1, 2, 3, 4, 5, 6].map(retryDelay)).toEqual([3, 18, 83, 258, 627, 1298])
  })

  test('repeat the frozen payload until it is taken, and tell the developers at the fifth', async () => {
    dataPass.retryFailures(100_000)
    receiver.answerWith(500, 401, 302, 422, 503, 202)
    const request = dataPass.createRequest()
    const { text } = await dataPass.fire(request, 'approve')
    dataPass.freeze(request, 'revoke')
    await expect.poll(() => dataPass.attempts.length).toBe(7)
    expect(dataPass.attempts.map(({ kind }) => kind)).toEqual(['event', ...Array(6).fill('retry')])
    expect(dataPass.attempts.map(({ execution }) => execution)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(dataPass.attempts.map(({ status }) => status)).toEqual([500, 401, 302, 422, 503, 202, 204])
    expect(new Set(receiver.received.map((one) => one.text))).toEqual(new Set([text]))
    expect(dataPass.developerMails).toHaveLength(1)
    expect(dataPass.developerMails[0]?.text).toContain(`D${request.id}`)
  })

  test('are said beforehand, with at most 15 % more by chance', async () => {
    dataPass.retryFailures(1)
    receiver.answerWith(500)
    const { retryAt, sentAt } = await dataPass.fire(dataPass.createRequest(), 'approve')
    const seconds = ((retryAt?.getTime() ?? 0) - sentAt.getTime()) / 1000
    expect(seconds).toBeGreaterThanOrEqual(3)
    expect(seconds).toBeLessThan(3.6)
  })

  test('do not come when nothing answered, nor unless asked for', async () => {
    receiver.answerWith(500)
    expect((await dataPass.fire(dataPass.createRequest(), 'approve')).retryAt).toBeNull()
    dataPass.retryFailures(1)
    dataPass.sendTo('http://127.0.0.1:1/')
    expect((await dataPass.fire(dataPass.createRequest(), 'approve')).retryAt).toBeNull()
  })

  test('end with a reset', async () => {
    dataPass.retryFailures(100)
    receiver.answerWith(500)
    await dataPass.fire(dataPass.createRequest(), 'approve')
    dataPass.reset()
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(receiver.received).toHaveLength(1)
    expect(dataPass.attempts).toEqual([])
  })
})

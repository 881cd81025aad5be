import { expect, test } from 'vitest'
import { identities } from './franceconnect/identities.js'
import { fullNameOf } from './franceconnect/identity.js'
import { choices, labelOf } from './proconnect/choices.js'
import { startSandbox } from './sandbox.js'

const relyingParty = { publicUrl: 'http://localhost:3000' }

test('the first page lists what is simulated and who can sign in', async () => {
  const sandbox = await startSandbox({ relyingParty })
  const html = (await (await fetch(sandbox.url)).text()).replaceAll('&#39;', "'")
  expect(html).toContain('Simulation — aucune donnée réelle')
  for (const identity of identities) expect(html).toContain(fullNameOf(identity))
  for (const choice of choices) expect(html).toContain(labelOf(choice))
  await sandbox.close()
})

test('the environment names exactly what the service needs', async () => {
  const sandbox = await startSandbox({ relyingParty })
  expect(sandbox.environment).toEqual({
    FRANCECONNECT_ISSUER: `${sandbox.url}/franceconnect/api/v2`,
    FRANCECONNECT_CLIENT_ID: expect.any(String),
    FRANCECONNECT_CLIENT_SECRET: expect.stringMatching(/^.{32,}$/),
    FRANCECONNECT_SIGNING_ALG: 'ES256',
    PROCONNECT_ISSUER: `${sandbox.url}/proconnect/api/v2`,
    PROCONNECT_CLIENT_ID: expect.any(String),
    PROCONNECT_CLIENT_SECRET: expect.stringMatching(/^.{32,}$/),
    PROCONNECT_SIGNING_ALG: 'RS256',
    API_PARTICULIER_URL: `${sandbox.url}/api-particulier`,
    SMTP_URL: expect.stringMatching(/^smtp:\/\/127\.0\.0\.1:\d+$/),
    MAIL_FROM: expect.any(String),
    MAIL_REPLY_TO: expect.any(String),
    DATAPASS_WEBHOOK_SECRETS: 'another-webhook-secret,simulator-secret',
    DATAPASS_ENVIRONMENT: 'sandbox',
    DATAPASS_API_URL: `${sandbox.url}/datapass`,
    DATAPASS_CLIENT_ID: expect.any(String),
    DATAPASS_CLIENT_SECRET: expect.stringMatching(/^.{32,}$/),
    ALLOW_INSECURE_UPSTREAMS: 'true',
  })
  await sandbox.close()
})

test('a port already taken fails the start', async () => {
  const sandbox = await startSandbox({ relyingParty })
  await expect(startSandbox({ relyingParty, port: Number(new URL(sandbox.url).port) })).rejects.toThrow(
    'EADDRINUSE',
  )
  await sandbox.close()
})

test('identities have ids and full names of their own', () => {
  expect(new Set(identities.map(({ id }) => id)).size).toBe(identities.length)
  expect(new Set(identities.map(fullNameOf)).size).toBe(identities.length)
})

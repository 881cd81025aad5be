import { afterAll, beforeAll, expect, test } from 'vitest'
import { attestationPdf, TYPED_IDENTITY, TYPED_VALUE } from '../support/attestation.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf } from '../support/visitor.js'

const form = `/collectivites/${FAY_AUX_LOGES}/attestation`
let service: TestService

beforeAll(async () => {
  // One proxy in front, which says from where each comes.
  service = await startTestService({ worker: false, environment: { TRUST_PROXY: '1' } })
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
})
afterAll(() => service?.close())

async function post(fields: Record<string, string>, address: string, files: Uint8Array[] = []) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  for (const bytes of files) body.append('pieces', new Blob([new Uint8Array(bytes)]), 'attestation.pdf')
  return service.newVisitor().visit(form, { body, headers: { 'X-Forwarded-For': address } })
}

test('hundreds of empty forms from everywhere lock nobody out of a village', async () => {
  const statuses = new Set<number>()
  for (let at = 0; at < 310; at++) statuses.add((await post({ revue: 'x' }, `2001:db8:${at}::1`)).status)
  expect([...statuses]).toEqual([422])
  const shown = await service.newVisitor().visit(form)
  const fields = { revue: fieldOf(shown.html, 'revue'), ...TYPED_IDENTITY, ...TYPED_VALUE }
  const sent = await post(fields, '192.0.2.1', [await attestationPdf()])
  expect(sent.url.pathname).toContain('/confirmation/Q')
})

test('one network has its twenty, whichever of its addresses it takes', async () => {
  const statuses: number[] = []
  for (let at = 0; at < 21; at++) statuses.push((await post({ revue: 'x' }, `2001:db8:f00::${at}`)).status)
  expect(statuses.filter((status) => status === 422)).toHaveLength(20)
  expect(statuses.at(-1)).toBe(429)
})

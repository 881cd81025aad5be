import { signatureOf } from './signature.js'

export type Answer = { status: number | null; body: string; milliseconds: number }
type Wanted = {
  url: string
  text: string
  secret: string
  environment: string | null
  signature: string | null | undefined
}

/** Posts these very bytes as DataPass does; a connection that fails has no status. */
export async function post({ url, text, secret, environment, signature }: Wanted): Promise<Answer> {
  const signed = signature === undefined ? signatureOf(text, secret) : signature
  const headers = {
    'Content-Type': 'application/json',
    ...(signed === null ? {} : { 'X-Hub-Signature-256': signed }),
    ...(environment === null ? {} : { 'X-App-Environment': environment }),
  }
  const start = performance.now()
  const answer = await fetch(url, { method: 'POST', body: text, headers, redirect: 'manual' }).then(
    async (response) => ({ status: response.status, body: await response.text() }),
    () => ({ status: null, body: '' }),
  )
  return { ...answer, milliseconds: Math.round(performance.now() - start) }
}

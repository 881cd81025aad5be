import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { collectivites, rateLimits, recipients } from '#src/db/schema.js'
import { openService } from '#src/onboarding/open-service.js'
import { siretsOfCommunes } from '../test/support/communes.js'
import { createVisitor, fieldOf } from '../test/support/visitor.js'
import { inTurns, type Result } from './measure.js'
import { setStage } from './stage.js'

const COMMUNES = 200
const PER_ROUND = 80

/**
 * A resident's sending while the mail server takes every connection and says nothing; beside it the same sending with a
 * mail server that works. Each goes to another commune, so each asks for a mail.
 */
export async function benchOutage(): Promise<Result[]> {
  const silent = createServer((socket) => socket.on('error', () => {}))
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const [working, silenced] = [await setStage(), await setStage({ SMTP_URL: `smtp://127.0.0.1:${port}` })]
  try {
    return await inTurns(
      [
        { name: 'sending, the mail server is silent', run: await senderOn(silenced) },
        { name: 'sending, the mail server works', run: await senderOn(working) },
      ],
      PER_ROUND,
    )
  } finally {
    await working.close()
    silent.close()
    await silenced.close()
  }
}

type Stage = Awaited<ReturnType<typeof setStage>>

async function senderOn({ url, services }: Stage): Promise<() => Promise<number>> {
  const { db, safe } = services
  const sirets = await siretsOfCommunes(db, COMMUNES)
  for (const siret of sirets) {
    await openService(safe, { siret, state: 'ouverte', retentionDays: 90 })
    const row = { siret, email: `mairie-${siret}@commune.example`, confirmedAt: new Date() }
    await asCollectivite(db, siret, (tx) => tx.insert(recipients).values(row))
  }
  await db.update(collectivites).set({ mailFrequency: 'transmission', mailSince: new Date() })
  let turn = 0
  const send = async () => {
    // Our own budget of calls would slow a benchmark down.
    await db.delete(rateLimits)
    const siret = sirets[turn++ % COMMUNES] ?? ''
    const visitor = createVisitor(url)
    const page = `/collectivites/${siret}`
    const review = await visitor.signIn(`${page}/connexion`, { identity: 'ordinary' })
    const form = { revue: fieldOf(review.html, 'revue') }
    const from = performance.now()
    const sent = await visitor.request(`${page}/envois`, { form })
    const took = performance.now() - from
    if (!sent.headers.get('location')?.includes('/confirmation/')) throw new Error(`Ended in ${sent.status}`)
    return took
  }
  for (let warming = 0; warming < 20; warming++) await send()
  return send
}

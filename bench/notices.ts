import { setTimeout as wait } from 'node:timers/promises'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { collectivites, mails, recipients } from '#src/db/schema.js'
import { createMailer } from '#src/mail/mailer.js'
import { openService } from '#src/onboarding/open-service.js'
import { siretsOfCommunes } from '../test/support/communes.js'
import { sendAnnounced } from '../test/support/safe.js'
import { quantile, type Result, rounded } from './measure.js'
import { setStage } from './stage.js'

const NOTICES = 1_000
const SENDERS = 10

/**
 * A thousand communes, each with a transmission at the same moment: the time from each transmission to the moment the
 * mail server has accepted its notice. Beside it the same number of mails, handed to the same server by 20 at a time.
 */
export async function benchNotices(): Promise<Result[]> {
  const stage = await setStage()
  try {
    const { services } = stage
    const { db } = services
    const sirets = await siretsOfCommunes(db, NOTICES)
    for (const siret of sirets) {
      await openService(services.safe, { siret, state: 'ouverte', retentionDays: 90 })
      const row = { siret, email: `mairie-${siret}@commune.example`, confirmedAt: new Date() }
      await asCollectivite(db, siret, (tx) => tx.insert(recipients).values(row))
    }
    await db.update(collectivites).set({ mailFrequency: 'transmission', mailSince: new Date() })
    await stage.tidy()
    const sentAt = new Map<string, number>()
    const waiting = [...sirets]
    await Promise.all(
      Array.from({ length: SENDERS }, async () => {
        for (let siret = waiting.pop(); siret; siret = waiting.pop()) {
          await sendAnnounced(services, siret)
          sentAt.set(siret, Date.now())
        }
      }),
    )
    const times: number[] = []
    for (const siret of sirets) times.push((await acceptedAt(stage, siret)) - (sentAt.get(siret) ?? 0))
    return [
      of('notice, from the transmission to its acceptance', times),
      of('the same mails, handed over at once', await bare(stage, sirets)),
    ]
  } finally {
    await stage.close()
  }
}

type Stage = Awaited<ReturnType<typeof setStage>>

async function acceptedAt({ services }: Stage, siret: string): Promise<number> {
  for (;;) {
    const [mail] = await asCollectivite(services.db, siret, (tx) => tx.select().from(mails))
    if (mail?.acceptedAt) return mail.acceptedAt.getTime()
    await wait(100)
  }
}

async function bare({ config, mailAuthority }: Stage, sirets: string[]): Promise<number[]> {
  const mailer = createMailer({ ...config.mail, certificateAuthority: mailAuthority })
  const waiting = [...sirets]
  const from = Date.now()
  const times: number[] = []
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      for (let siret = waiting.pop(); siret; siret = waiting.pop()) {
        const to = `mairie-${siret}@commune.example`
        await mailer.send({ to, subject: 'x', text: 'x', html: 'x', messageId: `<${siret}@x.example>` })
        times.push(Date.now() - from)
      }
    }),
  )
  return times
}

function of(name: string, times: number[]): Result {
  return {
    name,
    median: rounded(quantile(times, 0.5)),
    p95: rounded(quantile(times, 0.95)),
    unit: 'ms',
    count: times.length,
  }
}

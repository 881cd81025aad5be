import { setTimeout as wait } from 'node:timers/promises'
import { createDataPass } from '../test/sandbox/datapass/datapass.js'
import { siretsOfCommunes } from '../test/support/communes.js'
import { createVisitor } from '../test/support/visitor.js'
import { inTurns, quantile, type Result, rounded } from './measure.js'
import { setStage } from './stage.js'

const PER_ROUND = 40
const OPENINGS = 12
const HELENE = 'helene.charbonnet@vitry-aux-loges.example'
const VITRY = '21450346800016'

/**
 * How long DataPass waits for its answer, beside a page of the same process that does nothing; and a whole opening: from
 * a signed approval to the invitation in the mailbox, and from its acceptance to the page that residents see.
 */
export async function benchDataPass(): Promise<Result[]> {
  const stage = await setStage()
  const { controls: dataPass } = createDataPass({ url: '', serviceUrl: stage.url, now: () => new Date() })
  const mailbox = `${stage.config.apiParticulier.url.origin}/mailbox`
  const invitationOf = async (email: string): Promise<string> => {
    for (;;) {
      const number = (await readText(mailbox)).match(new RegExp(`${email}.*?/mailbox/(\\d+)`, 's'))?.[1]
      if (number) return readText(`${mailbox}/${number}`)
      await wait(10)
    }
  }
  const request = dataPass.createRequest({ siret: null })
  let second = 1_700_000_000
  const webhook = async () => {
    const firedAt = new Date(second++ * 1000)
    const text = dataPass.freeze(request, 'update', { firedAt, evenIfImpossible: true })
    const { status, milliseconds } = await dataPass.post(text)
    if (status !== 204) throw new Error(`The webhook answered ${status}`)
    return milliseconds
  }
  const nothing = () => timeOf(() => readText(`${stage.url}/healthz`))
  try {
    const answers = await inTurns(
      [
        { name: 'webhook of DataPass, kept before the answer', run: webhook },
        { name: 'GET /healthz of the same process', run: nothing },
      ],
      PER_ROUND,
    )
    const toInvitation: number[] = []
    for (const [at, siret] of (await siretsOfCommunes(stage.services.db, OPENINGS)).entries()) {
      const email = `demandeur-${at}@example.fr`
      const text = dataPass.freeze(
        dataPass.createRequest({ siret, applicant: { email }, insee: 'empty' }),
        'approve',
      )
      toInvitation.push(
        await timeOf(async () => {
          await dataPass.post(text)
          await invitationOf(email)
        }),
      )
    }
    await dataPass.fire(dataPass.createRequest(), 'approve')
    const link = (await invitationOf(HELENE)).match(/\/agent\/invitation\/[\w-]+/)?.[0] ?? ''
    const helene = createVisitor(stage.url)
    const callback = await helene.answerProvider(`${link}/connexion`, { identity: 'helene' })
    const toOpen = await timeOf(async () => {
      await helene.visit(callback)
      const page = await readText(`${stage.url}/collectivites/${VITRY}`)
      if (!page.includes(`/collectivites/${VITRY}/connexion`)) throw new Error('The page is not open')
    })
    return [
      ...answers,
      resultOf('approval to invitation in the mailbox', toInvitation),
      resultOf('acceptance, return from ProConnect included, to open page', [toOpen]),
    ]
  } finally {
    await stage.close()
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function readText(url: string): Promise<string> {
  return (await fetch(url)).text()
}

function resultOf(name: string, values: number[]): Result {
  const [median, p95] = [quantile(values, 0.5), quantile(values, 0.95)]
  return { name, median: rounded(median), p95: rounded(p95), unit: 'ms', count: values.length }
}

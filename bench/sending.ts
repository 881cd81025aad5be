import postgres from 'postgres'
import { openService } from '#src/onboarding/open-service.js'
import { siretsOfCommunes } from '../test/support/communes.js'
import { inTurns, type Result, ratio } from './measure.js'
import { type ReadyReview, readyReviews } from './ready-reviews.js'
import { recordNext } from './recorded-statements.js'
import { setStage } from './stage.js'

const COMMUNES = 200
const PER_ROUND = 40
const ROUNDS = 7
const WARMING = 30

/**
 * A resident's sending, from the form to the redirect; beside it the statements of such a sending with the values of
 * another, in one transaction by the bare driver: one after the other, and all at once, which is the least that it can
 * take. All on a PostgreSQL that writes to the disk before it says so.
 */
export async function benchSending(): Promise<Result[]> {
  const stage = await setStage({}, { web: true, worker: false }, { settings: TO_THE_DISK })
  const { services, url, config } = stage
  const { db, safe } = services
  const bare = postgres('url' in config.database ? config.database.url : '', {
    max: 1,
    connection: { role: 'qf_app' },
    fetch_types: false,
  })
  try {
    const sirets = await siretsOfCommunes(db, COMMUNES)
    for (const siret of sirets) await openService(safe, { siret, state: 'ouverte', retentionDays: 90 })
    const ready = await readyReviews(services, sirets, 3 * (PER_ROUND * ROUNDS + WARMING))
    const post = (review: ReadyReview | undefined): Promise<Response> => {
      if (!review) throw new Error('Nobody is ready')
      const headers = {
        Cookie: review.cookie,
        Origin: url,
        'Content-Type': 'application/x-www-form-urlencoded',
      }
      return fetch(url + review.path, { method: 'POST', headers, body: review.form, redirect: 'manual' })
    }
    const ours = async () => {
      const begun = performance.now()
      const answer = await post(ready.pop())
      const took = performance.now() - begun
      if (!answer.headers.get('location')?.includes('/confirmation/'))
        throw new Error(`Ended in ${answer.status}`)
      return took
    }
    const replay = (ask: (asked: Asked[]) => Promise<unknown>) => async () => {
      const recorded = recordNext(db)
      await post(ready.pop())
      const statements = await recorded
      const begun = performance.now()
      await bare.begin((tx) =>
        ask(
          statements.map(
            (statement) => () =>
              tx.unsafe(statement.text, statement.parameters as never[], { prepare: true }),
          ),
        ),
      )
      return performance.now() - begun
    }
    const subjects = [
      { name: 'sending', run: ours },
      { name: 'its statements by the bare driver, one after the other', run: replay(oneAfterTheOther) },
      {
        name: 'its statements by the bare driver, all at once',
        run: replay((asked) => Promise.all(asked.map((ask) => ask()))),
      },
    ]
    for (let warming = 0; warming < WARMING; warming++) for (const { run } of subjects) await run()
    const results = await inTurns(subjects, PER_ROUND, ROUNDS)
    const [sending, ...others] = results
    return [...results, ...others.map((other) => ratio(`${other.name}, against sending`, other, sending))]
  } finally {
    await bare.end()
    await stage.close()
  }
}

const TO_THE_DISK = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on']

type Asked = () => PromiseLike<unknown>

async function oneAfterTheOther(asked: Asked[]): Promise<void> {
  for (const ask of asked) await ask()
}

import { fillDirectory } from '../test/support/communes.js'
import { createVisitor } from '../test/support/visitor.js'
import { inTurns, type Result } from './measure.js'
import { setStage } from './stage.js'

const PER_ROUND = 15

/** The console's list of 5 000 collectivités with 60 days of counts each, beside a page that asks for nothing. */
export async function benchConsole(): Promise<Result[]> {
  const stage = await setStage()
  const { db } = stage.services
  await fillDirectory(db)
  await stage.tidy()
  const claire = createVisitor(stage.url)
  await claire.signIn('/dinum/connexion', { identity: 'claire' })
  const page = (path: string) => async () => {
    const started = performance.now()
    const response = await claire.request(path)
    await response.text()
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
    return performance.now() - started
  }
  try {
    return await inTurns(
      [
        { name: 'console: first 50 of 5 000 collectivités', run: page('/dinum') },
        { name: 'console: those without activity', run: page('/dinum?activite=sans&etat=ouverte') },
        { name: 'console: those of a name', run: page('/dinum?q=saint') },
        { name: 'console: opening by hand, which asks for nothing', run: page('/dinum/ouverture') },
      ],
      PER_ROUND,
    )
  } finally {
    await stage.close()
  }
}

import { expect, test } from 'vitest'
import { collectivites } from '#src/db/schema.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { createTestDatabase } from '../support/postgres.js'
import { countRoundTrips } from '../support/round-trips.js'
import { startTestService } from '../support/service.js'
import { fieldOf } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`

test('a sending takes four round trips to the database, session, collectivité and the job of its mail included', async () => {
  const database = await createTestDatabase('owner')
  if (!('url' in database.config)) throw new Error('No server')
  const counted = await countRoundTrips(database.config.url)
  const service = await startTestService({ environment: { DATABASE_URL: counted.url }, worker: false })
  try {
    await service.open(FAY_AUX_LOGES)
    const resident = service.newVisitor()
    const tripsOf = async () => {
      const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
      const form = { revue: fieldOf(review.html, 'revue') }
      // What pages counted goes by itself, for nobody who waits.
      await service.services.counters.write()
      counted.reset()
      const sent = await resident.request(`${page}/envois`, { form })
      expect(sent.headers.get('location')).toContain('/confirmation/Q')
      return counted.roundTrips()
    }
    // A connection prepares a statement the first time it meets it.
    const settled = async () => {
      const trips = []
      for (let sending = 0; sending < 12; sending++) trips.push(await tripsOf())
      return trips
    }
    const quiet = await settled()
    expect(quiet.slice(-3), quiet.join(' ')).toEqual([4, 4, 4])
    await service.services.db.update(collectivites).set({ mailFrequency: 'transmission' })
    const announced = await settled()
    expect(announced.slice(-3), announced.join(' ')).toEqual([4, 4, 4])
  } finally {
    await service.close()
    await counted.close()
    await database.drop()
  }
})

import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { localDay } from '#src/collectivite/local-time.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import type { SubmissionContent } from '#src/submission/content.js'
import { readDataKey } from '#src/submission/data-key.js'
import { sealContent } from '#src/submission/envelope.js'
import { reasonsOf } from '#src/submission/reasons.js'
import { newReference } from '#src/submission/reference.js'
import type { Safe } from '#src/submission/safe.js'

const HOUR = 3_600_000

/** Puts three made-up transmissions on the desk, unless some are there; they are of nobody, so they leave no trace. */
export function addExamples(
  { db, keyring, audit, now }: Safe,
  { siret, timeZone }: Pick<Collectivite, 'siret' | 'timeZone'>,
): Promise<void> {
  return asCollectivite(db, siret, async (tx) => {
    // The trace is held though nothing is written: of two clicks the second finds the examples of the first.
    const [, dataKey] = await Promise.all([audit.lockHead(tx, siret), readDataKey(tx, keyring, siret)])
    if ((await tx.$count(submissions, eq(submissions.example, true))) > 0) return
    await tx.insert(submissions).values(
      contentsOf(localDay(now(), timeZone)).map((content, index) => {
        const id = randomUUID()
        const reasons = reasonsOf(content, 'FranceConnect', null)
        return {
          id,
          siret,
          reference: newReference(),
          createdAt: new Date(now().getTime() - index * 5 * HOUR),
          origin: 'FranceConnect' as const,
          toCheck: reasons.length > 0,
          example: true,
          envelope: sealContent(dataKey, siret, id, { ...content, attachments: [], reasons }),
        }
      }),
    )
  })
}

/** Takes the examples away. */
export async function removeExamples({ db }: Safe, siret: string): Promise<void> {
  await asCollectivite(db, siret, (tx) => tx.delete(submissions).where(eq(submissions.example, true)))
}

/** @param today `AAAA-MM-JJ` */
function contentsOf(today: string): SubmissionContent[] {
  const [year, month] = today.split('-').map(Number) as [number, number]
  const people = [
    { familyName: 'EXEMPLE-DURAND', givenName: 'Camille', gender: 'female', provider: 'CNAF', value: 742 },
    { familyName: 'EXEMPLE-PETIT', givenName: 'Noé', gender: 'male', provider: 'MSA', value: 0 },
    { familyName: 'EXEMPLE-MOREAU', givenName: 'Inès', gender: 'female', provider: 'CNAF', value: 1180 },
  ] as const
  return people.map(({ familyName, givenName, gender, provider, value }) => ({
    identity: {
      familyName,
      givenNames: [givenName],
      birthdate: '1990-01-01',
      gender,
      birthplace: null,
      birthcountry: '99100',
    },
    quotientFamilial: { provider, value, year, month, calculationYear: null, calculationMonth: null },
    externalId: null,
    declared: { knownName: '', childrenOrServices: '' },
    dispute: null,
  }))
}

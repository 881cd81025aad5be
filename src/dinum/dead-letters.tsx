import type { Context } from 'hono'
import { readCount } from '#src/agent/read-address.js'
import { noteAct } from '#src/audit/acts.js'
import { namesOf } from '#src/collectivite/directory.js'
import { isSiret } from '#src/collectivite/siret.js'
import { listFailed, retryFailed, retrySending, type Where } from '#src/delivery/failed-sendings.js'
import { consoleCollectivitePath, deadLettersPath, openingListsPath } from '#src/dinum/addresses.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import { demandePath } from '#src/dinum/datapass/addresses.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { factory } from '#src/http/factory.js'
import { type DeadLetter, retryDeadLetters } from '#src/jobs/dead-letters.js'
import { UUID } from '#src/uuid.js'
import { DeadLetters, type JobLine } from '#templates/dinum/dead-letters.js'
import { formatInstant } from '#templates/format.js'

const SHOWN = 200

/** What was given up, by numbers and codes alone, and the button that tries it again. */
export function deadLettersRoutes(services: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  const { db, safe, jobs } = services
  return factory
    .createApp()
    .get(deadLettersPath, guard, async function list(c) {
      const where = whereOf(c.req.query('partout'))
      const { sendings, deadLetters } = await listFailed(services, where)
      const newest = sendings.sort((one, other) => other.failedAt.getTime() - one.failedAt.getTime())
      const shown = newest.slice(0, SHOWN)
      const names = await namesOf(db, [
        ...shown.map(({ siret }) => siret),
        ...deadLetters.flatMap(({ about }) => about.siret ?? about.subscriber ?? []),
      ])
      const nameOf = (siret: string) => ({
        name: names.get(siret) ?? siret,
        url: consoleCollectivitePath(siret),
      })
      const page = (
        <DeadLetters
          nav={consoleNav('pannes')}
          said={c.req.query('fait') ?? ''}
          count={readCount(c.req.query('combien'))}
          sendings={shown.map(({ siret, id, failedAt, code, what }) => ({
            collectivite: nameOf(siret),
            siret,
            id,
            at: formatInstant(failedAt, 'Europe/Paris'),
            code,
            what,
          }))}
          sendingsTotal={sendings.length}
          jobs={deadLetters.slice(0, SHOWN).map((job) => toLine(job, nameOf))}
          jobsTotal={deadLetters.length}
          everywhere={where === 'everywhere'}
          urls={{
            retryAll: `${deadLettersPath}/reprise`,
            retrySending: `${deadLettersPath}/envoi`,
            retryJob: `${deadLettersPath}/tache`,
            everywhere: `${deadLettersPath}?partout=oui`,
          }}
        />
      )
      return c.render(page, { title: 'Pannes', area: 'dinum', signedIn: true })
    })
    .post(`${deadLettersPath}/reprise`, guard, async function retryAll(c) {
      const { partout } = await c.req.parseBody()
      const count = await retryFailed(services, c.get('operator'), whereOf(partout))
      return said(c, count > 0 ? `reprise&combien=${count}` : 'rien')
    })
    .post(`${deadLettersPath}/envoi`, guard, async function retryOne(c) {
      const { siret, id } = await c.req.parseBody()
      if (typeof siret !== 'string' || !isSiret(siret)) return said(c, 'rien')
      if (typeof id !== 'string' || !UUID.test(id)) return said(c, 'rien')
      if (!(await retrySending(services, c.get('operator'), { siret, id }))) return said(c, 'rien')
      return said(c, 'reprise&combien=1')
    })
    .post(`${deadLettersPath}/tache`, guard, async function retryJob(c) {
      const { id } = await c.req.parseBody()
      if (typeof id !== 'string' || !UUID.test(id)) return said(c, 'rien')
      const count = await db.transaction(async (tx) => {
        const count = await retryDeadLetters(tx, jobs, id)
        if (count > 0) await noteAct(safe, tx, c.get('operator'), 'envois repris', { concerned: id })
        return count
      })
      return said(c, count > 0 ? 'reprise&combien=1' : 'rien')
    })
}

function said(c: Context, word: string) {
  return c.redirect(`${deadLettersPath}?fait=${word}`, 303)
}

function whereOf(everywhere: unknown): Where {
  return everywhere === 'oui' ? 'everywhere' : 'failing'
}

function toLine({ id, code, about }: DeadLetter, nameOf: (siret: string) => JobLine['about']): JobLine {
  const { demande, list, siret, subscriber = siret } = about
  if (demande !== undefined)
    return {
      id,
      code,
      what: 'Demande de DataPass',
      about: { name: `D${demande}`, url: demandePath(demande) },
    }
  if (list !== undefined)
    return {
      id,
      code,
      what: 'Liste d’ouvertures',
      about: { name: 'Voir la liste', url: `${openingListsPath}/${list}` },
    }
  return { id, code, what: whatOf(about), about: subscriber === undefined ? null : nameOf(subscriber) }
}

function whatOf({ id: mail, folder, subscriber }: DeadLetter['about']): string {
  if (folder !== undefined) return 'Remise à HubEE'
  if (subscriber !== undefined) return 'Abonnement HubEE'
  return mail === undefined ? 'Envoi à préparer' : 'Courriel à envoyer'
}

import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'hono'
import { findCollectivite } from '#src/collectivite/directory.js'
import { describeError } from '#src/log.js'
import { departurePath } from '#src/resident/addresses.js'
import type { Landing } from '#src/resident/callback/come-back.js'
import type { Destination } from '#src/resident/resident-session.js'
import type { ResidentServices } from '#src/resident/visit.js'
import { StillWaiting, Waiting, WaitingFailed, WaitingOver } from '#templates/resident/waiting.js'

const LONGER_THAN_USUAL_MILLISECONDS = 7_000

/**
 * Says that the funds are being asked, and goes on by itself when they have answered, without a script: the page is
 * sent up to its end and the rest follows. It leads to its own address, where the answer then stands.
 */
export async function waitingPage(
  c: Context,
  { db, log }: ResidentServices,
  destination: Destination,
  landing: Promise<Landing>,
) {
  const collectivite = destination.kind === 'review' ? await findCollectivite(db, destination.siret) : null
  const title =
    destination.kind === 'review' ? 'Nous interrogeons la CAF et la MSA…' : 'Nous attendons FranceConnect…'
  // With a way out: at FranceConnect she is signed in already.
  const page = <Waiting title={title} collectivite={collectivite} />
  const html = await (await c.render(page, { title, signedIn: true })).text()
  const end = html.lastIndexOf('</main>')
  const ownAddress = c.req.path + new URL(c.req.url).search
  // A page that is compressed, or held back by a proxy, would show only when it is complete.
  c.header('Cache-Control', 'no-store, no-transform')
  c.header('X-Accel-Buffering', 'no')
  c.header('Content-Type', 'text/html; charset=UTF-8')

  const encoder = new TextEncoder()
  const over = landing.then(
    () => <WaitingOver address={ownAddress} />,
    (error) => {
      log.error('exception', { requestId: c.get('requestId'), ...describeError(error) })
      return <WaitingFailed signInUrl={departurePath(destination)} />
    },
  )
  // A browser that went away ends the stream, not the work: a reload finds it.
  let isGone = false
  return c.body(
    new ReadableStream<Uint8Array>({
      async start(controller) {
        const say = (text: unknown) => {
          if (!isGone) controller.enqueue(encoder.encode(String(text)))
        }
        say(html.slice(0, end))
        const isOver = await Promise.race([over, wait(LONGER_THAN_USUAL_MILLISECONDS)])
        if (!isOver) say(<StillWaiting />)
        say(await over)
        say(html.slice(end))
        if (!isGone) controller.close()
      },
      cancel: () => {
        isGone = true
      },
    }),
  )
}

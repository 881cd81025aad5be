import type { Context } from 'hono'
import { mailsPath, withQuery } from '#src/agent/addresses.js'
import { deskNav } from '#src/agent/desk-nav.js'
import { askAgainPath, recipientsPath, removeRecipientPath } from '#src/agent/mails/addresses.js'
import { type MailsErrors, type MailsForm, mailsFormOf } from '#src/agent/mails/mails-form.js'
import { readInstant } from '#src/agent/read-address.js'
import type { DeskEnv } from '#src/agent/with-membership.js'
import { localDay } from '#src/collectivite/local-time.js'
import type { Db } from '#src/db/database.js'
import { readChannel } from '#src/delivery/hubee/read-channel.js'
import type { MailLife } from '#src/delivery/life.js'
import {
  type DeliveryLine,
  findTroubles,
  listDeliveries,
  livesOfLinks,
} from '#src/delivery/list-deliveries.js'
import { stateOf } from '#src/delivery/recipient.js'
import { listRecipients } from '#src/delivery/recipients.js'
import { Mails } from '#templates/agent/mails.js'
import type { MailLine } from '#templates/agent/mails-history.js'
import { formatDay, formatInstant, timeZoneName } from '#templates/format.js'

const PAGE = 20

type State = {
  form: MailsForm
  errors: MailsErrors
  /** The address as typed, and what is wrong with it. */
  address: { typed: string; error: string | null }
}

/** When mails leave, what they hold, to whom they go and what became of them. */
export async function mailsPage(
  c: Context<DeskEnv>,
  { db, now }: { db: Db; now: Date },
  { form, errors = {}, address = { typed: '', error: null } }: Partial<State> = {},
) {
  const membership = c.get('membership')
  const { collectivite } = membership
  const { siret, timeZone } = collectivite
  const before = readInstant(c.req.query('avant'))
  const [recipients, lines, troubles, links, channel] = await Promise.all([
    listRecipients(db, siret),
    listDeliveries(db, siret, PAGE + 1, before),
    findTroubles(db, siret, now),
    livesOfLinks(db, siret),
    collectivite.deliversToHubee ? readChannel(db, siret) : null,
  ])
  const shown = lines.slice(0, PAGE)
  const last = shown.at(-1)
  const refused = Object.keys(errors).length > 0 || address.error !== null
  if (refused) c.status(422)
  const page = (
    <Mails
      nav={{ collectivite, items: deskNav(membership, 'courriels') }}
      said={c.req.query('fait') ?? ''}
      manages={membership.role === 'gestionnaire'}
      frequency={collectivite.mailFrequency}
      content={collectivite.mailContent}
      timeZone={timeZoneName(timeZone)}
      form={form ?? mailsFormOf(collectivite)}
      errors={errors}
      address={address}
      troubles={troubles}
      recipients={recipients.map((recipient) => ({
        email: recipient.email,
        state: stateOf(recipient),
        linkUntil: recipient.tokenExpiresAt && formatDay(localDay(recipient.tokenExpiresAt, timeZone)),
        linkFault: faultOf(links.get(recipient.id)),
        linkIsOver: recipient.tokenExpiresAt !== null && recipient.tokenExpiresAt <= now,
        askAgainUrl: askAgainPath(siret, recipient.id),
        removeUrl: removeRecipientPath(siret, recipient.id),
      }))}
      channel={channel}
      lines={shown.map((line) => toLine(line, timeZone))}
      urls={{
        save: mailsPath(siret),
        add: `${recipientsPath(siret)}#ajouter`,
        older:
          lines.length > PAGE && last
            ? withQuery(mailsPath(siret), { avant: last.createdAt.toISOString() })
            : null,
      }}
    />
  )
  const title = `${refused ? 'Erreur : ' : ''}Courriels de ${collectivite.name}`
  return c.render(page, { title, area: 'agent', signedIn: true })
}

function faultOf(life: MailLife | undefined): string | null {
  return life?.kind === 'failed' || life?.kind === 'waiting' ? life.code : null
}

function toLine({ createdAt, count, content, mails }: DeliveryLine, timeZone: string): MailLine {
  return {
    leftAt: formatInstant(createdAt, timeZone),
    count,
    content,
    addresses: mails.map(({ email, life }) => ({ email, ...inWords(life, timeZone) })),
  }
}

function inWords(life: MailLife, timeZone: string) {
  const at = (instant: Date) => formatInstant(instant, timeZone)
  switch (life.kind) {
    case 'accepted':
      return { kind: life.kind, at: at(life.at), code: null }
    case 'failed':
      return { kind: life.kind, at: at(life.at), code: life.code }
    case 'waiting':
      return { kind: life.kind, at: at(life.nextAt), code: life.code }
    case 'leaving':
      return { kind: life.kind, at: null, code: null }
  }
}

import type { Context } from 'hono'
import * as v from 'valibot'
import { type ContactKind, listContacts } from '#src/collectivite/contacts.js'
import { actOn } from '#src/dinum/act-on.js'
import { consoleCollectivitePath } from '#src/dinum/addresses.js'
import { contactPath } from '#src/dinum/collectivites/addresses.js'
import { CONTACT_PLACES, contactKindOf } from '#src/dinum/collectivites/contact-places.js'
import { said } from '#src/dinum/collectivites/said.js'
import { type CollectiviteEnv, withConsoleCollectivite } from '#src/dinum/collectivites/with-collectivite.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { EmailSchema } from '#src/email.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { changeContact } from '#src/onboarding/change-contact.js'
import { OneLine } from '#src/one-line.js'
import { ContactForm, type ContactFormProps } from '#templates/dinum/contact-form.js'

const path = '/dinum/collectivites/:siret/contacts/:place'
const NAME_AT_MOST = 100
const line = v.fallback(OneLine, '')
const FormSchema = v.object({ nom: line, courriel: line })
type Typed = ContactFormProps['typed']

/** Who is in one of the three places of a collectivité. */
export function contactRoutes(services: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  const guards = [guard, withConsoleCollectivite(services)] as const
  return factory
    .createApp()
    .get(path, ...guards, async function ask(c) {
      const kind = contactKindOf(c.req.param('place'))
      if (!kind) return errorPage(c, 404, { ways: [wayBack(c)] })
      const contacts = await listContacts(services.db, c.get('collectivite').siret)
      const contact = contacts.find((one) => one.kind === kind)
      return form(c, kind, { nom: contact?.name ?? '', courriel: contact?.email ?? '' })
    })
    .post(path, ...guards, async function change(c) {
      const kind = contactKindOf(c.req.param('place'))
      if (!kind) return errorPage(c, 404, { ways: [wayBack(c)] })
      const typed = v.parse(FormSchema, await c.req.parseBody())
      const email = v.safeParse(EmailSchema, typed.courriel)
      const errors = faultsOf(typed, email.success)
      if (!email.success || errors.nom) return form(c, kind, typed, errors)
      const { siret } = c.get('collectivite')
      const outcome = await actOn(
        services,
        c.get('operator'),
        siret,
        async ({ tx, note, actor, journal }) => {
          const contact = { siret, kind, email: email.output, name: typed.nom || null, actor }
          const outcome = await changeContact(services, tx, note, contact)
          if (outcome === 'changed') await journal('contacts', kind)
          return outcome
        },
      )
      return said(c, outcome === 'changed' ? 'contact' : 'rien')
    })
}

function faultsOf({ nom }: Typed, isEmail: boolean): ContactFormProps['errors'] {
  return {
    ...([...nom].length > NAME_AT_MOST ? { nom: `Raccourcissez ce nom à ${NAME_AT_MOST} caractères.` } : {}),
    ...(isEmail ? {} : { courriel: 'Écrivez une adresse complète, comme mairie@exemple.fr.' }),
  }
}

function form(
  c: Context<CollectiviteEnv>,
  kind: ContactKind,
  typed: Typed,
  errors: ContactFormProps['errors'] = {},
) {
  const collectivite = c.get('collectivite')
  const { siret, name } = collectivite
  const isRefused = Object.keys(errors).length > 0
  if (isRefused) c.status(422)
  const page = (
    <ContactForm
      nav={consoleNav('collectivités')}
      collectivite={collectivite}
      kind={kind}
      typed={typed}
      errors={errors}
      action={contactPath(siret, CONTACT_PLACES[kind])}
      backUrl={consoleCollectivitePath(siret)}
    />
  )
  const title = `${kind} : ${name}`
  return c.render(page, { title: isRefused ? `Erreur : ${title}` : title, area: 'dinum', signedIn: true })
}

function wayBack(c: Context<CollectiviteEnv>) {
  return { href: consoleCollectivitePath(c.get('collectivite').siret), label: 'Revenir à la collectivité' }
}

import { eq } from 'drizzle-orm'
import type postgres from 'postgres'
import { keepRefusedOrigin } from '#src/collectivite/refused-origins.js'
import { collectivites } from '#src/db/schema.js'
import type { SubmissionContent } from '#src/submission/content.js'
import { submit } from '#src/submission/submit.js'
import { attestationPdf, postWithFiles } from '../../support/attestation.js'
import { contentOf, nadege, qf742 } from '../../support/named.js'
import { allowPartner } from '../../support/partners.js'
import type { TestService } from '../../support/service.js'
import { fieldOf, type VisitedPage, type Visitor } from '../../support/visitor.js'
import { guessedSecrets, type Ids, placeOf } from './ids.js'
import { openAsSuperuser } from './superuser.js'

/** Who plays which part; persons of the sandbox. */
export type Cast = {
  siret: string
  /** In capitals, in every word that a stranger must not read. */
  mark: string
  value: number
  gestionnaire: Person
  agent: Person
  asker: Person
  former?: Person
  /** At FranceConnect: who sends, who only reads her review, for whom there is no answer. */
  resident: string
  reader: string
  unanswered: string
}
/** `siren` of her organisation, where the operator has to accept it. */
type Person = { identity: string; email: string; name: string; siren?: string }

export type Tenant = {
  ids: Ids
  /** What residents wrote, which the operator does not read either; and names of agents. */
  markers: { ofResidents: string[]; ofAgents: string[] }
  people: { gestionnaire: Visitor; agent: Visitor; asker: Visitor; former: Visitor | null; resident: Visitor }
  /** Of what its resident sent herself, and of the review that waits in her session. */
  ofResident: Pick<Ids, 'reference' | 'review'>
}

/** Opens a collectivité and gives it one of everything, by the ways that people walk. */
export async function furnish(service: TestService, cast: Cast): Promise<Tenant> {
  const { siret, mark } = cast
  const { db } = service.services
  const desk = `/agent/collectivites/${siret}`
  await service.open(siret, { asksDeclaredFields: true, acceptsWithoutFranceConnect: true })
  await service.addMember(siret, cast.gestionnaire.email, 'gestionnaire')
  for (const person of [cast.agent, ...(cast.former ? [cast.former] : [])])
    await service.addMember(siret, person.email)

  const gestionnaire = await signInAgent(service, cast.gestionnaire)
  const agent = await signInAgent(service, cast.agent)
  const former = cast.former ? await signInAgent(service, cast.former) : null
  if (cast.asker.siren) await allowPartner(service.services.safe, cast.asker.siren, siret)
  const asker = await signInAgent(service, cast.asker)
  await asker.visit(`${desk}/demande`, { form: {} })

  const emails = {
    invited: `invitee@${siret}.example`,
    confirmed: `accueil@${siret}.example`,
    asked: `cantine@${siret}.example`,
  }
  await gestionnaire.visit(`${desk}/agents/invitations`, {
    form: { courriel: emails.invited, role: 'agent' },
  })
  for (const adresse of [emails.confirmed, emails.asked])
    await gestionnaire.visit(`${desk}/courriels/adresses`, { form: { adresse } })
  await gestionnaire.visit(`${desk}/courriels`, { form: { frequence: 'transmission', contenu: 'avis' } })
  await service.settle()
  await gestionnaire.visit(`/agent/adresse/${siret}-${secretSentTo(service, emails.confirmed)}`, { form: {} })
  if (cast.former) await endMembership(service, siret, gestionnaire, cast.former)

  const origin = `https://portail-${siret}.example`
  await db
    .update(collectivites)
    .set({ returnOrigins: [origin] })
    .where(eq(collectivites.siret, siret))
  await keepRefusedOrigin(db, siret, `https://refuse-${siret}.example`, service.services.now())

  const reference = await sendAsStranger(service, cast)
  await service.settle()
  const file = await agent.request(`${desk}/export.csv`)
  if (!(await file.text()).includes(`ZZNOM-${mark}`)) throw new Error('The file does not hold what was sent')

  const resident = await sendAsResident(service, cast)
  const waiting = await letWait(service, cast)
  return {
    ids: {
      ...(await readIds(service, siret, { reference, member: cast.agent.email, ...emails })),
      ...waiting,
      siret,
      reference,
      origin,
      memberEmail: cast.agent.email,
      recipientEmail: emails.confirmed,
      invitationSecret: secretSentTo(service, emails.invited),
      recipientSecret: secretSentTo(service, emails.asked),
    },
    markers: {
      ofResidents: [mark, `"${cast.value}"`, formatted(cast.value)],
      ofAgents: [cast.gestionnaire, cast.agent].map(({ name }) => name),
    },
    people: { gestionnaire, agent, asker, former, resident: resident.visitor },
    ofResident: { reference: resident.reference, review: resident.review },
  }
}

async function signInAgent(service: TestService, { identity }: Person): Promise<Visitor> {
  const visitor = service.newVisitor()
  await visitor.signIn('/agent/connexion', { identity })
  return visitor
}

async function endMembership(service: TestService, siret: string, gestionnaire: Visitor, { email }: Person) {
  const [row] = await asSuperuser(
    service,
    (sql) => sql`select id from members where siret = ${siret} and email = ${email}`,
  )
  await gestionnaire.visit(`/agent/collectivites/${siret}/agents/${row?.id}/retrait`, { form: {} })
}

async function sendAsStranger(service: TestService, { siret, mark, value }: Cast): Promise<string> {
  const { safe, jobs } = service.services
  const content: SubmissionContent = contentOf({
    identity: { ...nadege, familyName: `ZZNOM-${mark}`, givenNames: [`ZZPRENOM-${mark}`] },
    quotientFamilial: { ...qf742, value },
    externalId: `ZZEXTERNE-${mark}`,
    declared: { knownName: `ZZCONNU-${mark}`, childrenOrServices: `ZZENFANT-${mark}` },
    dispute: `ZZMOTIF-${mark}`,
  })
  const files = [{ kind: 'pdf' as const, bytes: await attestationPdf(`ZZPIECE-${mark}`) }]
  const submitted = await submit(safe, siret, async () => ({
    origin: 'FranceConnect',
    content,
    files,
    sender: { sub: `sub-of-${mark}`, days: 90 },
    async consume(tx) {
      await jobs.send(tx, 'deliveries', { siret })
      return true
    },
  }))
  return submitted?.reference ?? ''
}

/** She has sent, and waits before a second review. */
async function sendAsResident(service: TestService, { siret, resident }: Cast) {
  const visitor = service.newVisitor()
  const page = `/collectivites/${siret}`
  const review = await visitor.signIn(`${page}/connexion`, { identity: resident })
  const done = await visitor.visit(`${page}/envois`, { form: { revue: fieldOf(review.html, 'revue') } })
  const again = await visitor.signIn(`${page}/connexion`, { identity: resident })
  return { visitor, reference: done.url.pathname.split('/').at(-1) ?? '', review: idIn(again, 'revue') }
}

/** What waits in the sessions and on the pages of others. */
async function letWait(service: TestService, { siret, mark, reader, unanswered }: Cast) {
  const page = `/collectivites/${siret}`
  const review = await service.newVisitor().signIn(`${page}/connexion`, { identity: reader })
  const withoutAnswer = service.newVisitor()
  await withoutAnswer.signIn(`${page}/connexion`, { identity: unanswered })
  const attestation = await withoutAnswer.visit(`${page}/attestation`)
  const somebody = service.newVisitor()
  const empty = await somebody.visit(`${page}/attestation`)
  const file = { name: `ZZFICHIER-${mark}.pdf`, bytes: await attestationPdf() }
  const again = await postWithFiles(somebody, empty, `${page}/attestation`, { qf: '' }, [file])
  const departure = await somebody.request(`${page}/connexion`)
  const agentDeparture = await somebody.request('/agent/connexion')
  return {
    review: idIn(review, 'revue'),
    unanswered: idIn(attestation, 'revue'),
    held: idIn(again, 'gardees'),
    formToken: idIn(again, 'revue'),
    state: stateOf(departure),
    agentState: stateOf(agentDeparture),
  }
}

function idIn({ html, url, text }: VisitedPage, field: string): string {
  const value = fieldOf(html, field)
  if (value === '') throw new Error(`No ${field} on ${url.pathname}: ${text.slice(0, 300)}`)
  return value
}

// As pages write it; files put it into quotes. Five digits alone stand by chance in the number of a request.
function formatted(value: number): string {
  return String(value).replace(/(\d{3})$/, '\u202f$1')
}

function stateOf(departure: Response): string {
  return new URL(departure.headers.get('location') ?? '').searchParams.get('state') ?? ''
}

function secretSentTo(service: TestService, address: string): string {
  const mail = service.sandbox.mailbox.messages.findLast(({ to }) => to.includes(address))
  const [, secret] = mail?.text.match(/http:\S+\/agent\/(?:invitation|adresse)\/\d{14}-([\w-]{43})/) ?? []
  if (!secret) throw new Error(`No link was sent to ${address}`)
  return secret
}

type Wanted = { reference: string; member: string; invited: string; confirmed: string }

/** The ids that no page shows. */
async function readIds(service: TestService, siret: string, wanted: Wanted) {
  const [row] = await asSuperuser(
    service,
    (sql) => sql`select
      (select id from submissions where siret = ${siret} and reference = ${wanted.reference}) as submission,
      (select a.id from attachments a join submissions s on s.id = submission_id where reference = ${wanted.reference}) as attachment,
      (select id from exports where siret = ${siret}) as export,
      (select id from deliveries where siret = ${siret} order by created_at limit 1) as delivery,
      (select id from mails where siret = ${siret} and delivery_id is not null order by created_at limit 1) as mail,
      (select id from members where siret = ${siret} and email = ${wanted.member}) as member,
      (select id from members where siret = ${siret} and requested_at is not null and accepted_at is null) as asker,
      (select id from invitations where siret = ${siret} and email = ${wanted.invited}) as invitation,
      (select id from recipients where siret = ${siret} and email = ${wanted.confirmed}) as recipient`,
  )
  const missing = Object.entries(row ?? {}).filter(([, id]) => id === null)
  if (!row || missing.length > 0) throw new Error(`Not furnished: ${missing.map(([name]) => name)}`)
  const ids = row as Pick<
    Ids,
    | 'submission'
    | 'attachment'
    | 'export'
    | 'delivery'
    | 'mail'
    | 'member'
    | 'asker'
    | 'invitation'
    | 'recipient'
  >
  return { ...guessedSecrets(), ...ids, place: placeOf(ids.submission) }
}

async function asSuperuser<T>(service: TestService, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = openAsSuperuser(service)
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Health } from '#src/dinum/collectivites/read-health.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { hubeeSteps } from '#templates/dinum/health-hubee.js'
import { formatDate, formatDay, plural } from '#templates/format.js'

export type HealthProps = {
  collectivite: Collectivite
  health: Health
  /** How many gestionnaires are expected and have not come, and how many links could not leave. */
  expected: number
  linksLost: number
  /** Whether this service hands over to HubEE at all. */
  hasHubee: boolean
}
/**
 * One step of the way from the habilitation to the mails; `optional` is the collectivité's own choice, `never` what a
 * closed one did not come to.
 */
export type HealthStep = {
  name: string
  kind: 'done' | 'todo' | 'trouble' | 'optional' | 'never'
  /** Since when, in words. */
  since: string | null
  words: string
}

/** How far a collectivité has come, step by step, and what to do where something is missing. */
export function healthSteps(props: HealthProps): HealthStep[] {
  const steps = [
    habilitation(props),
    identity(props),
    invitation(props),
    acceptance(props),
    firstView(props),
    firstTransmission(props),
    recipients(props),
    lastDelivery(props),
    ...(props.hasHubee ? hubeeSteps(props) : []),
  ]
  if (props.collectivite.state !== 'fermée') return steps
  return steps.map((step) => (step.kind === 'done' ? step : { ...step, kind: 'never', words: '' }))
}

function habilitation({ health, collectivite: { timeZone } }: HealthProps): HealthStep {
  const name = 'Habilitation DataPass'
  const { habilitations, approvedAt, openedAt } = health
  const numbers = habilitations.map(({ id }) => `n°\u00a0${id}`).join(', ')
  if (habilitations.length === 0)
    return { name, kind: 'done', since: formatDate(openedAt, timeZone), words: 'Ouverte à la main.' }
  if (habilitations.some(({ waitsFor }) => waitsFor))
    return { name, kind: 'trouble', since: null, words: `Demande ${numbers}\u00a0: attend votre décision.` }
  const since = approvedAt && formatDate(approvedAt, timeZone)
  if (habilitations.some(({ active }) => active))
    return { name, kind: 'done', since, words: `Demande ${numbers}, active.` }
  const end = habilitations.flatMap(({ changedAt }) => changedAt ?? []).at(-1)
  const when = end ? ` depuis le ${formatDate(end, timeZone)}` : ''
  return { name, kind: 'trouble', since, words: `Demande ${numbers}\u00a0: plus aucune habilitation${when}.` }
}

function identity({ health, collectivite }: HealthProps): HealthStep {
  const { name, codeCog, timeZone } = collectivite
  return {
    name: 'Identité',
    kind: 'done',
    since: formatDate(health.openedAt, timeZone),
    words: `${name}, ${collectivitePlace(collectivite)}, code COG ${codeCog}.`,
  }
}

function invitation({ health, expected, linksLost, collectivite }: HealthProps): HealthStep {
  const { timeZone, state } = collectivite
  const name = 'Invitation'
  const since = health.invitedAt && formatDate(health.invitedAt, timeZone)
  if (linksLost > 0)
    return {
      name,
      kind: 'trouble',
      since,
      words: 'Un lien n’a pas pu partir\u00a0: vérifiez l’adresse ci-dessous, changez de contact si besoin.',
    }
  if (since) return { name, kind: 'done', since, words: 'Dernier lien envoyé.' }
  if (health.acceptedAt)
    return { name, kind: 'done', since, words: 'Sans lien\u00a0: venu en se connectant.' }
  if (expected === 0 && isReadInHubee(health, collectivite.deliversToHubee))
    return {
      name,
      kind: 'optional',
      since,
      words: 'Personne n’est attendu\u00a0: la collectivité lit dans HubEE.',
    }
  if (expected === 0) {
    const words = 'Personne n’est attendu\u00a0: indiquez un demandeur ou un contact métier ci-dessous.'
    return { name, kind: 'todo', since, words }
  }
  const words =
    state === 'suspendue'
      ? 'Aucun lien ne part tant que le service est suspendu.'
      : 'Aucun lien n’est parti\u00a0: envoyez-en un ci-dessous.'
  return { name, kind: 'todo', since, words }
}

function isReadInHubee({ hubee }: HealthProps['health'], delivers: boolean): boolean {
  return delivers && hubee.subscription?.status === 'Actif'
}

function acceptance({
  health,
  collectivite: { timeZone, accessConfirmedAt, deliversToHubee },
}: HealthProps): HealthStep {
  const name = 'Premier gestionnaire'
  const { acceptedAt } = health
  if (acceptedAt)
    return { name, kind: 'done', since: formatDate(acceptedAt, timeZone), words: 'A accepté et lit.' }
  if (isReadInHubee(health, deliversToHubee) && !accessConfirmedAt)
    return {
      name,
      kind: 'optional',
      since: null,
      words: 'Personne n’est venu\u00a0: la collectivité lit dans HubEE.',
    }
  const words = accessConfirmedAt
    ? 'Plus aucun gestionnaire\u00a0: nommez un nouveau contact métier ci-dessous.'
    : 'Personne n’a accepté\u00a0: renvoyez l’invitation, ou appelez la mairie.'
  return { name, kind: accessConfirmedAt ? 'trouble' : 'todo', since: null, words }
}

function firstView({ health: { firstView } }: HealthProps): HealthStep {
  const name = 'Page vue'
  if (firstView)
    return { name, kind: 'done', since: formatDay(firstView), words: 'Ouverte la première fois.' }
  const words =
    'Jamais\u00a0: la mairie trouve l’affiche et le lien de sa page sous «\u00a0Faire connaître\u00a0».'
  return { name, kind: 'todo', since: null, words }
}

function firstTransmission({ health }: HealthProps): HealthStep {
  const name = 'Première transmission'
  const { firstTransmission: day } = health
  if (day) return { name, kind: 'done', since: formatDay(day), words: 'Faite.' }
  const words = health.firstView
    ? 'Aucune, bien que la page soit vue\u00a0: demandez à la mairie ce qu’en disent les familles.'
    : 'Aucune encore.'
  return { name, kind: 'todo', since: null, words }
}

function recipients({ health, collectivite: { mailFrequency, timeZone } }: HealthProps): HealthStep {
  const name = 'Adresses des courriels'
  const { active, refused, unconfirmed, confirmedAt } = health.recipients
  const since = active > 0 && confirmedAt ? formatDate(confirmedAt, timeZone) : null
  if (refused > 0) {
    const words = `${refused} ${plural(refused, 'adresse')} ${refused > 1 ? 'refusent' : 'refuse'} nos courriels\u00a0: un gestionnaire doit renvoyer le lien ou changer d’adresse.`
    return { name, kind: 'trouble', since, words }
  }
  if (!mailFrequency)
    return { name, kind: 'optional', since, words: 'La collectivité n’a pas choisi de courriels.' }
  if (active > 0)
    return {
      name,
      kind: 'done',
      since,
      words: `${active} ${plural(active, 'adresse')} ${plural(active, 'confirmée')}.`,
    }
  const words =
    unconfirmed > 0
      ? 'Aucune n’a confirmé\u00a0: un gestionnaire peut renvoyer le lien.'
      : 'Aucune\u00a0: un gestionnaire doit en ajouter une.'
  return { name, kind: 'todo', since, words }
}

function lastDelivery({ health, collectivite: { mailFrequency, timeZone } }: HealthProps): HealthStep {
  const name = 'Dernier courriel accepté'
  const { lastDeliveryAt, mailFailedAt } = health
  const since = lastDeliveryAt && formatDate(lastDeliveryAt, timeZone)
  if (mailFailedAt) {
    const words = `Des courriels sont refusés ou abandonnés depuis le ${formatDate(mailFailedAt, timeZone)}\u00a0: vérifiez les adresses avec la mairie.`
    return { name, kind: 'trouble', since, words }
  }
  if (since) return { name, kind: 'done', since, words: 'Par la messagerie de la collectivité.' }
  if (!mailFrequency) return { name, kind: 'optional', since, words: 'La collectivité lit dans son espace.' }
  return { name, kind: 'todo', since, words: 'Aucun encore\u00a0: le premier suit une transmission.' }
}

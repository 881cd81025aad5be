import type { Child } from 'hono/jsx'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Badge } from '#templates/components/badge.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { CancelForm } from '#templates/components/cancel-form.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { ConnectButton } from '#templates/components/connect-button.js'
import { OutageBanner, type OutagesShown } from '#templates/components/outage-banner.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { plural } from '#templates/format.js'

export type TransmissionView = {
  collectivite: Collectivite
  reference: string
  /** Its confirmation. */
  url: string
  /** Month of the quotient familial. */
  month: string
  sentAt: string
  openedAt: string | null
  treatedAt: string | null
  cancelledAt: string | null
  /** Whether its content is still kept. */
  isKept: boolean
  /** Null once an agent has opened it. */
  cancelUrl: string | null
  /** On the newest of a collectivité that is open. */
  refreshUrl: string | null
}

/** What the resident sent, newest first. */
export function Transmissions({
  transmissions,
  retentionDays,
}: {
  transmissions: TransmissionView[]
  /** At most, whatever the collectivité. */
  retentionDays: number
}) {
  const days = `${retentionDays} ${plural(retentionDays, 'jour')}`
  if (transmissions.length === 0) return <Nothing days={days} />
  return (
    <>
      <h1>Mes transmissions</h1>
      <p>Ce que vous avez transmis avec FranceConnect, tant que ce service le garde ({days} au plus).</p>
      {transmissions.map((transmission) => (
        <Transmission transmission={transmission} />
      ))}
      <p>
        <ButtonLink href="/collectivites" secondary>
          Transmettre à une autre collectivité
        </ButtonLink>
      </p>
    </>
  )
}

function Transmission({ transmission }: { transmission: TransmissionView }) {
  const { collectivite, reference } = transmission
  const id = `transmission-${reference}`
  return (
    <section class="qf-transmission" aria-labelledby={id}>
      <h2 class="fr-h5" id={id}>
        {collectivite.name} <State transmission={transmission} />
      </h2>
      <SummaryList rows={rowsOf(transmission)} />
      <div class="qf-actions">
        {transmission.refreshUrl && (
          <p>
            <ButtonLink href={transmission.refreshUrl} secondary describedBy={`${id}-actualiser`}>
              Actualiser
            </ButtonLink>
          </p>
        )}
        {transmission.cancelUrl && <CancelForm action={transmission.cancelUrl} describedBy={id} />}
      </div>
      {transmission.refreshUrl && (
        <p class="fr-text--sm" id={`${id}-actualiser`}>
          Actualiser demande votre quotient familial le plus récent à la CAF ou à la MSA, une fois par jour ;
          vous le relisez avant de le transmettre à {collectivite.name}.
        </p>
      )}
    </section>
  )
}

function rowsOf(transmission: TransmissionView): [string, Child][] {
  const { collectivite, reference, url, month, sentAt, openedAt, treatedAt, cancelledAt, isKept } =
    transmission
  const sent: [string, Child][] = [
    ['Département et code postal', collectivitePlace(collectivite)],
    ['Référence', <a href={url}>{reference}</a>],
    ['Mois du quotient familial', month],
    ['Transmise le', sentAt],
  ]
  if (cancelledAt !== null) return [...sent, ['Annulée le', cancelledAt]]
  const missing = isKept ? 'pas encore' : 'ce service ne la garde plus'
  return [
    ...sent,
    ['Reçue par la collectivité', 'oui, dès la transmission'],
    ['Ouverte, ou mise dans un fichier', openedAt ?? missing],
    ['Traitée', treatedAt ?? missing],
  ]
}

function State({ transmission }: { transmission: TransmissionView }) {
  if (transmission.cancelledAt) return <Badge kind="neutral">Annulée</Badge>
  if (!transmission.isKept) return <Badge kind="neutral">Effacée</Badge>
  if (transmission.treatedAt) return <Badge kind="success">Traitée</Badge>
  if (transmission.openedAt) return <Badge kind="info">Ouverte</Badge>
  return <Badge kind="info">Reçue</Badge>
}

function Nothing({ days }: { days: string }) {
  return (
    <>
      <h1>Mes transmissions</h1>
      <p>
        Vous n’avez rien transmis avec FranceConnect ces derniers mois. Ce qui a été transmis n’est gardé que
        {days} au plus.
      </p>
      <p>
        <ButtonLink href="/collectivites">Choisir ma collectivité</ButtonLink>
      </p>
    </>
  )
}

/** Before the sign-in. */
export function TransmissionsSignIn({ signInUrl, outages }: { signInUrl: string; outages: OutagesShown }) {
  return (
    <>
      <h1>Mes transmissions</h1>
      <OutageBanner outages={outages}>demander à votre collectivité, avec votre référence</OutageBanner>
      <p>
        Retrouvez ce que vous avez transmis, à qui, et si votre collectivité l’a reçu, ouvert et traité. Vous
        pouvez aussi annuler une transmission que personne n’a encore ouverte ni mise dans un fichier.
      </p>
      <p>
        Pour cette page, FranceConnect ne nous donne ni votre identité ni votre quotient familial : seulement
        de quoi vous reconnaître.
      </p>
      <ConnectButton brand="FranceConnect" href={signInUrl} />
      <p>
        Vous avez transmis autrement, ou perdu l’accès à FranceConnect ? Demandez à votre collectivité, avec
        votre référence.
      </p>
    </>
  )
}

import { Said, type SaidWords } from '#templates/agent/said.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'
import { DatapassContent, type DatapassContentProps } from '#templates/dinum/datapass-content.js'
import { definitionWords, eventWords, requestStateWords } from '#templates/dinum/datapass-words.js'

export type EventView = {
  event: string
  demande: number
  demandeUrl: string
  firedAt: string
  receivedAt: string
  processedAt: string | null
  isFromComparison: boolean
  definition: string
  isConcerned: boolean
  siret: string | null
  /** The organisation's page, if it is in the directory. */
  collectivite: { name: string; url: string } | null
  requestState: string | null
  /** Whether an habilitation remained; null where DataPass did not say. */
  isAuthorized: boolean | null
}
type Props = {
  nav: ConsoleNavProps
  said: string
  event: EventView
  /** Where its content is. */
  content: 'kept' | 'never' | 'erased' | 'lost' | DatapassContentProps
  urls: { open: string; replay: string }
}

/** What replaying comes to. */
export const REPLAY_SAID: SaidWords = {
  rejeu: [
    'success',
    'La demande est appliquée de nouveau\u00a0: rechargez cette page dans quelques secondes.',
  ],
}

/** One event of DataPass. */
export function DatapassEvent({ nav, said, event, content, urls }: Props) {
  return (
    <>
      <ConsoleNav {...nav} />
      <Said said={said} words={REPLAY_SAID} />
      <h1>
        {eventWords(event.event)}, demande D{event.demande}
      </h1>
      <SummaryList rows={rowsOf(event)} />
      <h2>Ce que dit l’événement</h2>
      <Content content={content} openUrl={urls.open} />
      <h2>Rejouer</h2>
      <Replay action={urls.replay} />
    </>
  )
}

/** The button, and what it does. */
export function Replay({ action }: { action: string }) {
  return (
    <>
      <p>
        Applique de nouveau tout ce que DataPass a dit de cette demande, dans l’ordre où cela s’est passé.
        Rejouer ne fait rien de plus quand tout est en ordre : personne n’est invité deux fois.
      </p>
      <form method="post" action={action}>
        <button type="submit" class="fr-btn fr-btn--secondary">
          Rejouer la demande
        </button>
      </form>
    </>
  )
}

function rowsOf(event: EventView): Parameters<typeof SummaryList>[0]['rows'] {
  return [
    ['Demande', <a href={event.demandeUrl}>D{event.demande}</a>],
    ['Survenu le', event.firedAt],
    ['Reçu le', event.receivedAt + (event.isFromComparison ? ', par la comparaison avec DataPass' : '')],
    ['Traité le', event.processedAt ?? 'Pas encore'],
    ['Formulaire', definitionWords(event.definition)],
    ['Pour ce service', event.isConcerned ? 'Oui' : 'Non'],
    [
      'Organisation',
      <>
        {event.collectivite && <a href={event.collectivite.url}>{event.collectivite.name}</a>}
        {event.collectivite && ', '}
        {event.siret ? `SIRET ${event.siret}` : 'sans SIRET'}
      </>,
    ],
    ['État de la demande', requestStateWords(event.requestState)],
    [
      'Habilitation après cet événement',
      event.isAuthorized === null ? 'non dite' : event.isAuthorized ? 'active' : 'aucune',
    ],
  ]
}

function Content({ content, openUrl }: { content: Props['content']; openUrl: string }) {
  if (content === 'never')
    return <p>Rien n’est gardé du contenu : la demande n’est pas faite pour ce service.</p>
  if (content === 'erased') return <p>Le contenu est effacé, 90 jours après le traitement.</p>
  if (content === 'lost')
    return (
      <p>
        Le contenu ne peut plus être ouvert : la clé qui l’a chiffré n’est plus dans ENCRYPTION_KEYS. Faites
        renvoyer l’événement par DataPass.
      </p>
    )
  if (content !== 'kept') return <DatapassContent {...content} />
  return (
    <>
      <p>
        Le contenu nomme qui a fait la demande et ses contacts. N’ouvrez que si vous en avez besoin :
        l’ouverture est inscrite au journal de la console.
      </p>
      <form method="post" action={openUrl}>
        <button type="submit" class="fr-btn fr-btn--secondary">
          Ouvrir le contenu
        </button>
      </form>
    </>
  )
}

import type { Child } from 'hono/jsx'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Said } from '#templates/agent/said.js'
import { Alert } from '#templates/components/alert.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { COLLECTIVITE_SAID } from '#templates/dinum/collectivite-said.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'
import { type ContactLine, Contacts } from '#templates/dinum/contacts.js'
import { Gestionnaires, type GestionnairesProps } from '#templates/dinum/gestionnaires.js'
import { HealthChain } from '#templates/dinum/health.js'
import type { HealthProps } from '#templates/dinum/health-steps.js'
import { Hubee, type HubeeProps } from '#templates/dinum/hubee.js'
import { Organisations, type OrganisationsProps } from '#templates/dinum/organisations.js'
import { StateBadge } from '#templates/dinum/state-badge.js'
import { formatInstant } from '#templates/format.js'

export type ConsoleCollectiviteProps = Pick<HealthProps, 'collectivite' | 'health'> & {
  nav: ConsoleNavProps
  /** What was just done. */
  said: string
  editor: string | null
  /** Its demandes at DataPass, by their number. */
  demandes: { id: number; url: string }[]
  /** When all it held was erased, in words. */
  erased: string | null
  gestionnaires: GestionnairesProps
  contacts: ContactLine[]
  /** Null where HubEE is not configured, and once it is closed. */
  hubee: HubeeProps | null
  /** Null once it is closed. */
  organisations: OrganisationsProps | null
  urls: {
    page: string
    journal: string
    /** What may be decided from its state. */
    suspension: string | null
    resumption: string | null
    closing: string | null
    freeMail: string | null
  }
}

/** All that the operator may know of a collectivité, and do for it; nothing of its residents. */
export function ConsoleCollectivite(props: ConsoleCollectiviteProps) {
  const { nav, said, collectivite, health, gestionnaires, contacts, hubee, organisations, urls } = props
  const waiting = gestionnaires.lines.filter(({ since }) => !since)
  const linksLost = waiting.filter(({ link }) => link?.faultCode).length
  return (
    <>
      <ConsoleNav {...nav} />
      <h1>{collectivite.name}</h1>
      <p>
        {collectivitePlace(collectivite)} <StateBadge state={collectivite.state} />
      </p>
      <Said said={said} words={COLLECTIVITE_SAID} />
      <Ending {...props} />
      <h2>Où elle en est</h2>
      <HealthChain
        {...{ collectivite, health, linksLost }}
        hasHubee={hubee !== null}
        expected={waiting.length}
      />
      <h2>Identité</h2>
      <SummaryList rows={identityRows(props)} />
      <p>
        <a href={urls.page}>La page des habitants</a>
      </p>
      <p>
        <a href={urls.journal}>Ce que l’opérateur a fait pour elle</a>
      </p>
      <Gestionnaires {...gestionnaires} />
      <Contacts lines={contacts} />
      {organisations && <Organisations {...organisations} />}
      {hubee && <Hubee {...hubee} collectivite={collectivite} />}
      {urls.freeMail && <FreeMail allowed={collectivite.freeMailAllowed} action={urls.freeMail} />}
      <Decisions {...urls} />
    </>
  )
}

function Ending({ collectivite, erased }: ConsoleCollectiviteProps) {
  const { deskUntil } = collectivite
  if (erased)
    return (
      <Alert kind="info">
        <p>
          Fermée. Tout ce qu’elle contenait est effacé depuis le {erased} : clé, transmissions, courriels,
          contacts et accès.
        </p>
      </Alert>
    )
  if (!deskUntil) return null
  return (
    <Alert kind="warning">
      <p>
        Fermée. Ses agents peuvent encore télécharger leurs fichiers jusqu’au{' '}
        <strong>{formatInstant(deskUntil, 'Europe/Paris')}</strong> ; ensuite, tout est effacé. D’ici là, vous
        pouvez la rouvrir sans rien perdre.
      </p>
    </Alert>
  )
}

function identityRows({ collectivite, editor, demandes }: ConsoleCollectiviteProps): [string, Child][] {
  const links = demandes.map(({ id, url }, index) => (
    <>
      {index > 0 && ', '}
      <a href={url}>{id}</a>
    </>
  ))
  return [
    ['SIRET', collectivite.siret],
    ['Code COG', collectivite.codeCog],
    ['Demandes DataPass', links.length > 0 ? links : 'Aucune'],
    ['Éditeur de logiciel', editor ?? 'Aucun'],
    ['Conservation', `${collectivite.retentionDays} jours`],
    ['Courriels', FREQUENCIES[collectivite.mailFrequency ?? 'jamais']],
  ]
}

const FREQUENCIES: Record<NonNullable<Collectivite['mailFrequency']> | 'jamais', string> = {
  jamais: 'Aucun',
  transmission: 'À chaque transmission',
  jour: 'Une fois par jour',
  semaine: 'Une fois par semaine',
  mois: 'Une fois par mois',
}

function FreeMail({ allowed, action }: { allowed: boolean; action: string }) {
  return (
    <>
      <h2>Messageries grand public</h2>
      <p>
        {allowed
          ? 'Le fichier peut partir aussi vers une adresse de messagerie grand public (gmail, orange…), si la collectivité choisit de le joindre.'
          : 'Vers une adresse de messagerie grand public (gmail, orange…), seul un avis part, jamais le fichier.'}
      </p>
      <form method="post" action={action}>
        <button type="submit" name="fichier" value={allowed ? 'non' : 'oui'} class="fr-btn fr-btn--secondary">
          {allowed ? 'Ne plus l’autoriser' : 'Autoriser le fichier'}
        </button>
      </form>
    </>
  )
}

function Decisions({ suspension, resumption, closing }: ConsoleCollectiviteProps['urls']) {
  return (
    <>
      <h2>État du service</h2>
      {resumption && (
        <form method="post" action={resumption} class="fr-mb-2w">
          <button type="submit" class="fr-btn">
            Rouvrir le service
          </button>
        </form>
      )}
      {suspension && (
        <p>
          <ButtonLink href={suspension} secondary>
            Suspendre le service
          </ButtonLink>
        </p>
      )}
      {closing && (
        <p>
          <ButtonLink href={closing} secondary>
            Fermer définitivement
          </ButtonLink>
        </p>
      )}
    </>
  )
}

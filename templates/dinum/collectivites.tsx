import type { ConsoleLine } from '#src/dinum/collectivites/find-collectivites.js'
import { Alert } from '#templates/components/alert.js'
import { Badge } from '#templates/components/badge.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'
import { ListFilters, type ListFiltersProps } from '#templates/dinum/list-filters.js'
import { Pager, type PagerProps } from '#templates/dinum/pager.js'
import { StateBadge } from '#templates/dinum/state-badge.js'
import { formatNumber, plural } from '#templates/format.js'

export type CollectivitesProps = {
  nav: ConsoleNavProps
  filters: ListFiltersProps
  lines: (ConsoleLine & { url: string })[]
  total: number
  pager: PagerProps
  /** Demandes of DataPass that wait for the operator, and where. */
  waiting: { count: number; url: string }
  openingUrl: string
}

/** Every collectivité of the service that matches, and what ails it. */
export function Collectivites({
  nav,
  filters,
  lines,
  total,
  pager,
  waiting,
  openingUrl,
}: CollectivitesProps) {
  const isFiltered = Object.keys(filters.parameters).length > 0
  return (
    <>
      <ConsoleNav {...nav} />
      <h1>Collectivités</h1>
      {waiting.count > 0 && (
        <Alert kind="info">
          <p>
            {waiting.count > 1
              ? `${formatNumber(waiting.count)} demandes de DataPass attendent votre décision.`
              : 'Une demande de DataPass attend votre décision.'}{' '}
            <a href={waiting.url}>Voir les demandes</a>
          </p>
        </Alert>
      )}
      {(total > 0 || isFiltered) && <ListFilters {...filters} />}
      {total > 0 && (
        <>
          <p>
            {formatNumber(total)} {plural(total, 'collectivité')}
          </p>
          <Lines lines={lines} />
          <Pager {...pager} />
        </>
      )}
      {total === 0 && isFiltered && (
        <p>
          Aucune collectivité ne correspond. Vérifiez le nom ou le SIRET, retirez un filtre, ou{' '}
          <a href={openingUrl}>ouvrez le service à une collectivité</a>.
        </p>
      )}
      {total === 0 && !isFiltered && (
        <p>
          Aucune collectivité n’utilise encore le service. Les habilitations de DataPass arrivent ici
          d’elles-mêmes ; vous pouvez aussi <a href={openingUrl}>ouvrir le service à une collectivité</a>.
        </p>
      )}
    </>
  )
}

const RECENT = 'Transmissions en 30 jours'

function Lines({ lines }: Pick<CollectivitesProps, 'lines'>) {
  return (
    <table class="qf-cards">
      <caption class="fr-sr-only">Collectivités, par ordre alphabétique</caption>
      <thead>
        <tr>
          {['Collectivité', 'État', RECENT, 'À regarder'].map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr>
            <th scope="row">
              <a href={line.url}>{line.name}</a>
              <span class="qf-detail">
                {collectivitePlace(line)}, SIRET {line.siret}
              </span>
            </th>
            <td data-label="État">
              <StateBadge state={line.state} />
            </td>
            <td data-label={RECENT}>{formatNumber(line.recent)}</td>
            <td data-label="À regarder">
              <Ailments {...line} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Ailments({ state, accepted, seen, transmitted, mailsFail, waits }: ConsoleLine) {
  if (state === 'fermée') return <>—</>
  const next = !accepted
    ? 'Personne n’a accepté'
    : !seen
      ? 'Page jamais vue'
      : !transmitted
        ? 'Jamais de transmission'
        : null
  if (!next && !mailsFail && !waits) return <>Rien</>
  return (
    <>
      {waits && <Badge kind="warning">Attend l’opérateur</Badge>}
      {mailsFail && <Badge kind="warning">Courriels refusés</Badge>}
      {next && <Badge kind="neutral">{next}</Badge>}
    </>
  )
}

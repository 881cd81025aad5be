import type { DifferenceKind } from '#src/onboarding/datapass/differences.js'
import { Said, type SaidWords } from '#templates/agent/said.js'
import { Alert } from '#templates/components/alert.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'
import { comparisonFault, DIFFERENCE_WORDS } from '#templates/dinum/difference-words.js'
import { formatNumber, plural } from '#templates/format.js'

type Line = {
  demande: number
  demandeUrl: string
  siret: string | null
  collectivite: { name: string; url: string } | null
}
type Props = {
  nav: ConsoleNavProps
  said: string
  isConfigured: boolean
  lastGood: { at: string; seen: number; opened: number } | null
  /** The last comparison, if it failed. */
  failed: { at: string; code: string } | null
  runningSince: string | null
  groups: { kind: DifferenceKind; total: number; lines: Line[] }[]
  reconcileUrl: string
}

const SAID: SaidWords = {
  fini: ['success', 'La comparaison est faite.'],
  echec: ['error', 'La comparaison n’a pas pu aller à son terme.'],
  deja: ['warning', 'Une comparaison est déjà en cours\u00a0: rechargez cette page dans un moment.'],
  encours: ['success', 'La comparaison est en cours\u00a0: rechargez cette page dans un moment.'],
}

/** What DataPass and this service say differently. */
export function Differences(props: Props) {
  const { nav, said, isConfigured, groups, reconcileUrl } = props
  return (
    <>
      <ConsoleNav {...nav} />
      <Said said={said} words={SAID} />
      <h1>Écarts avec DataPass</h1>
      {isConfigured ? (
        <>
          <p>
            Chaque nuit, le service compare ses habilitations avec celles de DataPass. Ce qui manque ici
            s’ouvre comme si l’événement était arrivé ; le reste est signalé ci-dessous, et rien n’est changé.
          </p>
          <LastOnes {...props} />
          <form method="post" action={reconcileUrl}>
            <button type="submit" class="fr-btn fr-btn--secondary">
              Comparer maintenant
            </button>
          </form>
        </>
      ) : (
        <Alert kind="info">
          <p>
            La comparaison n’est pas installée : elle demande DATAPASS_API_URL, DATAPASS_CLIENT_ID et
            DATAPASS_CLIENT_SECRET. Les événements de DataPass sont reçus sans elle.
          </p>
        </Alert>
      )}
      {groups.map((group) => (
        <Group {...group} />
      ))}
    </>
  )
}

function LastOnes({ lastGood, failed, runningSince, groups }: Props) {
  return (
    <>
      {failed && (
        <Alert kind="warning">
          <p>
            La comparaison du {failed.at} a échoué : {comparisonFault(failed.code)}.
            {lastGood && ' Ce qui est montré ici vient de la précédente.'}
          </p>
        </Alert>
      )}
      {runningSince && (
        <Alert kind="info">
          <p>Une comparaison est en cours depuis le {runningSince}.</p>
        </Alert>
      )}
      {lastGood ? (
        <p>
          Dernière comparaison réussie : le {lastGood.at}. {formatNumber(lastGood.seen)}{' '}
          {plural(lastGood.seen, 'habilitation')} {plural(lastGood.seen, 'active')} chez DataPass,{' '}
          {lastGood.opened === 0
            ? 'aucune à ouvrir ici'
            : `${formatNumber(lastGood.opened)} ${plural(lastGood.opened, 'ouverte')} par la comparaison`}
          .{groups.length === 0 && ' Aucun écart.'}
        </p>
      ) : (
        <p>Aucune comparaison n’a encore réussi.</p>
      )}
    </>
  )
}

function Group({ kind, total, lines }: Props['groups'][number]) {
  const { title, means, todo } = DIFFERENCE_WORDS[kind]
  return (
    <>
      <h2>
        {title} ({formatNumber(total)})
      </h2>
      <p>{means}</p>
      <p>
        <strong>À faire :</strong> {todo}
      </p>
      {total > lines.length && <p>Les {formatNumber(lines.length)} premières :</p>}
      <ul class="qf-results">
        {lines.map(({ demande, demandeUrl, siret, collectivite }) => (
          <li>
            <div>
              {collectivite ? (
                <a href={collectivite.url}>{collectivite.name}</a>
              ) : (
                'Pas dans l’annuaire du service'
              )}
              <span class="qf-detail">{siret ? `SIRET ${siret}` : 'Sans SIRET'}</span>
            </div>
            <a href={demandeUrl}>Demande D{demande}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

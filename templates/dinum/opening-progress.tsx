import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'
import { formatNumber } from '#templates/format.js'

export type OpeningProgressProps = {
  nav: ConsoleNavProps
  done: number
  total: number
  /** Null while the page stays as it is. */
  refreshSeconds: number | null
  /** Where it stays as it is, or follows again. */
  otherUrl: string
  listsUrl: string
  deadLettersUrl: string
}

/** How far a list is. The page asks again by itself, until it is told not to. */
export function OpeningProgress(props: OpeningProgressProps) {
  const { nav, done, total, refreshSeconds, otherUrl, listsUrl, deadLettersUrl } = props
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total)
  return (
    <>
      {refreshSeconds !== null && <meta http-equiv="refresh" content={String(refreshSeconds)} />}
      <ConsoleNav {...nav} />
      <h1>La liste s’ouvre</h1>
      <p class="fr-text--lead" id="avancement">
        {formatNumber(done)} {done > 1 ? 'lignes traitées' : 'ligne traitée'} sur {formatNumber(total)}, soit{' '}
        {percent} %.
      </p>
      <p>
        <progress class="qf-progress" value={done} max={total} aria-labelledby="avancement" />
      </p>
      <p>Vous pouvez fermer cette page : le travail continue. Les liens partent à mesure, par courriel.</p>
      {refreshSeconds !== null ? (
        <p>
          La page se met à jour toutes les {refreshSeconds} secondes.{' '}
          <a href={otherUrl}>Arrêter la mise à jour</a>
        </p>
      ) : (
        <p>
          La page ne se met plus à jour. <a href={otherUrl}>Suivre de nouveau</a>
        </p>
      )}
      <p>
        Plus rien n’avance depuis plusieurs minutes ? Regardez les <a href={deadLettersUrl}>pannes</a>.
      </p>
      <p>
        <a href={listsUrl}>Revenir aux listes</a>
      </p>
    </>
  )
}

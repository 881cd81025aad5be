import { formatNumber, plural } from '#templates/format.js'

export type FileLine = {
  leftAt: string
  takenBy: string
  format: 'csv' | 'xlsx'
  /** `jamais exportées, à traiter` */
  selection: string
  count: number
  /** What became of its rows; null for a long file that was not counted. */
  rows: { kept: number; toTreat: number; notTaken: number } | null
  csvUrl: string
  xlsxUrl: string
  treatUrl: string
  countUrl: string
}

/** One file that left, and what can still be done with it. */
export function Line({ leftAt, takenBy, format, selection, count, rows, ...urls }: FileLine) {
  return (
    <li>
      <h3 class="fr-h6">
        Le {leftAt} : {formatNumber(count)} {plural(count, 'ligne')}
      </h3>
      <p>
        {format === 'csv' ? 'CSV' : 'Excel'}, par {takenBy}. Transmissions choisies : {selection}.{' '}
        {rows ? whatBecame(count, rows) : <a href={urls.countUrl}>Compter ce qu’il en reste</a>}
      </p>
      {rows !== null && rows.toTreat > 0 && (
        <form method="post" action={urls.treatUrl} class="fr-mb-1w">
          <button type="submit" class="fr-btn fr-btn--secondary fr-btn--sm">
            {rows.toTreat > 1
              ? `Marquer ses ${formatNumber(rows.toTreat)} lignes restantes comme traitées`
              : 'Marquer sa ligne restante comme traitée'}
          </button>
        </form>
      )}
      {rows?.kept !== 0 && (
        <p>
          <a href={urls.xlsxUrl}>
            Refaire le fichier Excel <span class="fr-sr-only">du {leftAt}</span>
          </a>{' '}
          ·{' '}
          <a href={urls.csvUrl}>
            Refaire le CSV <span class="fr-sr-only">du {leftAt}</span>
          </a>
        </p>
      )}
    </li>
  )
}

function whatBecame(count: number, { kept, notTaken }: NonNullable<FileLine['rows']>): string {
  const missing = count - kept
  const erased =
    missing > 0
      ? `${formatNumber(missing)} ${missing > 1 ? 'lignes ont été effacées' : 'ligne a été effacée'} depuis. `
      : ''
  const brokeOff = notTaken > 0 ? 'Le téléchargement n’est pas allé au bout : refaites-le.' : ''
  return erased + brokeOff
}

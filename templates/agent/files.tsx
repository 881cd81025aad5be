import type { Counts } from '#src/submission/count-submissions.js'
import { countWords } from '#templates/agent/count-words.js'
import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { Alert } from '#templates/components/alert.js'
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

type Props = {
  nav: DeskNavProps
  counts: Counts
  /** What was just done, and to how many rows. */
  done: { what: string; rows: number }
  /** `AAAA-MM-JJ`, where the collectivité is. */
  today: string
  csvUrl: string
  xlsxUrl: string
  files: FileLine[]
  olderUrl: string | null
}

/** To make a file, and those that left. */
export function Files({ nav, counts, done, today, csvUrl, xlsxUrl, files, olderUrl }: Props) {
  return (
    <>
      <DeskNav {...nav} />
      <h1>Fichiers</h1>
      <Done {...done} />
      <h2>Faire un fichier</h2>
      {counts.total === 0 ? (
        <p>Personne n’a encore rien transmis : il n’y a rien à mettre dans un fichier.</p>
      ) : (
        <MakeFile counts={counts} today={today} csvUrl={csvUrl} xlsxUrl={xlsxUrl} />
      )}
      <h2>Fichiers déjà téléchargés</h2>
      {files.length === 0 ? (
        <p>Aucun fichier n’a encore été téléchargé.</p>
      ) : (
        <>
          <p>
            Aucun fichier n’est gardé ici : il est refait à la demande, avec les lignes qui existent encore.
          </p>
          <ul class="qf-files">
            {files.map((file) => (
              <Line {...file} />
            ))}
          </ul>
          {olderUrl && (
            <p>
              <a href={olderUrl}>Fichiers plus anciens</a>
            </p>
          )}
        </>
      )}
    </>
  )
}

function Done({ what, rows }: Props['done']) {
  if (what === 'vide')
    return (
      <Alert kind="info">
        <p role="status">Il n’y a rien à mettre dans ce fichier : aucune transmission ne correspond.</p>
      </Alert>
    )
  if (what !== 'traite') return null
  return (
    <Alert kind={rows > 0 ? 'success' : 'warning'}>
      <p role="status">
        {rows > 1
          ? `${formatNumber(rows)} transmissions sont marquées comme traitées.`
          : rows === 1
            ? 'La transmission est marquée comme traitée.'
            : 'Rien n’a changé : ces transmissions n’existent plus, ou le téléchargement n’est pas allé au bout.'}
      </p>
    </Alert>
  )
}

function MakeFile({
  counts,
  today,
  csvUrl,
  xlsxUrl,
}: Pick<Props, 'counts' | 'today' | 'csvUrl' | 'xlsxUrl'>) {
  return (
    <form method="get" action={xlsxUrl}>
      <fieldset class="fr-fieldset">
        <legend class="fr-fieldset__legend">Quelles transmissions ?</legend>
        <Choice id="jamais" value="jamais" checked={true}>
          Les nouvelles, qui ne sont encore dans aucun fichier ({countWords(counts.neverExported)})
        </Choice>
        <Choice id="toutes" value="" checked={false}>
          Toutes ({countWords(counts.total)})
        </Choice>
      </fieldset>
      <fieldset class="fr-fieldset">
        <legend class="fr-fieldset__legend fr-fieldset__legend--regular">
          Transmises entre deux dates <span class="fr-hint-text">facultatif</span>
        </legend>
        <DateField id="du" label="Du" max={today} />
        <DateField id="au" label="Au" max={today} />
      </fieldset>
      <ul class="fr-btns-group fr-btns-group--inline">
        <li>
          <button type="submit" class="fr-btn">
            Télécharger le fichier Excel
          </button>
        </li>
        <li>
          <button type="submit" class="fr-btn fr-btn--secondary" formaction={csvUrl}>
            Télécharger le CSV
          </button>
        </li>
      </ul>
      <p class="fr-text--sm">
        Une ligne par transmission. Le fichier Excel s’ouvre aussi dans LibreOffice et garde les zéros en tête
        des codes ; le CSV est fait pour un logiciel.
      </p>
    </form>
  )
}

function Choice({
  id,
  value,
  checked,
  children,
}: {
  id: string
  value: string
  checked: boolean
  children: unknown
}) {
  return (
    <div class="fr-fieldset__element">
      <div class="fr-radio-group">
        <input type="radio" id={`lignes-${id}`} name="export" value={value} checked={checked} />
        <label class="fr-label" for={`lignes-${id}`}>
          {children}
        </label>
      </div>
    </div>
  )
}

function DateField({ id, label, max }: { id: 'du' | 'au'; label: string; max: string }) {
  return (
    <div class="fr-fieldset__element fr-fieldset__element--inline">
      <label class="fr-label" for={`periode-${id}`}>
        {label}
      </label>
      <input class="fr-input" type="date" min="2020-01-01" id={`periode-${id}`} name={id} max={max} />
    </div>
  )
}

function Line({ leftAt, takenBy, format, selection, count, rows, ...urls }: FileLine) {
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

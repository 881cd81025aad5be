import type { Child } from 'hono/jsx'
import type { Counts } from '#src/submission/count-submissions.js'
import { countWords } from '#templates/agent/count-words.js'

type Props = {
  counts: Counts
  /** `AAAA-MM-JJ`, where the collectivité is. */
  today: string
  csvUrl: string
  xlsxUrl: string
}

/** Which transmissions, and in which format. */
export function MakeFile({ counts, today, csvUrl, xlsxUrl }: Props) {
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
  children: Child
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

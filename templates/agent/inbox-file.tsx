import { capital, countWords } from '#templates/agent/count-words.js'
import type { Selection } from '#templates/agent/inbox-search.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { formatNumber, plural } from '#templates/format.js'

type Props = {
  /** How many transmissions the list holds. */
  shown: number
  selection: Selection
  urls: { list: string; csv: string; xlsx: string; files: string }
}

/** The list as a file to leave with. */
export function File({ shown, selection, urls }: Props) {
  if (shown === 0 || selection.wrongPeriod) return null
  return (
    <section aria-labelledby="fichier">
      <h2 class="fr-h6 fr-mb-1w" id="fichier">
        {Object.keys(selection.parameters).length === 0
          ? 'Repartir avec un fichier'
          : `Repartir avec cette liste : ${selection.words}`}
      </h2>
      <div class="qf-bar fr-mb-1w">
        <ButtonLink href={urls.xlsx}>Télécharger le fichier Excel</ButtonLink>
        <ButtonLink href={urls.csv} secondary>
          Télécharger le CSV
        </ButtonLink>
      </div>
      <p class="fr-text--sm">
        {capital(countWords(shown))} {plural(shown, 'transmission')},{' '}
        {shown === 1 ? '1 ligne' : 'une ligne chacune'}. Ensuite,{' '}
        <a href={urls.list}>actualisez cette page</a> : elle propose de marquer{' '}
        {shown === 1 ? 'cette ligne comme traitée' : 'ces lignes comme traitées'}.{' '}
        <a href={urls.files}>Autres fichiers</a>
      </p>
    </section>
  )
}

/** How far a search looked: a search makes no file. */
export function Searched({ rows, all, text }: { rows: number; all: boolean; text: string }) {
  return (
    <p class="fr-text--sm">
      {all
        ? `Recherche faite dans ${formatNumber(rows)} ${plural(rows, 'transmission')}.`
        : `Recherche faite dans les ${formatNumber(rows)} transmissions les plus récentes : pour chercher plus loin, précisez une période.`}{' '}
      {text !== '' && !/[a-z0-9à-ÿ]/i.test(text) && 'Écrivez au moins une lettre ou un chiffre. '}
      Pour un fichier, cochez les lignes.
    </p>
  )
}

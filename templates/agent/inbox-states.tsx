import type { Counts } from '#src/submission/count-submissions.js'
import { countWords } from '#templates/agent/count-words.js'
import type { Selection } from '#templates/agent/inbox-search.js'

type Props = {
  counts: Counts
  selection: Selection
  urls: Record<'all' | 'toTreat' | 'treated' | 'neverExported', string>
}

/** The list by its states, with how many stand in each. */
export function States({ counts, selection, urls }: Props) {
  const { etat, export: exported } = selection.parameters
  const current = etat ?? exported ?? ''
  const choices = [
    { label: 'Toutes', count: counts.total, href: urls.all, current: current === '' },
    { label: 'À traiter', count: counts.toTreat, href: urls.toTreat, current: current === 'a-traiter' },
    { label: 'Traitées', count: treatedOf(counts), href: urls.treated, current: current === 'traite' },
    {
      label: 'Dans aucun fichier',
      count: counts.neverExported,
      href: urls.neverExported,
      current: current === 'jamais',
    },
  ]
  return (
    <nav aria-label="Transmissions affichées">
      <ul class="qf-choices">
        {choices.map(({ label, count, href, current }) => (
          <li>
            <a class="fr-link" href={href} aria-current={current ? 'page' : undefined}>
              {label}
              {count !== null && ` (${countWords(count)})`}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

// Where the total is not counted to its end, a difference would be a guess.
function treatedOf({ total, toTreat }: Counts): number | null {
  return countWords(total).startsWith('plus') ? null : total - toTreat
}

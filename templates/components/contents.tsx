export type ContentsEntry = { id: string; title: string; entries?: ContentsEntry[] }

type Props = {
  entries: ContentsEntry[]
  /** Where it would fill a telephone's first screens. */
  folded?: boolean
}

/** What a long page holds, as links to its headings. */
export function Contents({ entries, folded = false }: Props) {
  return (
    <nav class="qf-contents" aria-label="Sommaire">
      {folded ? (
        <details>
          <summary>Sommaire</summary>
          <List entries={entries} />
        </details>
      ) : (
        <List entries={entries} />
      )}
    </nav>
  )
}

function List({ entries }: { entries: ContentsEntry[] }) {
  return (
    <ul>
      {entries.map(({ id, title, entries: inside }) => (
        <li>
          <a href={`#${id}`}>{title}</a>
          {inside && <List entries={inside} />}
        </li>
      ))}
    </ul>
  )
}

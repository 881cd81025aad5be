export type ContentsEntry = { id: string; title: string; entries?: ContentsEntry[] }

/** What a long page holds, as links to its headings. */
export function Contents({ entries }: { entries: ContentsEntry[] }) {
  return (
    <nav class="qf-contents" aria-label="Sommaire">
      <List entries={entries} />
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

import type { Child } from 'hono/jsx'

/** A part of a long page; its `id` is an address that people keep, so it does not change. */
export type Section = { id: string; title: string; content: Child }

/** The parts of a long page under their headings. */
export function Sections({ sections, level = 2 }: { sections: Section[]; level?: 2 | 3 }) {
  return sections.map(({ id, title, content }) => (
    <>
      {level === 2 ? (
        <h2 id={id}>{title}</h2>
      ) : (
        <h3 id={id} class="qf-question">
          {title}
        </h3>
      )}
      {content}
    </>
  ))
}

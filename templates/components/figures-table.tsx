import type { Child } from 'hono/jsx'

type Props = { caption: string; titles: string[]; rows: Child[][] }

/** Figures under their titles: words on the left, numbers on the right. */
export function FiguresTable({ caption, titles, rows }: Props) {
  return (
    <table class="qf-figures">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {titles.map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...others]) => (
          <tr>
            <th scope="row">{first}</th>
            {others.map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

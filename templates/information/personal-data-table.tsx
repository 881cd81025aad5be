import { SummaryList } from '#templates/components/summary-list.js'
import type { Described } from '#templates/personal-data/words.js'

type Column = { title: string; of(group: Described): string }

const UNTIL: Column = { title: 'Jusqu’à quand', of: ({ kept }) => kept }
const WHO: Column = { title: 'Qui le lit', of: ({ readers }) => readers }
const WHY = 'Pourquoi, et d’où'

/** A part of the register: what is kept together stands in one row, what holds for all rows above them. */
export function PersonalDataTable({ caption, groups }: { caption: string; groups: Described[] }) {
  const common = [UNTIL, WHO].filter(({ of }) => new Set(groups.map(of)).size === 1)
  const own = [UNTIL, WHO].filter((column) => !common.includes(column))
  return (
    <>
      {common.length > 0 && (
        <SummaryList
          rows={common.map(({ title, of }): [string, string] => [title, groups.map(of)[0] ?? ''])}
        />
      )}
      <table class="qf-cards qf-wide qf-register">
        <caption class="fr-sr-only">{caption}</caption>
        <thead>
          <tr>
            {['Ce qui est gardé', WHY, ...own.map(({ title }) => title)].map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr>
              <th scope="row">
                {group.title}
                <ul>
                  {group.items.map((item) => (
                    <li>{item}</li>
                  ))}
                </ul>
                <span class="qf-detail">{group.form}</span>
              </th>
              <td data-label={WHY}>
                {group.purpose}
                <span class="qf-detail">{group.source}</span>
              </td>
              {own.map(({ title, of }) => (
                <td data-label={title}>{of(group)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

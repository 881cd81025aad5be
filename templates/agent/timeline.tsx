export type TimelineStep = { at: string; what: string; by: string }

/** What became of a transmission, the oldest first. */
export function Timeline({ steps }: { steps: TimelineStep[] }) {
  return (
    <ol class="qf-timeline">
      {steps.map(({ at, what, by }) => (
        <li>
          <strong>{what}</strong> par {by}
          <span class="qf-detail">le {at}</span>
        </li>
      ))}
    </ol>
  )
}

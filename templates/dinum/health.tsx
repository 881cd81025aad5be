import { Badge } from '#templates/components/badge.js'
import { type HealthProps, type HealthStep, healthSteps } from '#templates/dinum/health-steps.js'

const BADGES: Record<HealthStep['kind'], ['success' | 'info' | 'warning' | 'neutral', string]> = {
  done: ['success', 'Fait'],
  todo: ['info', 'À faire'],
  trouble: ['warning', 'À régler'],
  optional: ['neutral', 'Facultatif'],
  never: ['neutral', 'Non'],
}

/** The way of a collectivité, from its habilitation to its mails. */
export function HealthChain(props: HealthProps) {
  return (
    <table class="qf-cards">
      <caption class="fr-sr-only">Étapes, de l’habilitation aux courriels</caption>
      <thead>
        <tr>
          {['Étape', 'Où elle en est', 'Depuis'].map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {healthSteps(props).map(({ name, kind, since, words }) => (
          <tr>
            <th scope="row">{name}</th>
            <td data-label="Où elle en est">
              <Badge kind={BADGES[kind][0]}>{BADGES[kind][1]}</Badge> {words}
            </td>
            <td data-label="Depuis">{since ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

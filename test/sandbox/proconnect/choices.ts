import type { Organisation } from './organisations.js'
import { type Persona, personas } from './personas.js'

/** One line of the page: a person in one of her organisations. */
export type Choice = { id: string; persona: Persona; organisation: Organisation }

export const choices: Choice[] = personas.flatMap((persona) =>
  persona.organisations.map((organisation) => ({
    id: `${persona.id}/${organisation.siret}`,
    persona,
    organisation,
  })),
)

/** @param id `<persona>`, enough when she has one organisation, or `<persona>/<siret>` */
export function findChoice(id: string): Choice | null {
  return (
    choices.find((choice) => choice.id === id) ?? choices.find((choice) => choice.persona.id === id) ?? null
  )
}

export function labelOf({ persona, organisation }: Choice): string {
  return `${persona.givenName} ${persona.usualName} — ${organisation.name}`
}

import { Page } from '../page.js'
import { WaysOut } from '../ways-out.js'
import { type Choice, labelOf } from './choices.js'

/** ProConnect's form, its identity provider and the choice of an organisation, in one. */
export function InteractionPage({ choices }: { choices: Choice[] }) {
  return (
    <Page title="ProConnect">
      <h2>Choisissez un agent</h2>
      <form method="post">
        <ul class="choices">
          {choices.map((choice) => (
            <li>
              <button
                type="submit"
                name="identity"
                value={choice.id}
                aria-describedby={`outcome-${choice.id}`}
              >
                {labelOf(choice)}
              </button>
              <p id={`outcome-${choice.id}`}>{choice.persona.outcome}</p>
            </li>
          ))}
        </ul>
        <WaysOut />
      </form>
    </Page>
  )
}

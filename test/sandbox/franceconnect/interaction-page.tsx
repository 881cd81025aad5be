import { Page } from '../page.js'
import { WaysOut } from '../ways-out.js'
import { fullNameOf, type Identity } from './identity.js'
import { Transmitted } from './transmitted.js'

type Props = { identities: Identity[]; transmitted: string[] }

/** FranceConnect's choice of an identity provider, its form and its information page, in one. */
export function InteractionPage({ identities, transmitted }: Props) {
  return (
    <Page title="FranceConnect">
      <Transmitted labels={transmitted} />
      <h2>Choisissez une identité</h2>
      <form method="post">
        <ul class="choices">
          {identities.map((identity) => (
            <li>
              <button
                type="submit"
                name="identity"
                value={identity.id}
                aria-describedby={`outcome-${identity.id}`}
              >
                {fullNameOf(identity)}
              </button>
              <p id={`outcome-${identity.id}`}>{identity.outcome}</p>
            </li>
          ))}
        </ul>
        <WaysOut />
      </form>
    </Page>
  )
}

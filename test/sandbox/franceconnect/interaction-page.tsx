import { Page } from '../page.js'
import { WaysOut } from '../ways-out.js'
import { fullNameOf, type Identity } from './identity.js'

type Props = { identities: Identity[]; transmitted: string[] }

/** FranceConnect's choice of an identity provider, its form and its information page, in one. */
export function InteractionPage({ identities, transmitted }: Props) {
  return (
    <Page title="FranceConnect">
      <h2>Données transmises au service</h2>
      <ul>
        {transmitted.map((label) => (
          <li>{label}</li>
        ))}
      </ul>
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

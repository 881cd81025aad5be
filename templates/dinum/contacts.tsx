import type { ContactKind } from '#src/collectivite/contacts.js'

export type ContactLine = {
  kind: ContactKind
  name: string | null
  /** Null for nobody in this place. */
  email: string | null
  since: string | null
  /** Null when it may not be changed. */
  changeUrl: string | null
}

/** How each place is called on a page. */
export const CONTACT_NAMES: Record<ContactKind, string> = {
  demandeur: 'Demandeur',
  'contact métier': 'Contact métier',
  'délégué à la protection des données': 'Délégué à la protection des données',
}

/** Whom the habilitation, or the operator, names. */
export function Contacts({ lines }: { lines: ContactLine[] }) {
  return (
    <>
      <h2>Contacts</h2>
      <table class="qf-cards">
        <caption class="fr-sr-only">Contacts de la collectivité</caption>
        <thead>
          <tr>
            {['Place', 'Personne', 'Depuis', 'Action'].map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ kind, name, email, since, changeUrl }) => (
            <tr>
              <th scope="row">{CONTACT_NAMES[kind]}</th>
              <td data-label="Personne">
                {name ?? email ?? 'Personne'}
                {name && email && <span class="qf-detail">{email}</span>}
              </td>
              <td data-label="Depuis">{since ?? '—'}</td>
              <td data-label="Action">
                {changeUrl ? (
                  <a href={changeUrl}>
                    {email ? 'Changer' : 'Indiquer'}
                    <span class="fr-sr-only"> : {CONTACT_NAMES[kind]}</span>
                  </a>
                ) : (
                  '—'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

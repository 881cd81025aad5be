import type { FoundCommune } from '#src/dinum/opening/find-communes.js'
import type { OpeningErrors, OpeningForm } from '#src/dinum/opening/opening-form.js'
import { AllDemanded } from '#templates/components/all-demanded.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { SearchField } from '#templates/components/search-field.js'
import { TextField } from '#templates/components/text-field.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'
import { StateBadge } from '#templates/dinum/state-badge.js'

export type OpeningProps = {
  nav: ConsoleNavProps
  action: string
  /** As typed; empty for no search. */
  search: string
  /** `url` leads to the one that is in the service already. */
  communes: (FoundCommune & { url: string | null })[]
  more: boolean
  typed: OpeningForm
  errors: OpeningErrors
  /** Where many are opened at once. */
  listsUrl: string
}

/** Opens the service to one collectivité. */
export function Opening(props: OpeningProps) {
  return (
    <>
      <ConsoleNav {...props.nav} />
      <h1>Ouvrir une collectivité</h1>
      <ErrorSummary title="Rien n’est encore ouvert : il reste à corriger" errors={faultsOf(props.errors)} />
      <p>
        Plusieurs à la fois ? <a href={props.listsUrl}>Ouvrir une liste</a>
      </p>
      <Communes {...props} />
      <Form {...props} />
    </>
  )
}

function Communes({ action, search, communes, more }: OpeningProps) {
  return (
    <>
      <h2>Vérifier la commune</h2>
      <search>
        <form method="get" action={action}>
          <SearchField
            id="q"
            label="Chercher une commune"
            hint="Nom, code postal ou code COG"
            value={search}
            maxLength={100}
          />
        </form>
      </search>
      {search && communes.length === 0 && <p>Aucune commune ne correspond.</p>}
      {communes.length > 0 && (
        <table class="qf-cards">
          <caption class="fr-sr-only">Communes trouvées</caption>
          <thead>
            <tr>
              {['Commune', 'SIREN', 'Code COG', 'Dans le service'].map((title) => (
                <th scope="col">{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {communes.map((commune) => (
              <tr>
                <th scope="row">
                  {commune.name}
                  <span class="qf-detail">{collectivitePlace(commune)}</span>
                </th>
                <td data-label="SIREN">{commune.siren ?? 'Inconnu'}</td>
                <td data-label="Code COG">{commune.codeCog}</td>
                <td data-label="Dans le service">
                  {commune.opened && commune.url ? (
                    <>
                      <StateBadge state={commune.opened.state} />{' '}
                      <a href={commune.url}>
                        Voir<span class="fr-sr-only"> {commune.name}</span>
                      </a>
                    </>
                  ) : (
                    'Non'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {communes.length > 0 && (
        <p class="fr-mt-2w">
          {more && 'Il y en a d’autres\u00a0: précisez le nom ou le code postal. '}
          Le SIRET de la mairie commence par le SIREN ; cinq chiffres le complètent.
        </p>
      )}
    </>
  )
}

function Form({ action, typed, errors }: OpeningProps) {
  // Nothing but the SIRET is asked where it tells the rest.
  const asksPlace = Boolean(errors.cog || errors.nom || typed.cog || typed.nom)
  return (
    <>
      <h2 id="ouvrir">Ouvrir le service</h2>
      <form method="post" action={action} novalidate>
        <AllDemanded />
        <Line
          name="siret"
          label="SIRET de la collectivité"
          hint="14 chiffres, espaces permis. Nom, département et fuseau horaire viennent de là."
          {...{ typed, errors }}
        />
        {asksPlace && (
          <>
            <Line
              name="nom"
              label="Nom de la collectivité"
              hint="Ce que liront les habitants. Exemple : CCAS de Fay-aux-Loges"
              {...{ typed, errors }}
            />
            <Line
              name="cog"
              label="Code COG de sa commune"
              hint="5 signes, ce n’est pas le code postal. Exemple : 45142"
              {...{ typed, errors }}
            />
          </>
        )}
        <Line
          name="gestionnaire"
          label="Adresse du gestionnaire"
          hint="Son adresse de travail, avec laquelle elle se connectera à ProConnect. Un lien y part."
          {...{ typed, errors }}
        />
        <Line
          name="autre_gestionnaire"
          label="Adresse d’un second gestionnaire"
          hint="Facultatif, pour les absences"
          {...{ typed, errors }}
        />
        <Line
          name="delegue"
          label="Adresse du délégué à la protection des données"
          hint="Facultatif. Cette personne n’est pas invitée."
          {...{ typed, errors }}
        />
        <button type="submit" class="fr-btn">
          Ouvrir et inviter
        </button>
      </form>
    </>
  )
}

type LineProps = Pick<OpeningProps, 'typed' | 'errors'> & {
  name: keyof OpeningForm
  label: string
  hint: string
}

function Line({ name, label, hint, typed, errors }: LineProps) {
  return (
    <TextField id={name} name={name} label={label} hint={hint} value={typed[name]} error={errors[name]} />
  )
}

// In the order of the page; a fault of an address does not say whose it is.
const NAMES: Record<keyof OpeningForm, string> = {
  siret: '',
  nom: '',
  cog: '',
  gestionnaire: 'Gestionnaire\u00a0: ',
  autre_gestionnaire: 'Second gestionnaire\u00a0: ',
  delegue: 'Délégué à la protection des données\u00a0: ',
}

function faultsOf(errors: OpeningErrors) {
  return Object.entries(NAMES).flatMap(([field, whose]) => {
    const message = errors[field as keyof OpeningForm]
    return message ? [{ fieldId: field, message: whose + message }] : []
  })
}

import { Alert } from '#templates/components/alert.js'
import { AllDemanded } from '#templates/components/all-demanded.js'
import { TextField } from '#templates/components/text-field.js'
import type {
  DatapassDemandeProps,
  DemandeView,
  OrganizationView,
} from '#templates/dinum/datapass-demande.js'

type Props = Pick<DatapassDemandeProps, 'typed' | 'errors' | 'urls'> & { demande: DemandeView }

/** What the operator may say about a demande that waits; nothing for one that does not. */
export function DatapassDecision(props: Props) {
  const { waitsFor, isUnderWay } = props.demande
  if (isUnderWay)
    return (
      <Alert kind="info">
        <p>Votre décision est prise et sera appliquée dans quelques secondes.</p>
      </Alert>
    )
  if (waitsFor === 'transfert') return <Transfer {...props} />
  if (waitsFor === 'code COG') return <Place {...props} />
  return waitsFor === 'SIRET' ? <NoSiret /> : null
}

function Transfer({ demande: { organization, transfer, active }, urls }: Props) {
  if (!transfer) return null
  return (
    <>
      <h2>Accepter le transfert ?</h2>
      <p>
        DataPass a transféré cette demande à une autre organisation. Le service ne suit pas de lui-même : les
        données d’une collectivité ne doivent pas aller à une autre par une erreur de saisie.
      </p>
      <p>Si vous acceptez :</p>
      <ul>
        <li>
          <strong>{nameOf(transfer)}</strong>{' '}
          {active
            ? transfer.state === 'fermée'
              ? 'reste fermée, jusqu’à ce que vous la rouvriez depuis sa page ;'
              : 'a le service, et ceux que la demande nomme sont invités ;'
            : 'reçoit la demande, dont l’habilitation est terminée : rien ne s’ouvre ;'}
        </li>
        {organization && (
          <li>
            <strong>{nameOf(organization)}</strong> est suspendue, sauf si une autre habilitation l’autorise.
            Ce qui lui a été transmis reste à ses agents, qui le lisent encore.
          </li>
        )}
      </ul>
      <form method="post" action={urls.transfer} class="fr-my-2w">
        <button type="submit" class="fr-btn" name="siret" value={transfer.siret}>
          Accepter le transfert
        </button>
      </form>
      <p>
        Sinon, ne faites rien : {organization ? 'le service reste où il est' : 'rien ne s’ouvre'}, et la
        demande attend ici. Si le transfert est une erreur, faites-le corriger dans DataPass.
      </p>
    </>
  )
}

function nameOf({ name, siret }: OrganizationView): string {
  return name ?? `L’organisation de SIRET ${siret}`
}

function Place({ typed, errors, urls }: Props) {
  return (
    <>
      <h2>Préciser la commune</h2>
      <p>
        Ni l’Insee ni son SIREN ne disent où est cette organisation. Son nom et son adresse sont dans le
        contenu de l’événement de validation, ci-dessous ; son SIRET se cherche sur
        annuaire-entreprises.data.gouv.fr.
      </p>
      <form method="post" action={urls.place} novalidate>
        <AllDemanded />
        <TextField
          id="cog"
          name="cog"
          label="Code COG de sa commune"
          hint="5 signes, ce n’est pas le code postal. Exemple : 45142"
          value={typed.cog}
          error={errors.cog}
        />
        <TextField
          id="nom"
          name="nom"
          label="Nom de la collectivité"
          hint="Ce que liront les habitants. Exemple : CCAS de Fay-aux-Loges"
          value={typed.nom}
          error={errors.nom}
        />
        <button type="submit" class="fr-btn">
          Ouvrir et inviter
        </button>
      </form>
    </>
  )
}

function NoSiret() {
  return (
    <>
      <h2>Une organisation sans SIRET</h2>
      <p>
        Un établissement à l’étranger, par exemple, n’a pas de SIRET. Le service reconnaît chaque collectivité
        à son SIRET, et ses agents aussi : rien ne peut s’ouvrir.
      </p>
      <p>
        Si la demande vient d’une collectivité française, faites-la transférer dans DataPass vers son
        organisation : le transfert apparaîtra ici, à accepter. Sinon, dites au demandeur que le service ne
        peut pas lui être ouvert.
      </p>
    </>
  )
}

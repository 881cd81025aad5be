import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { QuotientFamilial } from '#src/external/api-particulier/quotient-familial.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import type { Refresh } from '#src/resident/resident-session.js'
import { Alert } from '#templates/components/alert.js'
import { BigValue } from '#templates/components/big-value.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { IdentityList } from '#templates/components/identity-list.js'
import { SharedComputer } from '#templates/components/shared-computer.js'
import { Stepper } from '#templates/components/stepper.js'
import { formatMonth, formatNumber, insideSentence } from '#templates/format.js'
import { fundWord } from '#templates/fund.js'
import { Declaration, type Declared, declaredErrors } from '#templates/resident/declaration.js'

type Props = {
  collectivite: Collectivite
  identity: PivotIdentity
  /** The commune of her birth by its name. */
  birthplace?: string | null
  quotientFamilial: QuotientFamilial
  /** Ties the form to what is shown. */
  revue: string
  externalId: string | null
  retentionDays: number
  /** Null where the collectivité does not ask for them. */
  declared: Declared | null
  isShared?: boolean
  action: string
  refresh: Refresh
  /** Asks the fund anew. */
  refreshUrl: string
  /** Where she says that the value does not match; left out where the page is shown as an example. */
  disputeUrl?: string
  /** Who reads her data, and how long; of this collectivité unless said otherwise. */
  personalDataUrl?: string
}

/** What would be sent, to whom, why and for how long; the one button that sends it. */
export function Review({
  collectivite,
  identity,
  birthplace = null,
  quotientFamilial,
  revue,
  externalId,
  retentionDays,
  declared,
  isShared = false,
  action,
  refresh,
  refreshUrl,
  disputeUrl,
  personalDataUrl,
}: Props) {
  return (
    <>
      {declared && (
        <ErrorSummary
          title="Rien n’a encore été transmis : il reste à corriger"
          errors={declaredErrors(declared)}
        />
      )}
      <h1>Vérifier avant de transmettre</h1>
      <p>
        Vous allez transmettre à <CollectiviteName collectivite={collectivite} />
      </p>
      <Stepper step={2} />
      <Value quotientFamilial={quotientFamilial} />
      <Freshness refresh={refresh} refreshUrl={refreshUrl} />
      {disputeUrl && (
        <p>
          Ce montant ne correspond pas à votre attestation ?{' '}
          <a href={disputeUrl}>Le signaler en le transmettant</a>, ou{' '}
          <a href="/faq#difference">lire d’où vient la différence</a>.
        </p>
      )}
      <h2 class="fr-h4">Votre identité</h2>
      <p>Telle que FranceConnect la certifie. Votre nom de naissance est celui qui figure à l’état civil.</p>
      <IdentityList identity={identity} externalId={externalId} birthplace={birthplace} />
      <p>
        <strong>
          {declared
            ? 'Rien d’autre n’est transmis, sauf ce que vous écrivez ci-dessous.'
            : 'Rien d’autre n’est transmis.'}
        </strong>{' '}
        Cette identité n’est pas la vôtre ? Ne transmettez rien, et déconnectez-vous.
      </p>
      <form action={action} method="post" class="fr-my-4w">
        <input type="hidden" name="revue" value={revue} />
        {declared && <Declaration declared={declared} />}
        <SharedComputer checked={isShared} />
        <button type="submit" class="fr-btn fr-btn--lg">
          Transmettre mon quotient familial
        </button>
      </form>
      <h2 class="fr-h6">Pourquoi, et pour combien de temps</h2>
      <p>
        {collectivite.name} s’en sert pour appliquer ses tarifs (
        {collectivite.services
          ? insideSentence(collectivite.services)
          : 'cantine, garderie, centre de loisirs…'}
        ). Ses agents y ont accès ici pendant {retentionDays} jours au plus, puis tout est effacé de ce
        service. Vous pouvez demander à votre collectivité de voir, corriger ou effacer vos données :{' '}
        <a href={personalDataUrl ?? `/collectivites/${collectivite.siret}/donnees_personnelles`}>
          vos droits en détail
        </a>
        .
      </p>
    </>
  )
}

function Freshness({ refresh, refreshUrl }: { refresh: Refresh; refreshUrl: string }) {
  switch (refresh) {
    case 'not-asked':
      return (
        <p>
          Ce montant peut dater de la veille. S’il vient de changer, demandez-le de nouveau à la CAF ou à la
          MSA : <a href={refreshUrl}>Actualiser</a>. FranceConnect vous demandera une confirmation.
        </p>
      )
    case 'done':
      return <p>Ce montant vient d’être actualisé auprès de la CAF ou de la MSA.</p>
    case 'done-today-already':
      return <p>Vous avez déjà actualisé ce montant il y a moins de 24 heures : c’est le dernier connu.</p>
  }
}

function Value({ quotientFamilial }: { quotientFamilial: QuotientFamilial }) {
  const { value, year, month, calculationYear, calculationMonth, provider } = quotientFamilial
  const calculated =
    calculationYear !== null && calculationMonth !== null
      ? `, calculé en ${formatMonth(calculationYear, calculationMonth)}`
      : ''
  return (
    <>
      <BigValue
        label="Votre quotient familial"
        value={formatNumber(value)}
        detail={`Pour ${formatMonth(year, month)}${calculated} (${fundWord(provider)})`}
      />
      {value === 0 && (
        <Alert kind="info">
          <p>
            Un quotient familial à 0 veut souvent dire que la CAF ou la MSA ne connaît pas encore vos
            ressources. Vous pouvez le transmettre : votre collectivité vérifiera avec vous.
          </p>
        </Alert>
      )}
    </>
  )
}

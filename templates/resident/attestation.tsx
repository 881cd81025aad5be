import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import type { AttestationErrors, AttestationForm } from '#src/resident/attestation/attestation-form.js'
import { Alert } from '#templates/components/alert.js'
import { AllDemanded } from '#templates/components/all-demanded.js'
import { WhereAttestationIs } from '#templates/components/attestation-steps.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { GetHelp } from '#templates/components/get-help.js'
import { IdentityList } from '#templates/components/identity-list.js'
import { SharedComputer } from '#templates/components/shared-computer.js'
import { AttestationValue, attestationFaults, TypedIdentity } from '#templates/resident/attestation-fields.js'
import { AttestationFiles, type AttestationFilesProps } from '#templates/resident/attestation-files.js'
import { type AttestationWarning, attestationWarning } from '#templates/resident/attestation-warning.js'
import { Declaration, type Declared } from '#templates/resident/declaration.js'

type Props = {
  collectivite: Collectivite
  /** Of FranceConnect; null where it is typed. */
  identity: PivotIdentity | null
  /** The commune of her birth by its name. */
  birthplace?: string | null
  /** Ties the form to what is shown. */
  revue: string
  typed: AttestationForm
  errors: AttestationErrors
  /** Null where the collectivité does not ask for them. */
  declared: Declared | null
  isShared: boolean
  files: AttestationFilesProps
  warning: AttestationWarning | null
  action: string
  otherWayUrl: string
}

/** The attestation of the fund, joined here: what it says, and the file. */
export function Attestation(props: Props) {
  const { collectivite, identity, revue, typed, errors, declared, isShared, files, warning } = props
  return (
    <>
      <ErrorSummary
        title="Rien n’a encore été transmis : il reste à corriger"
        errors={attestationFaults({ errors, declared, files })}
      />
      {warning && <Warning warning={warning} />}
      <h1>Joindre mon attestation</h1>
      <p>
        Vous allez transmettre à <CollectiviteName collectivite={collectivite} />
      </p>
      <p>
        Votre attestation de quotient familial se télécharge en quelques minutes : <WhereAttestationIs />. Un
        agent de {collectivite.name} la lira et la comparera à ce que vous écrivez ici.
      </p>
      <form action={props.action} method="post" enctype="multipart/form-data" novalidate>
        <AllDemanded />
        <input type="hidden" name="revue" value={revue} />
        {identity ? (
          <CertifiedIdentity
            identity={identity}
            birthplace={props.birthplace ?? null}
            collectivite={collectivite}
            otherWayUrl={props.otherWayUrl}
          />
        ) : (
          <TypedIdentity typed={typed} errors={errors} />
        )}
        <AttestationValue typed={typed} errors={errors} />
        <h2 class="fr-h5">Le document</h2>
        <AttestationFiles {...files} label="Votre attestation" />
        {declared && <Declaration declared={declared} />}
        <SharedComputer checked={isShared} />
        {!identity && <LeaveEmpty value={typed.site_web} />}
        <button type="submit" class="fr-btn fr-btn--lg">
          Transmettre mon attestation
        </button>
      </form>
      <h2 class="fr-h6 fr-mt-4w">Pourquoi, et pour combien de temps</h2>
      <p>
        {collectivite.name} s’en sert pour appliquer ses tarifs. Le document est chiffré ; il est effacé 15
        jours après son traitement, et tout le reste après {collectivite.retentionDays} jours au plus.{' '}
        <a href={`/collectivites/${collectivite.siret}/donnees_personnelles`}>Vos droits en détail</a>
      </p>
      <p>
        <a href={props.otherWayUrl}>L’apporter à l’accueil, ou faire autrement</a>
      </p>
      <GetHelp />
    </>
  )
}

type CertifiedProps = Pick<Props, 'collectivite' | 'otherWayUrl'> & {
  identity: PivotIdentity
  birthplace: string | null
}

function CertifiedIdentity({ identity, birthplace, collectivite, otherWayUrl }: CertifiedProps) {
  return (
    <>
      <h2 class="fr-h5">Votre identité</h2>
      <p>Telle que FranceConnect la certifie : elle ne se change pas ici.</p>
      <IdentityList identity={identity} externalId={null} birthplace={birthplace} />
      <p>
        <strong>L’attestation est au nom de quelqu’un d’autre (un parent, par exemple) ?</strong> Ne l’envoyez
        pas ainsi :{' '}
        {collectivite.acceptsWithoutFranceConnect ? (
          'déconnectez-vous, puis joignez-la sans FranceConnect, au nom qui est écrit dessus.'
        ) : (
          <>
            <a href={otherWayUrl}>donnez-la autrement</a> à votre collectivité.
          </>
        )}
      </p>
    </>
  )
}

function Warning({ warning }: { warning: AttestationWarning }) {
  const { title, words } = attestationWarning(warning)
  return (
    <div role="alert">
      <Alert kind="warning" title={title}>
        <p>{words}</p>
      </Alert>
    </div>
  )
}

/** A robot fills every field; a person does not see this one. */
function LeaveEmpty({ value }: { value: string }) {
  return (
    <div class="qf-hors-vue" aria-hidden="true">
      <label for="site_web">Ne remplissez pas ce champ</label>
      <input id="site_web" name="site_web" type="text" value={value} tabindex={-1} autocomplete="off" />
    </div>
  )
}

import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { QuotientFamilial } from '#src/external/api-particulier/quotient-familial.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import type { DisputeReading } from '#src/resident/attestation/dispute-form.js'
import { AllDemanded } from '#templates/components/all-demanded.js'
import { BigValue } from '#templates/components/big-value.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { GetHelp } from '#templates/components/get-help.js'
import { SharedComputer } from '#templates/components/shared-computer.js'
import { TextArea } from '#templates/components/text-area.js'
import { formatMonth, formatNumber } from '#templates/format.js'
import { fundWord } from '#templates/fund.js'
import {
  AttestationFiles,
  type AttestationFilesProps,
  fileErrors,
} from '#templates/resident/attestation-files.js'
import { Declaration, type Declared, declaredErrors } from '#templates/resident/declaration.js'

type Props = {
  collectivite: Collectivite
  identity: PivotIdentity
  quotientFamilial: QuotientFamilial
  revue: string
  said: DisputeReading
  declared: Declared | null
  isShared: boolean
  files: AttestationFilesProps
  action: string
  reviewUrl: string
}

/** The certified value goes as it is, with what the resident says of it. */
export function Dispute(props: Props) {
  const { collectivite, identity, quotientFamilial, revue, said, declared, isShared, files } = props
  const { value, year, month, provider } = quotientFamilial
  const errors = [
    ...(said.error ? [{ fieldId: 'motif', message: said.error }] : []),
    ...fileErrors(files),
    ...(declared ? declaredErrors(declared) : []),
  ]
  return (
    <>
      <ErrorSummary title="Rien n’a encore été transmis : il reste à corriger" errors={errors} />
      <h1>Ce quotient familial ne correspond pas ?</h1>
      <p>
        Vous allez transmettre à <CollectiviteName collectivite={collectivite} />
      </p>
      <p>
        Au nom de :{' '}
        <strong>
          {identity.givenNames.join(' ')} {identity.familyName}
        </strong>
      </p>
      <BigValue
        label="Quotient familial que donne la caisse"
        value={formatNumber(value)}
        detail={`Pour ${formatMonth(year, month)} (${fundWord(provider)})`}
      />
      <p>
        Il part tel quel, et marqué comme signalé : un agent lira ce que vous écrivez ici et verra avec vous.
        Pour le faire corriger, adressez-vous à votre CAF ou à votre MSA : ni ce service ni la mairie ne
        peuvent le changer.
      </p>
      <form action={props.action} method="post" enctype="multipart/form-data" novalidate>
        <AllDemanded />
        <input type="hidden" name="revue" value={revue} />
        <TextArea
          name="motif"
          label="Qu’est-ce qui ne correspond pas ?"
          hint="Par exemple : mon attestation de novembre dit 612. 500 caractères au plus."
          value={said.reason}
          rows={4}
          error={said.error ?? undefined}
        />
        <AttestationFiles {...files} label="Votre attestation" optional />
        {declared && <Declaration declared={declared} />}
        <SharedComputer checked={isShared} />
        <button type="submit" class="fr-btn fr-btn--lg">
          Transmettre mon quotient familial
        </button>
      </form>
      <p class="fr-mt-4w">
        <a href={props.reviewUrl}>Revenir sans rien signaler</a>
      </p>
      <GetHelp />
    </>
  )
}

import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { ShownOutcome } from '#src/resident/resident-session.js'
import { AttestationSteps } from '#templates/components/attestation-steps.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { ConnectButton } from '#templates/components/connect-button.js'
import { GetHelp } from '#templates/components/get-help.js'
import { type OutcomeWords, outcomeWords } from '#templates/resident/outcome-words.js'

type Props = {
  outcome: ShownOutcome
  collectivite: Collectivite | null
  signInUrl: string | null
  /** Where an attestation is joined; null where that is not possible. */
  attestationUrl: string | null
  otherWayUrl: string | null
  /** The hour at which a maintenance ends, when it is known. */
  formatUntil: string | null
  /** She wanted to see what she sent, and to transmit nothing. */
  isFollowing?: boolean
}

export function outcomeTitle(outcome: ShownOutcome): string {
  return outcomeWords(outcome, { until: null, isFollowing: false, leadsBack: false }).title
}

/** No quotient familial this time: what happened, what to do now, the other way. */
export function OutcomePage({
  outcome,
  collectivite,
  signInUrl,
  attestationUrl,
  otherWayUrl,
  formatUntil,
  isFollowing = false,
}: Props) {
  const words = outcomeWords(outcome, {
    until: formatUntil,
    isFollowing,
    leadsBack: signInUrl !== null,
  })
  return (
    <>
      <h1>{words.title}</h1>
      {collectivite && (
        <p>
          <CollectiviteName collectivite={collectivite} />
        </p>
      )}
      {words.happened.map((sentence) => (
        <p>{sentence}</p>
      ))}
      {words.todo.length > 0 && (
        <>
          <h2>Ce que vous pouvez faire maintenant</h2>
          <ul>
            {words.todo.map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      <Again words={words} signInUrl={signInUrl} gaveUp={outcome.kind === 'gave-up'} />
      {isFollowing ? (
        <p>Vous pouvez aussi demander à votre collectivité où en est votre envoi, avec votre référence.</p>
      ) : (
        <>
          <h2>Faire autrement</h2>
          {attestationUrl && <JoinAttestation url={attestationUrl} isMain={!words.again} />}
          {attestationUrl && <h3 class="fr-h5">Ou sur papier</h3>}
          <AttestationSteps collectivite={collectivite} />
        </>
      )}
      {otherWayUrl && (
        <p>
          <a href={otherWayUrl}>Tout savoir pour faire autrement</a>
        </p>
      )}
      {outcome.kind === 'no-file' && !isFollowing && (
        <p>
          <a href="/faq#pas-de-dossier">Pourquoi n’ai-je pas de dossier ?</a>
        </p>
      )}
      {!isFollowing && <GetHelp />}
    </>
  )
}

function JoinAttestation({ url, isMain }: { url: string; isMain: boolean }) {
  return (
    <>
      <h3 class="fr-h5">Transmettre votre attestation ici</h3>
      <p>
        Vous avez une attestation de la CAF ou de la MSA, ou pouvez la télécharger ? Envoyez-la d’ici : un
        agent la lira.
      </p>
      <p>
        <ButtonLink href={url} secondary={!isMain}>
          Joindre mon attestation
        </ButtonLink>
      </p>
    </>
  )
}

function Again({
  words,
  signInUrl,
  gaveUp,
}: {
  words: OutcomeWords
  signInUrl: string | null
  gaveUp: boolean
}) {
  if (!signInUrl) return <ButtonLinkParagraph href="/collectivites" label="Choisir ma collectivité" />
  if (gaveUp) return <ConnectButton brand="FranceConnect" href={signInUrl} />
  return words.again ? <ButtonLinkParagraph href={signInUrl} label={words.again} /> : null
}

function ButtonLinkParagraph({ href, label }: { href: string; label: string }) {
  return (
    <p>
      <ButtonLink href={href}>{label}</ButtonLink>
    </p>
  )
}

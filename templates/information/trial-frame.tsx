import type { Child } from 'hono/jsx'
import { Alert } from '#templates/components/alert.js'
import { ButtonLink } from '#templates/components/button-link.js'

export const TRIAL_PATH = '/administrations/essai'
type TrialPlace = 'accueil' | 'relire' | 'confirmation' | 'bureau' | 'fichier'

/** The pages of the try in their order. */
const TRIAL_STEPS: { place: TrialPlace; url: string; what: string }[] = [
  { place: 'accueil', url: TRIAL_PATH, what: 'la page de votre collectivité' },
  { place: 'relire', url: `${TRIAL_PATH}/relire`, what: 'l’usager relit' },
  { place: 'confirmation', url: `${TRIAL_PATH}/confirmation`, what: 'l’usager a transmis' },
  { place: 'bureau', url: `${TRIAL_PATH}/bureau`, what: 'le secrétariat reçoit' },
  { place: 'fichier', url: `${TRIAL_PATH}/fichier`, what: 'le fichier' },
]

type Props = { place: TrialPlace; note: string; children: Child }

/** Around each page of the try: that nothing is real, where one is, and the way on. */
export function TrialFrame({ place, note, children }: Props) {
  const at = TRIAL_STEPS.findIndex((step) => step.place === place)
  const [before, here, next] = [TRIAL_STEPS[at - 1], TRIAL_STEPS[at], TRIAL_STEPS[at + 1]]
  return (
    <>
      <Alert kind="info" title="Essai : rien n’est réel, rien n’est transmis">
        <p>
          Étape {at + 1} sur {TRIAL_STEPS.length} : {here?.what}. {note}
        </p>
        <p>
          <a href="/administrations">Quitter l’essai</a>
        </p>
      </Alert>
      {children}
      <nav class="qf-bar fr-mt-4w" aria-label="Étapes de l’essai">
        {next ? (
          <ButtonLink href={next.url}>{`Suite de l’essai : ${next.what}`}</ButtonLink>
        ) : (
          <ButtonLink href="/administrations">Proposer ce service dans ma collectivité</ButtonLink>
        )}
        {before && <a href={before.url}>{`Revenir : ${before.what}`}</a>}
        {!next && <a href={TRIAL_PATH}>Recommencer l’essai</a>}
      </nav>
    </>
  )
}

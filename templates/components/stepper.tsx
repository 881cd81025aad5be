const STEPS = ['S’identifier', 'Vérifier mes données', 'Transmission faite']

/** Where one is on the way; below the page's main title. */
export function Stepper({ step }: { step: 1 | 2 | 3 }) {
  const next = STEPS[step]
  return (
    <div class="fr-stepper">
      <h2 class="fr-stepper__title">
        {STEPS[step - 1]}
        <span class="fr-stepper__state">
          Étape {step} sur {STEPS.length}
        </span>
      </h2>
      <div class="fr-stepper__steps" data-fr-current-step={step} data-fr-steps={STEPS.length} />
      {next && (
        <p class="fr-stepper__details">
          <span class="fr-text--bold">Étape suivante :</span> {next}
        </p>
      )}
    </div>
  )
}

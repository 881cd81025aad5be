const STEPS = ['S’identifier', 'Vérifier et transmettre', 'Garder le récépissé']

/** Where the resident stands on her way. */
export function Stepper({ current }: { current: 1 | 2 | 3 }) {
  const next = STEPS[current]
  return (
    <div class="fr-stepper">
      <p class="fr-stepper__title">
        {STEPS[current - 1]}
        <span class="fr-stepper__state">
          Étape {current} sur {STEPS.length}
        </span>
      </p>
      <div class="fr-stepper__steps" data-fr-current-step={current} data-fr-steps={STEPS.length}></div>
      {next && (
        <p class="fr-stepper__details">
          <span class="fr-text--bold">Étape suivante :</span> {next}
        </p>
      )}
    </div>
  )
}

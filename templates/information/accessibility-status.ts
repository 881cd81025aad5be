export type AccessibilityStatus = 'non conforme' | 'partiellement conforme' | 'totalement conforme'

/** What the evaluation found; every page says it in its footer. */
export const ACCESSIBILITY_STATUS: AccessibilityStatus = 'partiellement conforme'

/** The sums of docs/accessibility.md, which `test/accessibility/statement.test.ts` holds to it. */
export const EVALUATION = { day: '27 novembre 2026', respected: 64, applicable: 67 }

/** Criteria of RGAA that are not respected, and what a reader meets. */
export const NOT_RESPECTED: { criterion: string; words: string }[] = [
  {
    criterion: '7.1',
    words:
      'Personne n’a encore essayé ces pages avec un lecteur d’écran. Elles sont construites pour, et tout marche sans JavaScript, mais nous ne pouvons pas promettre que tout est bien lu.',
  },
  {
    criterion: '12.1',
    words:
      'L’espace des agents et la console de l’opérateur n’ont qu’un menu : il leur manque un plan ou une recherche.',
  },
  {
    criterion: '13.1',
    words:
      'Après 30 minutes sans rien faire, il faut s’identifier de nouveau, et ce qui n’était pas encore envoyé est à refaire. La page ne prévient pas avant. C’est pour protéger qui partage un ordinateur.',
  },
]

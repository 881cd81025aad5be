import type { Fund } from '#src/external/api-particulier/quotient-familial.js'
import type { ShownOutcome } from '#src/resident/resident-session.js'

export type OutcomeWords = {
  title: string
  happened: string[]
  todo: string[]
  /** What the button to try again says; null where trying again changes nothing. */
  again: string | null
}

type Circumstances = {
  /** The hour at which a maintenance ends, when it is known. */
  until: string | null
  /** She wanted to see what she sent, and to transmit nothing. */
  isFollowing: boolean
  /** Whether the button leads to FranceConnect: it does not when nobody knows whence she came. */
  leadsBack: boolean
}

const NOTHING_SENT = 'Rien n’a été transmis cette fois-ci.'
const OTHER_PARENT =
  'Si vous vivez en couple, l’autre parent peut essayer : le dossier est peut-être à son nom.'

/** What an outcome is called and what it asks of the resident. */
export function outcomeWords(
  outcome: ShownOutcome,
  { until, isFollowing, leadsBack }: Circumstances,
): OutcomeWords {
  const words = wordsOf(outcome, until, leadsBack)
  const happened = words.happened.filter((sentence) => !isFollowing || sentence !== NOTHING_SENT)
  return isFollowing ? { ...words, happened, todo: [] } : words
}

function wordsOf(outcome: ShownOutcome, until: string | null, leadsBack: boolean): OutcomeWords {
  switch (outcome.kind) {
    case 'no-value':
      return {
        title: 'Votre quotient familial n’est pas encore calculé',
        happened: [
          'La CAF ou la MSA vous connaît, mais n’a pas de quotient familial pour vous en ce moment.',
          NOTHING_SENT,
        ],
        todo: [
          'Vérifiez sur votre compte CAF ou MSA que vos ressources sont déclarées.',
          'Revenez après le premier week-end du mois : c’est alors que la CAF met ses données à jour.',
        ],
        again: null,
      }
    case 'no-file':
      return noFile(outcome.fund)
    case 'not-identified':
      return {
        title: 'La CAF et la MSA n’ont pas reconnu votre identité',
        happened: [
          'Votre identité FranceConnect n’a pas pu être rapprochée d’un dossier. Cela arrive après un changement d’état civil, ou quand la date ou le lieu de naissance est incomplet.',
          NOTHING_SENT,
        ],
        todo: [OTHER_PARENT, 'Signalez l’écart à votre CAF ou à votre MSA : elle corrigera votre identité.'],
        again: null,
      }
    case 'busy':
      return {
        title: 'Beaucoup de demandes en ce moment',
        happened: [
          'La CAF et la MSA reçoivent beaucoup de demandes à la fois et n’ont pas pu traiter la vôtre.',
          NOTHING_SENT,
        ],
        todo: ['Réessayez dans une minute : FranceConnect ne vous demandera qu’une confirmation.'],
        again: 'Réessayer',
      }
    case 'unavailable':
      return {
        title: 'La CAF et la MSA ne répondent pas pour le moment',
        happened: [
          until
            ? `Une maintenance est en cours. Elle doit finir ${until}.`
            : 'Leur service est indisponible. Ce n’est pas de votre fait.',
          NOTHING_SENT,
        ],
        todo: [
          until
            ? `Réessayez après ${until.replace(/^à /, '')}.`
            : 'Réessayez dans un quart d’heure, ou demain.',
        ],
        again: 'Réessayer',
      }
    case 'sign-in-again':
      return {
        title: 'Il faut vous identifier de nouveau',
        happened: [
          'FranceConnect nous laisse une minute pour interroger la CAF et la MSA : cette fois, elle n’a pas suffi.',
          NOTHING_SENT,
        ],
        todo: ['Recommencez : FranceConnect ne vous demandera qu’une confirmation.'],
        again: 'M’identifier de nouveau',
      }
    case 'misconfigured':
      return {
        title: 'Ce service a un problème',
        happened: [
          'Un réglage de notre côté empêche de demander votre quotient familial. Nous sommes prévenus.',
          NOTHING_SENT,
        ],
        todo: ['Revenez demain, ou faites autrement.'],
        again: null,
      }
    case 'gave-up':
      return {
        title: 'Votre identification n’est pas terminée',
        happened: ['Vous avez choisi de revenir ici sans vous identifier.', NOTHING_SENT],
        todo: [],
        again: 'M’identifier avec FranceConnect',
      }
    case 'sign-in-failed':
      return outcome.unavailable
        ? FRANCECONNECT_DOWN
        : {
            title: 'L’identification n’a pas abouti',
            happened: [
              'FranceConnect a rencontré un problème, ou sa réponse n’a pas pu être vérifiée. Cela arrive aussi quand la page est restée ouverte longtemps, ou quand les cookies sont bloqués.',
              NOTHING_SENT,
            ],
            todo: [
              leadsBack
                ? 'Recommencez : le bouton vous ramène à FranceConnect.'
                : 'Recommencez depuis la page de votre collectivité.',
              'Si cela se répète, réessayez plus tard ou faites autrement.',
            ],
            again: 'Recommencer',
          }
  }
}

const FRANCECONNECT_DOWN: OutcomeWords = {
  title: 'FranceConnect est indisponible pour le moment',
  happened: ['Ce n’est pas de votre fait.', NOTHING_SENT],
  todo: ['Réessayez dans un quart d’heure, ou faites autrement.'],
  again: 'Réessayer',
}

function noFile(fund: Fund): OutcomeWords {
  const whose: Record<Fund, string> = {
    CAF: 'La CAF n’a pas de dossier d’allocataire à votre nom, ou il est clos.',
    MSA: 'La MSA n’a pas de dossier d’allocataire à votre nom, ou il est clos.',
    both: 'Ni la CAF ni la MSA n’ont de dossier d’allocataire à votre nom.',
    unknown: 'Aucun dossier d’allocataire n’a été trouvé à votre nom, à la CAF ou à la MSA.',
  }
  return {
    title: 'Pas de dossier d’allocataire à votre nom',
    happened: [
      whose[fund],
      'Ce n’est pas une erreur : il faut recevoir une prestation, et que le dossier soit à votre nom.',
      NOTHING_SENT,
    ],
    todo: [
      OTHER_PARENT,
      'L’enfant vit chez vous sans être le vôtre (petits-enfants, tutelle…) ? C’est la personne dont le nom est sur le dossier qui transmet. Si le dossier n’est à aucun nom, demandez à votre collectivité.',
      'Vous ne recevez plus de prestation ? Demandez à votre collectivité : elle peut accepter votre avis d’imposition.',
    ],
    again: null,
  }
}

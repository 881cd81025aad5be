import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { Alert } from '#templates/components/alert.js'

type Props = {
  nav: DeskNavProps
  name: string
  /** She leaves herself. */
  isReader: boolean
  action: string
  backUrl: string
}

/** Asks once more before somebody loses her access. */
export function MemberRemoval({ nav, name, isReader, action, backUrl }: Props) {
  return (
    <>
      <DeskNav {...nav} />
      <h1>{isReader ? 'Quitter cet espace ?' : `Retirer l’accès de ${name} ?`}</h1>
      <Alert kind="warning">
        <p>
          {isReader
            ? 'Vous ne pourrez plus lire ce qui est transmis à cette collectivité. Pour revenir, il faudra une invitation ou l’accord d’un gestionnaire.'
            : 'Cette personne ne pourra plus rien lire dès sa prochaine page. Le journal garde son nom pour ce qu’elle a fait.'}
        </p>
      </Alert>
      <form method="post" action={action} class="fr-mb-2w">
        <button type="submit" class="fr-btn">
          {isReader ? 'Quitter cet espace' : 'Retirer l’accès'}
        </button>
      </form>
      <p>
        <a href={backUrl}>Ne rien changer, revenir à la liste</a>
      </p>
    </>
  )
}

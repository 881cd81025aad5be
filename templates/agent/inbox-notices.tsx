import { countWords } from '#templates/agent/count-words.js'
import { Alert } from '#templates/components/alert.js'
import { formatNumber, plural } from '#templates/format.js'

export type LastFile = { leftAt: string; count: number; toTreat: number; treatUrl: string }

export type AboutToGoProps = { count: number; first: string; url: string }

/** What is erased soon though nobody took it. */
export function AboutToGo({ count, first, url }: AboutToGoProps) {
  return (
    <Alert kind="warning" title="Bientôt effacées">
      <p>
        {count > 1
          ? `${countWords(count)} transmissions à traiter ne sont dans aucun fichier et seront effacées, la première le ${first}.`
          : `Une transmission à traiter n’est dans aucun fichier et sera effacée le ${first}.`}{' '}
        <a href={url}>Voir et reprendre ces lignes</a>
      </p>
    </Alert>
  )
}

/** The last file that she took, while rows of it are to be treated. */
export function AfterFile({ leftAt, count, toTreat, treatUrl, filesUrl }: LastFile & { filesUrl: string }) {
  return (
    <Alert kind="info" title="Votre dernier fichier">
      <p>
        Téléchargé le {leftAt} : {formatNumber(count)} {plural(count, 'ligne')}, dont {formatNumber(toTreat)}{' '}
        encore à traiter. Sont-elles dans vos dossiers ?
      </p>
      <form method="post" action={treatUrl} class="fr-my-1w">
        <button type="submit" class="fr-btn fr-btn--secondary fr-btn--sm">
          {toTreat > 1
            ? `Oui, marquer ces ${formatNumber(toTreat)} lignes comme traitées`
            : 'Oui, marquer cette ligne comme traitée'}
        </button>
      </form>
      <p>
        <a href={filesUrl}>Voir les fichiers déjà téléchargés</a>
      </p>
    </Alert>
  )
}

import { Alert } from '#templates/components/alert.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { CopyText } from '#templates/components/copy-text.js'

type Urls = { examples: string; publicity: string; members: string; mails: string; counter: string }

/** Nothing came yet: what to do next. */
export function EmptyDesk({ publicUrl, urls }: { publicUrl: string; urls: Urls }) {
  return (
    <>
      <p class="fr-text--lead">Personne n’a encore rien transmis.</p>
      <h2>Faites connaître le service</h2>
      <p>
        Donnez cette adresse aux familles : sur le site de la commune, dans le bulletin, sur le formulaire
        d’inscription de l’école.
      </p>
      <CopyText id="adresse" label="Adresse de votre page" text={publicUrl} rows={1} />
      <p>
        <ButtonLink href={urls.publicity}>Affiche et textes prêts à copier</ButtonLink>
      </p>
      <h2>Essayez cette page</h2>
      <p>
        Trois transmissions inventées, marquées « exemple » : elles n’entrent dans aucun fichier ni aucun
        chiffre, et vous les retirez d’un clic.
      </p>
      <form method="post" action={urls.examples} class="fr-mb-3w">
        <button type="submit" class="fr-btn fr-btn--secondary">
          Essayer
        </button>
      </form>
      <h2>Ne restez pas seul</h2>
      <p>
        <a href={urls.members}>Inviter un collègue</a>, pour les congés et les absences.
      </p>
      <p>
        <a href={urls.mails}>Recevoir un courriel</a> quand une famille transmet son quotient familial.
      </p>
      <p>
        Une famille a apporté son attestation ?{' '}
        <a href={urls.counter}>Ajouter une attestation reçue au guichet</a>
      </p>
    </>
  )
}

/** The desk holds examples: what they are, and the way out. */
export function Examples({ count, examplesUrl }: { count: number; examplesUrl: string }) {
  return (
    <Alert kind="info" title="Vous essayez avec des exemples">
      <p>
        {count > 1
          ? `${count} transmissions inventées sont marquées`
          : 'Une transmission inventée est marquée'}{' '}
        « exemple » : dans aucun fichier, dans aucun chiffre.
      </p>
      <form method="post" action={`${examplesUrl}/retrait`} class="fr-mt-1w">
        <button type="submit" class="fr-btn fr-btn--secondary fr-btn--sm">
          Retirer les exemples
        </button>
      </form>
    </Alert>
  )
}

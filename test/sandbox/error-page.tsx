import { Page } from './page.js'

/** A page that ends the way without sending the person back to the service, as the real providers show. */
export function ErrorPage({ code, reason }: { code: string; reason: string }) {
  return (
    <Page title="Une erreur est survenue">
      <p>
        Code d’erreur : <strong>{code}</strong>
      </p>
      <p>La connexion n’a pas pu se faire. Fermez cette page et recommencez depuis le service en ligne.</p>
      <p>
        Détail technique : <code>{reason}</code>
      </p>
    </Page>
  )
}

import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { type ReadyText, readyTexts } from '#templates/agent/publicity-texts.js'
import { Alert } from '#templates/components/alert.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { CopyText } from '#templates/components/copy-text.js'
import type { ProtectionFacts } from '#templates/documents/protection-facts.js'

type Props = {
  nav: DeskNavProps
  facts: ProtectionFacts
  urls: {
    poster: string
    svg: string
    png: string
    /** Null for who cannot change them. */
    settings: string | null
  }
}

/** Address, poster, QR code and texts, ready to take away. */
export function Publicity({ nav, facts, urls }: Props) {
  const { collectivite, pageUrl: address } = facts
  return (
    <>
      <DeskNav {...nav} />
      <h1>Faire connaître le service</h1>
      {collectivite.state !== 'ouverte' && (
        <Alert kind="warning" title="Attendez avant de publier">
          <p>Votre page ne reçoit pas de transmission pour le moment : elle le dit aux habitants.</p>
        </Alert>
      )}
      <h2>L’adresse à donner aux familles</h2>
      <CopyText id="adresse" label="Page des habitants" text={address} rows={2} />
      <p>
        <a href={address}>Voir la page des habitants</a>
      </p>
      <h2>Affiche et code QR</h2>
      <p>
        Une page A4 pour l’accueil, l’école, le panneau d’affichage. Le code QR mène à votre page ; il ne
        change jamais.
      </p>
      <p class="qf-bar">
        <ButtonLink href={urls.poster} download>
          Télécharger l’affiche
        </ButtonLink>
        <span>PDF, une page</span>
      </p>
      <p>
        <img src={urls.svg} alt="Le code QR de votre page" width={180} height={180} />
      </p>
      <ul>
        <li>
          <a href={urls.png} download>
            Code QR en PNG
          </a>
          , 1024 × 1024 pixels : pour un document ou un site
        </li>
        <li>
          <a href={urls.svg} download>
            Code QR en SVG
          </a>
           : pour un imprimeur
        </li>
      </ul>
      <h2>Textes pour la rentrée</h2>
      {collectivite.contact === null && <NoContact settingsUrl={urls.settings} />}
      <Texts texts={readyTexts(facts, 'rentrée')} />
      <h2>Textes pour février</h2>
      <p>
        Publiez-les <strong>après le premier week-end de février, pas avant</strong> : la CAF met les
        quotients à jour après le premier week-end du mois. Publiés en janvier, ils feraient envoyer l’ancien.
      </p>
      <Texts texts={readyTexts(facts, 'février')} />
    </>
  )
}

function Texts({ texts }: { texts: ReadyText[] }) {
  return (
    <>
      {texts.map(({ id, label, text, rows }) => (
        <CopyText id={id} label={label} text={text} rows={rows} />
      ))}
    </>
  )
}

function NoContact({ settingsUrl }: { settingsUrl: string | null }) {
  return (
    <Alert kind="info">
      <p>
        Ces textes ne disent pas encore à qui s’adresser.{' '}
        {settingsUrl ? (
          <a href={settingsUrl}>Écrire le contact dans les réglages</a>
        ) : (
          'Un gestionnaire peut écrire le contact dans les réglages.'
        )}
      </p>
    </Alert>
  )
}

import type { DirectoryEntry } from '#src/collectivite/collectivite.js'
import { AttestationSteps } from '#templates/components/attestation-steps.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { CollectiviteName, collectivitePlace } from '#templates/components/collectivite-name.js'
import { CopyText } from '#templates/components/copy-text.js'

/** A commune that is not in the service: what to do now, and a word to send to the mairie. */
export function NotInService({ commune, message }: { commune: DirectoryEntry; message: string }) {
  return (
    <>
      <h1>{commune.name} ne propose pas encore ce service</h1>
      <p>
        <CollectiviteName collectivite={commune} />
      </p>
      <h2>Ce que vous pouvez faire maintenant</h2>
      <AttestationSteps collectivite={null} />
      <h2>Demander à votre mairie de proposer ce service</h2>
      <p>Ce message est prêt : copiez-le dans un courriel à votre mairie, ou sur son site.</p>
      <CopyText id="message" label="Message à la mairie" text={message} rows={11} />
      <p>
        <ButtonLink href={mailto(commune, message)} secondary>
          Ouvrir dans ma messagerie
        </ButtonLink>
      </p>
      <p>
        <a href="/collectivites">Chercher une autre collectivité</a>
      </p>
    </>
  )
}

/** The message to the mairie, in plain text. */
export function messageToMairie(commune: DirectoryEntry, serviceUrl: string): string {
  return `Bonjour,

Pour le tarif de la cantine ou de la garderie, vous me demandez mon quotient familial. Un service public permet aux habitants de le transmettre à leur mairie en deux minutes, sans attestation papier : ils s’identifient avec FranceConnect, relisent leur quotient familial et l’envoient. La mairie le reçoit dans un tableau.

Il ne demande aucun logiciel. Tout est expliqué ici : ${serviceUrl}/administrations

Pourriez-vous le proposer à ${commune.name} (${collectivitePlace(commune)}) ?

Merci beaucoup.`
}

function mailto(commune: DirectoryEntry, message: string): string {
  const subject = `Transmettre mon quotient familial en ligne à ${commune.name}`
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(message)}`
}

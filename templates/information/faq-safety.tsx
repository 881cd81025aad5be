import { NewWindow } from '#templates/components/new-window.js'
import type { Section } from '#templates/components/sections.js'
import { Steps } from '#templates/components/steps.js'
import type { FaqFacts } from '#templates/information/faq-facts.js'
import { RULES } from '#templates/information/rules.js'

/** Who reads, for how long, and who pretends to be us. */
export function aboutSafety({ origin, retentionDays }: FaqFacts): Section[] {
  return [
    {
      id: 'qui-lit',
      title: 'Qu’est-ce qui est transmis, et qui le lit ?',
      content: (
        <>
          <p>
            Votre identité (nom de naissance, prénoms, sexe, date et lieu de naissance), votre quotient
            familial et son mois. Et ce que vous ajoutez vous-même, si votre collectivité le propose.
          </p>
          <p>
            Seuls les agents inscrits par votre collectivité le lisent. Chaque lecture laisse une trace. Ceux
            qui font fonctionner ce service n’ont aucun écran pour le lire.
          </p>
        </>
      ),
    },
    {
      id: 'combien-de-temps',
      title: 'Combien de temps est-ce gardé ?',
      content: (
        <p>
          {retentionDays} jours au plus dans ce service, moins si votre collectivité l’a choisi. Elle recopie
          avant ce qu’il lui faut pour votre tarif. Ce que vous regardez sans le transmettre est oublié au
          plus tard {RULES.reviewMinutes} minutes après votre identification, deux heures quand vous joignez
          une attestation. <a href="/donnees_personnelles">Vos droits en détail</a>
        </p>
      ),
    },
    {
      id: 'arnaque',
      title: 'On m’appelle ou on m’écrit au nom de FranceConnect, de la CAF ou de ce service',
      content: (
        <>
          <p>
            <strong>
              Personne de FranceConnect, de la CAF, de la MSA ou de ce service ne vous appellera jamais pour
              vous demander un mot de passe, un code ou un numéro de carte bancaire.
            </strong>{' '}
            Si on vous le demande, par téléphone, SMS ou courriel, c’est une arnaque.
          </p>
          <Steps
            items={[
              'Raccrochez. Ne répondez pas, et ne suivez aucun lien.',
              'Vous avez donné un mot de passe ? Changez-le tout de suite, sur le site du compte concerné (impôts, Assurance maladie, La Poste…). Un numéro de carte ? Appelez votre banque.',
              <>
                Signalez-le sur <NewWindow href="https://17cyber.gouv.fr/">17Cyber</NewWindow>, jour et nuit,
                ou voyez les conseils de{' '}
                <NewWindow href="https://www.cybermalveillance.gouv.fr/">cybermalveillance.gouv.fr</NewWindow>
                . Un SMS : transférez-le au 33700.
              </>,
              <>
                Regardez qui s’est servi de votre FranceConnect : tout est dans{' '}
                <NewWindow href="https://tableaudebord.franceconnect.gouv.fr/">
                  votre historique de connexion
                </NewWindow>
                .
              </>,
            ]}
          />
          <p>
            Ce service ne vous écrit que si vous demandez votre récépissé par courriel, et ce courriel ne vous
            demande rien. FranceConnect peut vous prévenir par courriel d’une connexion : ce courriel ne
            demande ni mot de passe ni paiement. Votre collectivité peut vous envoyer un lien vers ce
            service : vérifiez alors l’adresse.
          </p>
        </>
      ),
    },
    {
      id: 'vraie-adresse',
      title: 'Comment reconnaître le vrai site ?',
      content: (
        <>
          <p>En haut de votre navigateur, l’adresse commence exactement par :</p>
          <p>
            <strong>{origin}/</strong>
          </p>
          <p>
            Vérifiez-la aussi après avoir scanné un code QR. Les pages de FranceConnect sont sur une adresse
            qui finit par <strong>franceconnect.gouv.fr</strong>.
          </p>
          <p>Ici, on ne vous demande jamais de mot de passe, de paiement ni de carte bancaire.</p>
        </>
      ),
    },
  ]
}

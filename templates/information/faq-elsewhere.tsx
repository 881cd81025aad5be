import { NewWindow } from '#templates/components/new-window.js'
import type { Section } from '#templates/components/sections.js'
import type { FaqFacts } from '#templates/information/faq-facts.js'

/** Who answers what is not answered here. */
export function elsewhere({ site }: Pick<FaqFacts, 'site'>): Section[] {
  const { supportEmail, feedbackUrl } = site
  const mail = <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
  return [
    {
      id: 'contact',
      title: 'Ma question n’est pas ici : à qui la poser ?',
      content: (
        <>
          <ul>
            <li>
              <strong>Le tarif, une inscription, une transmission :</strong> à votre collectivité, avec votre
              référence. Elle seule voit ce que vous avez transmis.
            </li>
            <li>
              <strong>Le montant :</strong> à votre CAF ou à votre MSA.
            </li>
            <li>
              <strong>Ce site ne marche pas :</strong> à {mail}. N’y joignez ni attestation ni pièce
              d’identité.
            </li>
            <li>
              <strong>Vous travaillez dans une collectivité :</strong>{' '}
              <a href="/administrations">cette page est pour vous</a>.
            </li>
          </ul>
          <p>
            Votre avis nous aide :{' '}
            {feedbackUrl ? <NewWindow href={feedbackUrl}>donnez-le ici</NewWindow> : <>écrivez-le à {mail}</>}
            .
          </p>
        </>
      ),
    },
  ]
}

import type { Section } from '#templates/components/sections.js'
import type { FaqFacts } from '#templates/information/faq-facts.js'

/** To whom, when again, and what became of it. */
export function aboutSending({ retentionDays }: Pick<FaqFacts, 'retentionDays'>): Section[] {
  return [
    {
      id: 'plusieurs-collectivites',
      title: 'La cantine et le centre de loisirs dépendent de deux collectivités',
      content: (
        <p>
          Transmettez une fois à chacune : par exemple à la mairie pour la cantine, puis à la communauté de
          communes pour le centre de loisirs. Aucune ne voit ce que vous avez envoyé à l’autre.
        </p>
      ),
    },
    {
      id: 'pas-dans-la-liste',
      title: 'Ma collectivité n’est pas dans la liste',
      content: (
        <p>
          Elle ne propose pas encore ce service. Donnez-lui votre attestation de la CAF ou de la MSA, comme
          avant. Vous pouvez aussi lui parler de ce service :{' '}
          <a href="/administrations">voici comment elle peut le proposer</a>. C’est gratuit pour elle.
        </p>
      ),
    },
    {
      id: 'recommencer',
      title: 'Faut-il recommencer chaque année ?',
      content: (
        <p>
          Oui, quand votre collectivité vous le demande : souvent à la rentrée, parfois en février.
          Recommencez aussi quand votre situation change. Ce service ne redemande jamais votre quotient
          familial sans vous.
        </p>
      ),
    },
    {
      id: 'indisponible',
      title: 'La CAF et la MSA ne répondent pas',
      content: (
        <p>
          Rien n’a été transmis. Réessayez dans un quart d’heure, ou demain. Le dimanche soir, vers 23 h, leur
          service s’arrête souvent un moment. Le temps presse ? Donnez votre attestation à votre collectivité.
        </p>
      ),
    },
    {
      id: 'retrouver',
      title: 'Comment retrouver ce que j’ai transmis, ou l’annuler ?',
      content: (
        <>
          <p>
            Ouvrez <a href="/mes_transmissions">Mes transmissions</a> et identifiez-vous avec FranceConnect.
            Vous y voyez, pendant {retentionDays} jours au plus, ce que vous avez transmis, à qui, et si votre
            collectivité l’a ouvert et traité. Votre récépissé y est aussi.
          </p>
          <p>
            Tant qu’aucun agent ne l’a ouvert en détail ni mis dans un fichier, un bouton « Annuler cette
            transmission » l’efface de ce service tout de suite. Un agent a pu le voir dans sa liste. Après,
            demandez à votre collectivité, avec votre référence.
          </p>
          <p>
            <strong>Vous avez transmis sans FranceConnect ?</strong> Votre envoi n’est pas dans Mes
            transmissions. Pendant 30 minutes, dans le même navigateur, la page de confirmation se rouvre et
            vous pouvez annuler vous-même. Après, demandez à votre collectivité, avec votre référence.
          </p>
        </>
      ),
    },
  ]
}

import type { Section } from '#templates/components/sections.js'
import { RULES } from '#templates/information/rules.js'
import type { TermsFacts } from '#templates/information/terms-facts.js'

/** What the collectivité undertakes. */
export function collectiviteDuties({ securityEmail }: TermsFacts): Section[] {
  return [
    {
      id: 'habilitation',
      title: 'Vos engagements : l’habilitation',
      content: (
        <p>
          Gardez à jour votre habilitation, votre délibération et les contacts de votre demande, dont le
          délégué à la protection des données. Si votre tarif ne dépend plus du quotient familial, demandez la
          fermeture du service.
        </p>
      ),
    },
    {
      id: 'familles',
      title: 'Vos engagements : les familles',
      content: (
        <ul>
          <li>
            Informez-les de ce qui est transmis, pourquoi, pour combien de temps et de leurs droits. Des
            textes prêts sont dans votre espace, à la page « Faire connaître le service ».
          </li>
          <li>Gardez toujours un autre chemin : leur attestation, au guichet ou par courriel.</li>
          <li>
            Ne refusez aucune famille, et ne lui appliquez pas un tarif plus élevé, parce qu’elle n’a pas pris
            ce service ou qu’une transmission a échoué.
          </li>
          <li>
            Ce qui porte « À vérifier » (un quotient familial à 0, par exemple) se vérifie avec la famille
            avant de changer son tarif.
          </li>
          <li>Répondez à leurs demandes sur leurs données et sur votre tarif.</li>
        </ul>
      ),
    },
    {
      id: 'agents',
      title: 'Vos engagements : les agents',
      content: (
        <ul>
          <li>
            N’inscrivez que ceux qui ont besoin de lire les quotients familiaux, chacun avec son propre compte
            ProConnect. Retirez aussitôt ceux qui partent.
          </li>
          <li>
            Relisez et confirmez la liste tous les {RULES.accessMonths} mois. Passé ce délai, les agents
            attendent qu’un gestionnaire l’ait confirmée.
          </li>
          <li>
            Les agents d’une autre organisation n’entrent que si l’opérateur l’a acceptée, à votre demande, et
            pour votre seul besoin.
          </li>
        </ul>
      ),
    },
    {
      id: 'usage',
      title: 'Vos engagements : l’usage des données',
      content: (
        <ul>
          <li>
            Elles servent au tarif prévu par votre délibération, et à rien d’autre : ni autre fichier, ni
            statistique sur une personne, ni cession.
          </li>
          <li>Reprenez-les à temps : le service les efface. Il n’est ni votre archive ni votre logiciel.</li>
          <li>
            <strong>Les fichiers que vous téléchargez</strong> (CSV, Excel) sont sous votre responsabilité.
            Rangez-les là où seuls ceux qui en ont besoin les lisent, et supprimez-les dès que le tarif est
            appliqué.
          </li>
          <li>
            <strong>Les courriels</strong> sont, sauf réglage contraire, un simple avis sans aucune donnée. Si
            un gestionnaire choisit d’y joindre le fichier, il accepte le risque qui lui est expliqué : les
            données restent dans les messageries. Supprimez chaque courriel à la date qu’il indique.
          </li>
        </ul>
      ),
    },
    {
      id: 'incident',
      title: 'Vos engagements : en cas d’incident chez vous',
      content: (
        <p>
          Un compte volé, un fichier envoyé par erreur ? Retirez l’accès, puis écrivez sans attendre à{' '}
          <a href={`mailto:${securityEmail}`}>{securityEmail}</a> et à votre délégué à la protection des
          données.
        </p>
      ),
    },
  ]
}

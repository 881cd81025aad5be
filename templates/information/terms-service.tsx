import { NewWindow } from '#templates/components/new-window.js'
import type { Section } from '#templates/components/sections.js'
import { RULES } from '#templates/information/rules.js'
import type { TermsFacts } from '#templates/information/terms-facts.js'

/** What it does, for whom, and what the operator undertakes. */
export function theService({ site, retentionDays }: TermsFacts): Section[] {
  const [early, late] = RULES.warningDays
  return [
    {
      id: 'service',
      title: 'Ce que fait le service',
      content: (
        <>
          <p>
            L’habitant s’identifie avec FranceConnect. Le service demande son quotient familial à la CAF ou à
            la MSA par API Particulier, et rien d’autre. L’habitant le relit et le transmet à la collectivité,
            dont les agents le lisent sur leur espace, dans un fichier ou par courriel.
          </p>
          <p>Il est gratuit et sans abonnement. Il ne calcule aucun tarif et ne prend aucune décision.</p>
        </>
      ),
    },
    {
      id: 'pour-qui',
      title: 'Qui peut le proposer',
      content: (
        <ul>
          <li>
            Les administrations au sens de l’article L100-3 du code des relations entre le public et
            l’administration, pour un service dont le tarif dépend du quotient familial de la CAF ou de la
            MSA.
          </li>
          <li>
            Elles ont une habilitation, demandée sur{' '}
            <NewWindow href="https://datapass.api.gouv.fr/">DataPass</NewWindow>, et une délibération qui
            prévoit ce tarif. <a href="/administrations">Comment faire</a>
          </li>
          <li>Un éditeur de logiciel n’est jamais destinataire des données.</li>
        </ul>
      ),
    },
    {
      id: 'operateur',
      title: 'Ce à quoi l’opérateur s’engage',
      content: (
        <ul>
          <li>
            Tenir le service ouvert jour et nuit, sauf pour l’entretenir ou le réparer. Il dépend de
            FranceConnect, de ProConnect et d’API Particulier, et ne répond pas de leurs arrêts.
          </li>
          <li>Dire aux habitants, à chaque étape et même en cas de panne, comment faire autrement.</li>
          <li>
            Prévenir les gestionnaires {early} jours puis {late} jours avant d’effacer ce que personne n’a ni
            traité ni mis dans un fichier.
          </li>
          <li>
            Ne pas lire ce que les habitants transmettent : la console de l’opérateur n’en montre rien, et un
            opérateur ne peut être agent d’aucune collectivité.
          </li>
          <li>
            Répondre à <a href={`mailto:${site.supportEmail}`}>{site.supportEmail}</a>.
          </li>
          <li>
            Ne pas garder ce qui est transmis plus de {retentionDays} jours, ou moins si la collectivité le
            règle ainsi.
          </li>
        </ul>
      ),
    },
  ]
}

import type { Section } from '#templates/components/sections.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { RULES } from '#templates/information/rules.js'
import { Subprocessors } from '#templates/information/subprocessors.js'
import type { TermsFacts } from '#templates/information/terms-facts.js'

/** The processing and who does what in it: article 28.3 of the GDPR. */
export function processing({ site, retentionDays, subprocessors }: TermsFacts): Section[] {
  return [
    {
      id: 'traitement',
      title: 'Le traitement confié à l’opérateur',
      content: (
        <>
          <p>
            La collectivité est <strong>responsable du traitement</strong>. L’opérateur est son{' '}
            <strong>sous-traitant</strong> : il traite les données pour elle.
          </p>
          <SummaryList
            rows={[
              ['Objet', 'recevoir le quotient familial que les habitants transmettent'],
              ['Finalité', 'appliquer le tarif prévu par la délibération de la collectivité'],
              ['Nature', 'demander, montrer, chiffrer, conserver, mettre à disposition des agents, effacer'],
              ['Durée', 'tant que la collectivité propose le service, puis la fermeture décrite plus bas'],
              ['Conservation', `${retentionDays} jours au plus pour chaque transmission`],
              ['Personnes', 'les habitants qui transmettent ; les agents ; les contacts de l’habilitation'],
              [
                'Données des habitants',
                'nom de naissance, prénoms, sexe, date et lieu de naissance ; quotient familial, son mois, son mois de calcul, l’organisme ; ce qu’ils écrivent ou joignent si la collectivité le propose ; l’adresse de courriel de ceux qui demandent un récépissé par courriel ; leur identifiant dans son logiciel, si son lien le porte',
              ],
              [
                'Données des agents et des contacts',
                'nom, adresse de courriel professionnelle, organisation, identifiant ProConnect, rôle, actions faites ; adresses qui reçoivent les courriels',
              ],
            ]}
          />
        </>
      ),
    },
    {
      id: 'obligations',
      title: 'Obligations de l’opérateur sous-traitant',
      content: (
        <>
          <p>L’opérateur :</p>
          <ul>
            <li>
              <strong>suit vos instructions</strong> : ces conditions et les réglages de votre espace, et
              d’autres s’il les a reçues par écrit. Si l’une lui paraît contraire au droit, il vous le dit
              aussitôt ;
            </li>
            <li>
              <strong>tient les données secrètes</strong> : ceux qui pourraient y accéder pour réparer s’y
              sont engagés ;
            </li>
            <li>
              <strong>n’en fait rien pour lui-même</strong>, hormis compter, sans personne, ce que publient
              les <a href="/statistiques">statistiques</a> ;
            </li>
            <li>
              <strong>vous aide à répondre aux personnes</strong> : un gestionnaire ou un agent retrouve une
              transmission par son nom ou sa référence, la lit, l’emporte ou la supprime. Une demande reçue
              par l’opérateur vous est transmise sans délai ;
            </li>
            <li>
              <strong>vous aide</strong> pour une analyse d’impact, une consultation de la CNIL et la sécurité
              du traitement ;
            </li>
            <li>
              <strong>tient le registre</strong> des traitements qu’il fait pour vous ;
            </li>
            <li>
              <strong>démontre ce qu’il promet</strong> : code libre, essais automatiques, journal de votre
              espace. Il répond à vos questions et se prête à un audit, par vous ou par qui vous mandatez,
              annoncé à l’avance.
            </li>
          </ul>
        </>
      ),
    },
    {
      id: 'sous-traitants',
      title: 'Sous-traitants de l’opérateur',
      content: (
        <>
          <Subprocessors subprocessors={subprocessors} site={site} />
          <p>
            Vous l’autorisez à en avoir. Avant d’en ajouter ou d’en remplacer un, il prévient les
            gestionnaires {`${RULES.noticeDays} jours`} à l’avance. Vous pouvez vous y opposer et, à défaut
            d’accord, fermer le service. Il leur impose les mêmes obligations que celles-ci, et en répond.
          </p>
          <p>
            Aucune donnée ne quitte l’Union européenne, sauf si cette liste ou les mentions légales nomment un
            pays qui n’en est pas ; les garanties du chapitre V du RGPD s’appliquent alors.
          </p>
        </>
      ),
    },
    {
      id: 'violation',
      title: 'En cas de violation de données',
      content: (
        <p>
          L’opérateur prévient la collectivité dans les meilleurs délais, au plus tard {RULES.breachHours}{' '}
          heures après l’avoir su : ce qui s’est passé, quelles données, combien de personnes, les suites
          probables, ce qui est fait. Il complète ensuite. C’est la collectivité qui prévient la CNIL et, s’il
          le faut, les personnes ; il l’y aide.
        </p>
      ),
    },
  ]
}

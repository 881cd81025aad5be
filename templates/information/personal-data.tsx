import { NewWindow } from '#templates/components/new-window.js'
import { SummaryList } from '#templates/components/summary-list.js'
import type { Site } from '#templates/site.js'

/** What is kept, why, for how long and for whom: what the code does. */
export function PersonalData({ site, retentionDays }: { site: Site; retentionDays: number }) {
  return (
    <>
      <h1>Données personnelles</h1>
      <h2>Qui en répond</h2>
      <p>
        La collectivité à laquelle vous transmettez est responsable du traitement. Ce service fonctionne pour
        elle (opérateur : {site.operatorName}).
      </p>
      <h2>Ce qui est traité</h2>
      <SummaryList
        rows={[
          [
            'Par FranceConnect',
            'nom de naissance, prénoms, sexe, date de naissance, commune et pays de naissance',
          ],
          ['Par la CAF ou la MSA', 'quotient familial, son mois, son mois de calcul, l’organisme'],
          [
            'Par vous, si la collectivité le demande',
            'le nom sous lequel elle vous connaît, les enfants ou services concernés',
          ],
          [
            'Par le lien que vous avez suivi',
            'votre identifiant dans le logiciel de la collectivité, s’il en contient un',
          ],
        ]}
      />
      <p>Rien d’autre n’est demandé. Si une réponse contient autre chose, c’est écarté dès sa lecture.</p>
      <h2>Pourquoi</h2>
      <p>
        Pour appliquer les tarifs de la collectivité : une mission d’intérêt public (article 6.1.e du RGPD,
        article L114-8 du code des relations entre le public et l’administration). Rien n’est transmis sans
        que vous l’ayez relu.
      </p>
      <h2>Qui les lit</h2>
      <p>
        Les agents que la collectivité a inscrits, et eux seuls. Chaque lecture laisse une trace, sans données
        personnelles, gardée 36 mois.
      </p>
      <h2>Combien de temps</h2>
      <ul>
        <li>Ce que vous transmettez : {retentionDays} jours au plus, moins si la collectivité l’a choisi.</li>
        <li>
          De quoi retrouver vos transmissions quand vous vous identifiez : aussi longtemps. Ce qui est gardé
          pour cela ne contient rien de vous, et ne se lit qu’avec votre FranceConnect.
        </li>
        <li>Ce que vous relisez sans le transmettre : 30 minutes.</li>
      </ul>
      <p>Tout est chiffré, avec une clé propre à chaque collectivité.</p>
      <h2>Vos droits</h2>
      <p>
        Vous pouvez demander à votre collectivité, ou à son délégué à la protection des données, de voir,
        corriger, limiter ou effacer vos données, et vous opposer au traitement. Vous pouvez saisir la{' '}
        <NewWindow href="https://www.cnil.fr/fr/plaintes">CNIL</NewWindow>.
      </p>
      <h2>Cookies</h2>
      <p>
        Un seul, pour votre session : il ne contient rien de vous et disparaît avec elle. Aucune mesure
        d’audience.
      </p>
      <p>
        Une question ? <a href={`mailto:${site.supportEmail}`}>{site.supportEmail}</a>
      </p>
    </>
  )
}

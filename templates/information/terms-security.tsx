import type { Section } from '#templates/components/sections.js'
import { RULES } from '#templates/information/rules.js'
/** What the code does: each line has its test in `test/promises/` or `test/journeys/`. */
export function security(): Section[] {
  return [
    {
      id: 'mesures',
      title: 'Mesures de sécurité',
      content: (
        <ul>
          <li>
            <strong>Le moins possible</strong> : le quotient familial et l’identité certifiée. Ce qu’une
            réponse contiendrait de plus est écarté dès sa lecture.
          </li>
          <li>
            <strong>Chiffré</strong> : ce qui est transmis est chiffré (AES-256-GCM) avec une clé propre à
            chaque collectivité. En clair ne restent que la référence, des dates, l’origine et l’état : ni
            nom, ni montant.
          </li>
          <li>
            <strong>Cloisonné</strong> : la base de données elle-même ne montre à une collectivité que ses
            propres lignes.
          </li>
          <li>
            <strong>Identifié</strong> : les agents entrent par ProConnect, avec un second facteur. Leur
            session s’arrête après {RULES.agentIdleMinutes} minutes sans rien faire, et au bout de{' '}
            {RULES.agentHours} heures.
          </li>
          <li>
            <strong>Tracé</strong> : le service n’ouvre aucune transmission sans une ligne dans le journal.
          </li>
          <li>
            <strong>Protégé en chemin</strong> : le site n’existe qu’en HTTPS ; un courriel qui porte un
            fichier part sur une liaison chiffrée et vérifiée, ou ne part pas.
          </li>
          <li>
            <strong>Discret</strong> : ni nom, ni quotient familial, ni adresse IP dans les journaux
            techniques du service ; aucun programme ni aucune mesure d’un autre site dans les pages.
          </li>
        </ul>
      ),
    },
    {
      id: 'journal',
      title: 'Le journal de votre espace',
      content: (
        <p>
          Il dit quel agent a lu, emporté ou traité quoi, qui a changé un réglage ou un accès, et quand. Il
          désigne les transmissions par leur référence : aucun nom d’habitant n’y figure. Chaque ligne est
          scellée à la précédente : une ligne changée ou retirée se voit. Il est gardé {RULES.traceMonths}{' '}
          mois, aussi après la fermeture du service. Vos gestionnaires le lisent dans « Journal ».
        </p>
      ),
    },
  ]
}

import type { Section } from '#templates/components/sections.js'
import { plural } from '#templates/format.js'
import { RULES } from '#templates/information/rules.js'
import type { TermsFacts } from '#templates/information/terms-facts.js'

/** Suspended, closed, and what becomes of the data; changes and disputes. */
export function leaving({ site, backupDays }: TermsFacts): Section[] {
  return [
    {
      id: 'suspension',
      title: 'Suspension',
      content: (
        <p>
          L’opérateur peut suspendre le service pour une collectivité : si l’habilitation est retirée, si la
          sécurité l’exige, si ces conditions ne sont pas suivies, ou à sa demande. Les habitants ne peuvent
          plus transmettre ; les agents lisent et emportent ce qui est déjà là.
        </p>
      ),
    },
    {
      id: 'fermeture',
      title: 'Fermeture et effacement',
      content: (
        <>
          <p>
            La collectivité peut demander la fermeture quand elle veut, à{' '}
            <a href={`mailto:${site.supportEmail}`}>{site.supportEmail}</a>. L’opérateur peut aussi la
            décider, pour les raisons ci-dessus. Les gestionnaires sont prévenus par courriel.
          </p>
          <ul>
            <li>
              Pendant {RULES.exportDays} jours, les agents lisent et emportent encore ce qui a été transmis.
            </li>
            <li>
              Ensuite, la clé de la collectivité et tout ce qu’elle protège sont effacés, sans retour
              possible.
            </li>
            <li>
              Restent le journal, pour ses {RULES.traceMonths} mois, avec les noms d’agents qu’il cite, et des
              comptes sans personne. Les sauvegardes qui contiennent encore le reste disparaissent{' '}
              {backupDays === null
                ? 'à leur propre échéance, que l’opérateur donne sur demande.'
                : `en ${backupDays} ${plural(backupDays, 'jour')} au plus.`}
            </li>
          </ul>
        </>
      ),
    },
    {
      id: 'changements',
      title: 'Si ces conditions changent',
      content: (
        <p>
          L’opérateur prévient les gestionnaires {RULES.noticeDays} jours à l’avance, sauf urgence de sécurité
          ou de droit. La collectivité qui n’est pas d’accord peut demander la fermeture.
        </p>
      ),
    },
    {
      id: 'desaccord',
      title: 'En cas de désaccord',
      content: (
        <p>
          Chacun répond de ce qui dépend de lui. Le droit français s’applique. Faute d’accord amiable, le
          tribunal administratif compétent tranche.
        </p>
      ),
    },
  ]
}

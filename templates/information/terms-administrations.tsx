import { Contents } from '#templates/components/contents.js'
import { Sections } from '#templates/components/sections.js'
import { collectiviteDuties } from '#templates/information/terms-collectivite-duties.js'
import type { TermsFacts } from '#templates/information/terms-facts.js'
import { leaving } from '#templates/information/terms-leaving.js'
import { processing } from '#templates/information/terms-processing.js'
import { security } from '#templates/information/terms-security.js'
import { theService } from '#templates/information/terms-service.js'

/** The day from which these terms hold; change it with them. */
const VERSION = '27 novembre 2026'

/**
 * Terms between the operator and the collectivités, with what article 28 of the GDPR asks of a processor's contract:
 * https://www.cnil.fr/fr/reglement-europeen-protection-donnees/chapitre4#Article28
 */
export function TermsForAdministrations(facts: TermsFacts) {
  const sections = [
    ...theService(facts),
    ...collectiviteDuties(facts),
    ...processing(facts),
    ...security(),
    ...leaving(facts),
  ]
  return (
    <>
      <h1>Conditions d’utilisation pour les collectivités</h1>
      <p>
        Entre l’opérateur de ce service ({facts.site.operatorName}) et chaque collectivité qui le propose.
        Version du {VERSION}. Elles s’appliquent dès que la collectivité demande le service, et tant qu’il
        garde des données pour elle.
      </p>
      <p>
        Elles valent contrat de sous-traitance au sens de l’article 28 du règlement général sur la protection
        des données (RGPD). Les habitants ont <a href="/cgu_usagers">les leurs</a>.
      </p>
      <Contents entries={sections} />
      <Sections sections={sections} />
    </>
  )
}

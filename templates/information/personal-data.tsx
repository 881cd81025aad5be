import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { Contents } from '#templates/components/contents.js'
import { type Section, Sections } from '#templates/components/sections.js'
import { plural } from '#templates/format.js'
import { type DataFacts, retentionOf } from '#templates/information/personal-data-facts.js'
import { untilWhenAndRights } from '#templates/information/personal-data-rights.js'
import { PersonalDataTable } from '#templates/information/personal-data-table.js'
import { whoAndWhy } from '#templates/information/personal-data-who.js'
import { PERIODS } from '#templates/personal-data/periods.js'
import { SECTIONS } from '#templates/personal-data/sections.js'
import { describeSection } from '#templates/personal-data/words.js'

const DETAIL = { id: 'detail', title: 'Ce qui est gardé, en détail' }

/**
 * What is kept of persons, why, until when and who reads it: for all collectivités, or for one. The tables are the
 * register of `templates/personal-data/`, which follows the schema of the database.
 */
export function PersonalData(facts: DataFacts) {
  const { controller } = facts
  const sections = [...whoAndWhy(facts), ...untilWhenAndRights(facts)]
  const details = detailsOf(facts)
  return (
    <>
      <h1>Données personnelles</h1>
      {controller && (
        <p>
          <CollectiviteName collectivite={controller.collectivite} />
        </p>
      )}
      <InShort {...facts} />
      <Contents folded entries={[...sections, { ...DETAIL, entries: details }]} />
      <Sections sections={sections} />
      <h2 id={DETAIL.id}>{DETAIL.title}</h2>
      <p>
        « Chiffré » : illisible sans une clé. « Empreinte » : un nombre calculé, d’où l’on ne peut pas
        retrouver la donnée. « En clair » : lisible par qui répare la base de données.
      </p>
      {details.map(({ id, title, content }) => (
        <>
          <h3 id={id}>{title}</h3>
          {content}
        </>
      ))}
    </>
  )
}

function InShort(facts: DataFacts) {
  const { days } = retentionOf(facts)
  return (
    <>
      <ul>
        <li>Ce service demande votre identité et votre quotient familial, et rien d’autre.</li>
        <li>Rien n’est transmis sans votre clic.</li>
        <li>Seuls les agents inscrits par votre collectivité le lisent. Chaque lecture est notée.</li>
        <li>
          C’est effacé au bout de {days} {plural(days, 'jour')} au plus.
        </li>
      </ul>
      {!facts.controller && (
        <p>
          Votre collectivité a une page comme celle-ci, avec sa durée et son délégué à la protection des
          données : <a href="/collectivites">cherchez-la</a>, puis choisissez « Données personnelles ».
        </p>
      )}
    </>
  )
}

function detailsOf(facts: DataFacts): Section[] {
  const retention = retentionOf(facts)
  return SECTIONS.map(({ id, title, lead }) => ({
    id,
    title,
    content: (
      <>
        <p>{lead}</p>
        <PersonalDataTable caption={title} groups={describeSection(id, retention)} />
        {id === 'journaux' && <Logs />}
      </>
    ),
  }))
}

function Logs() {
  return (
    <p>
      Le service écrit aussi ce qui lui est demandé et ce qui tombe en panne : l’heure, la page, la réponse.
      Il n’y met ni nom, ni montant, ni adresse internet. C’est gardé {PERIODS.logMonths} mois au plus. Les{' '}
      <a href="/statistiques">statistiques</a> ne comptent que des nombres, sans personne.
    </p>
  )
}

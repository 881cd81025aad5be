import { collectivitePlace } from '#templates/components/collectivite-name.js'
import type { Section } from '#templates/components/sections.js'
import { SummaryList } from '#templates/components/summary-list.js'
import type { Controller, DataFacts } from '#templates/information/personal-data-facts.js'
import { Subprocessors } from '#templates/information/subprocessors.js'

/** Who answers for the data, what it is for, and who gets it. */
export function whoAndWhy(facts: DataFacts): Section[] {
  return [
    { id: 'responsable', title: 'Qui en répond', content: <Responsible {...facts} /> },
    { id: 'pourquoi', title: 'Pourquoi, et est-ce obligatoire', content: <Purpose {...facts} /> },
    { id: 'origine', title: 'D’où viennent les données', content: <Sources /> },
    { id: 'destinataires', title: 'Qui les reçoit', content: <Recipients {...facts} /> },
  ]
}

function Responsible({ site, controller }: DataFacts) {
  const processor = (
    <>
      {site.operatorName} fait fonctionner ce service pour elle : c’est son sous-traitant. Ce qu’ils se
      doivent est dans les <a href="/cgu_administrations">conditions des collectivités</a>.
    </>
  )
  if (controller)
    return (
      <>
        <p>
          {controller.collectivite.name} est responsable du traitement : c’est elle qui demande votre quotient
          familial. {processor}
        </p>
        <ControllerList {...controller} />
      </>
    )
  return (
    <p>
      La collectivité à laquelle vous transmettez est responsable du traitement : c’est elle qui demande votre
      quotient familial. {processor}
    </p>
  )
}

function ControllerList({ collectivite, officerEmail }: Controller) {
  const { siret, name, contact, counter } = collectivite
  const place = [counter.address, counter.hours].filter(Boolean).join(', ')
  return (
    <SummaryList
      rows={[
        ['Responsable du traitement', `${name} — ${collectivitePlace(collectivite)} (SIRET ${siret})`],
        ...(contact ? [['Contact', contact] as [string, string]] : []),
        ...(place ? [['Accueil', place] as [string, string]] : []),
        [
          'Délégué à la protection des données',
          officerEmail ? (
            <a href={`mailto:${officerEmail}`}>{officerEmail}</a>
          ) : (
            'Son adresse n’est pas encore connue ici. Adressez-vous à la collectivité, et demandez le délégué à la protection des données.'
          ),
        ],
      ]}
    />
  )
}

function Purpose({ controller }: DataFacts) {
  const services = controller?.collectivite.services ?? null
  const otherWay = controller
    ? `/collectivites/${controller.collectivite.siret}/sans_france_connect`
    : '/faq#sans-franceconnect'
  return (
    <>
      <p>
        Pour appliquer les tarifs que la collectivité a votés
        {services ? `. Services concernés\u00a0: ${services}` : ' (cantine, garderie, centre de loisirs…)'}.
        C’est une mission d’intérêt public (article 6.1.e du règlement général sur la protection des données,
        RGPD). L’article L114-8 du code des relations entre le public et l’administration permet de demander
        le quotient familial à la CAF ou à la MSA plutôt qu’à vous.
      </p>
      <p>
        <strong>Ce n’est pas obligatoire.</strong> Vous pouvez donner votre attestation{' '}
        <a href={otherWay}>d’une autre façon</a>. Si la collectivité n’a pas du tout votre quotient familial,
        ce sont ses propres règles qui s’appliquent ; elles peuvent prévoir le tarif le plus élevé.
      </p>
      <p>
        <strong>Aucune machine ne décide.</strong> Ce service ne calcule aucun tarif. Un agent lit ce que vous
        avez transmis.
      </p>
    </>
  )
}

function Sources() {
  return (
    <>
      <ul>
        <li>Votre identité : de FranceConnect.</li>
        <li>
          Votre quotient familial : de la CAF ou de la MSA, par l’API Particulier, un service de l’État. Elles
          savent pour quelle collectivité il est demandé.
        </li>
        <li>Le reste : de vous, ou du lien que vous avez suivi.</li>
      </ul>
      <p>
        Si une réponse contient autre chose (famille, adresse, autre prestation), c’est écarté dès sa lecture
        : ce n’est ni gardé, ni montré, ni transmis.
      </p>
    </>
  )
}

function deliversToHubee(controller: DataFacts['controller']): boolean {
  return controller ? controller.collectivite.deliversToHubee : true
}

function Recipients({ site, controller, hostingProvider, subprocessors }: DataFacts) {
  return (
    <>
      <p>
        Les agents que {controller ? controller.collectivite.name : 'la collectivité'} a inscrits lisent ce
        que vous transmettez, et eux seuls. Ils peuvent l’emporter dans un fichier
        {controller ? mailedWords(controller) : ', ou le recevoir par courriel si la collectivité l’a choisi'}
        . Ces fichiers-là, la collectivité les garde selon ses propres règles.
        {deliversToHubee(controller) &&
          ' Ce qui est certifié peut aussi lui être remis par HubEE, le portail de l’État, quand elle y lit.'}
      </p>
      <p>Ceux qui font fonctionner ce service n’ont aucun écran pour le lire.</p>
      <p>
        L’hébergeur et les autres sous-traitants travaillent pour {site.operatorName}, et sont tenus au
        secret :
      </p>
      <SummaryList
        rows={[
          [
            'Hébergeur',
            hostingProvider ?? `Son nom et son adresse sont donnés sur demande : ${site.supportEmail}`,
          ],
        ]}
      />
      <Subprocessors subprocessors={subprocessors} site={site} />
      <p>
        Aucune donnée ne quitte l’Union européenne, sauf si cette liste nomme un pays qui n’en est pas ; les
        garanties du chapitre V du RGPD s’appliquent alors.
      </p>
    </>
  )
}

function mailedWords({ collectivite: { mailFrequency, mailContent } }: Controller): string {
  return mailFrequency && mailContent === 'csv' ? ', et le reçoivent par courriel' : ''
}

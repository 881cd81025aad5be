import { NewWindow } from '#templates/components/new-window.js'
import type { Section } from '#templates/components/sections.js'
import { plural } from '#templates/format.js'
import { type DataFacts, retentionOf } from '#templates/information/personal-data-facts.js'
import { PERIODS } from '#templates/personal-data/periods.js'

/** Until when, how it is protected, and what a person may ask. */
export function untilWhenAndRights(facts: DataFacts): Section[] {
  return [
    { id: 'duree', title: 'Jusqu’à quand', content: <UntilWhen {...facts} /> },
    { id: 'protection', title: 'Comment elles sont protégées', content: <Protection /> },
    { id: 'droits', title: 'Vos droits', content: <Rights {...facts} /> },
    {
      id: 'cookies',
      title: 'Cookies',
      content: (
        <p>
          Seulement ceux sans lesquels le service ne marche pas. <a href="/cookies">Les cookies en détail</a>
        </p>
      ),
    },
  ]
}

function UntilWhen(facts: DataFacts) {
  const { site, backupDays } = facts
  const { days, chosen } = retentionOf(facts)
  const length = `${days} ${plural(days, 'jour')}`
  return (
    <>
      <p>
        Ce que vous transmettez est effacé de ce service {length} au plus après la transmission
        {chosen
          ? ' : c’est la durée que la collectivité a choisie'
          : ' ; plus tôt si la collectivité a choisi une durée plus courte'}
        . La collectivité recopie avant ce qu’il lui faut pour votre tarif. Le service efface de lui-même,
        chaque heure, ce qui est arrivé au bout de sa durée.
      </p>
      <p>
        <strong>Les sauvegardes.</strong> L’hébergeur garde des copies de la base de données, pour remettre le
        service en marche après une panne. Ce qui est effacé y reste{' '}
        {backupDays === null ? (
          <>
            quelque temps encore ; {site.operatorName} dit combien sur demande :{' '}
            <a href={`mailto:${site.supportEmail}`}>{site.supportEmail}</a>.
          </>
        ) : (
          `${backupDays} ${plural(backupDays, 'jour')} de plus, puis disparaît.`
        )}{' '}
        Ce que vous avez transmis y est chiffré comme dans la base.
      </p>
    </>
  )
}

function Protection() {
  return (
    <ul>
      <li>
        Ce que vous transmettez est chiffré (AES-256-GCM), avec une clé propre à chaque collectivité. Ni votre
        nom ni votre montant ne se lisent dans la base de données.
      </li>
      <li>Une collectivité ne voit que ce qui lui a été transmis : la base de données elle-même l’impose.</li>
      <li>
        Les agents entrent par ProConnect, avec un second facteur. Chaque lecture est notée dans un journal,
        gardé {PERIODS.traceMonths} mois, où aucun nom d’usager ne figure.
      </li>
      <li>Le site n’existe qu’en HTTPS, et rien n’y est chargé d’un autre site.</li>
    </ul>
  )
}

function Rights({ site, controller }: DataFacts) {
  const whom = controller
    ? `${controller.collectivite.name} ou à son délégué à la protection des données`
    : 'votre collectivité ou à son délégué à la protection des données'
  return (
    <>
      <p>Vous pouvez demander à {whom} :</p>
      <ul>
        <li>à voir vos données, et à en recevoir une copie ;</li>
        <li>à les faire corriger. Si c’est le montant qui est faux, la CAF ou la MSA doit le corriger ;</li>
        <li>à les faire effacer, ou à ce qu’elles ne servent plus pendant que l’on vérifie ;</li>
        <li>à ce qu’elles ne soient pas traitées, pour une raison qui tient à votre situation ;</li>
        <li>à ce que soit suivi ce que vous voulez pour elles après votre mort.</li>
      </ul>
      <p>
        {controller ? (
          <>
            <a href="#responsable">Voici comment la joindre</a>.
          </>
        ) : (
          <>
            Chaque collectivité a sa propre page, avec l’adresse de son délégué :{' '}
            <a href="/collectivites">cherchez la vôtre</a>, puis choisissez « Données personnelles ».
          </>
        )}{' '}
        Elle a un mois pour répondre. C’est gratuit.
      </p>
      <p>
        Vous pouvez déjà, sans rien demander, voir où en est votre envoi et l’annuler tant qu’aucun agent ne
        l’a ouvert en détail ni mis dans un fichier : <a href="/mes_transmissions">Mes transmissions</a>.
      </p>
      <p>
        Vous êtes agent, ou contact d’une collectivité ? Adressez-vous à un gestionnaire, ou à{' '}
        {site.operatorName} : <a href={`mailto:${site.supportEmail}`}>{site.supportEmail}</a>.
      </p>
      <p>
        Si la réponse ne vous convient pas, vous pouvez saisir la{' '}
        <NewWindow href="https://www.cnil.fr/fr/plaintes">CNIL</NewWindow> (Commission nationale de
        l’informatique et des libertés).
      </p>
    </>
  )
}

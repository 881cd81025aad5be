import { Contents } from '#templates/components/contents.js'
import { NewWindow } from '#templates/components/new-window.js'
import { type Section, Sections } from '#templates/components/sections.js'
import { RULES } from '#templates/information/rules.js'
import type { Site } from '#templates/site.js'

/** The day from which these terms hold; change it with them. */
const VERSION = '27 novembre 2026'

/** What a resident may expect, and what is expected of her. */
export function TermsForResidents({ site, retentionDays }: { site: Site; retentionDays: number }) {
  const sections = sectionsOf(site, retentionDays)
  return (
    <>
      <h1>Conditions d’utilisation</h1>
      <p>
        Pour vous qui transmettez votre quotient familial. Version du {VERSION}. Vous travaillez dans une
        collectivité ? <a href="/cgu_administrations">Voici les vôtres</a>.
      </p>
      <Contents entries={sections} />
      <Sections sections={sections} />
    </>
  )
}

function sectionsOf({ operatorName, supportEmail }: Site, retentionDays: number): Section[] {
  return [
    {
      id: 'service',
      title: 'Ce que fait ce service',
      content: (
        <>
          <p>
            Il demande votre quotient familial à la CAF ou à la MSA, vous le montre, et le transmet à la
            collectivité que vous avez choisie, si vous le voulez. Son opérateur : {operatorName}.
          </p>
          <p>Il ne calcule aucun tarif et ne décide de rien : c’est votre collectivité qui le fait.</p>
        </>
      ),
    },
    {
      id: 'gratuit',
      title: 'Gratuit, et jamais obligatoire',
      content: (
        <>
          <p>
            Ce service est gratuit. Personne n’est obligé de s’en servir : il existe toujours un autre chemin,
            avec votre attestation de la CAF ou de la MSA.
          </p>
          <p>
            Votre collectivité ne doit ni vous refuser un tarif, ni vous faire payer plus, parce que vous avez
            choisi cet autre chemin ou parce qu’une transmission a échoué.
          </p>
        </>
      ),
    },
    {
      id: 'franceconnect',
      title: 'S’identifier avec FranceConnect',
      content: (
        <p>
          Pour transmettre en ligne un quotient familial certifié, vous vous identifiez avec FranceConnect,
          qui a ses propres{' '}
          <NewWindow href="https://franceconnect.gouv.fr/cgu">conditions d’utilisation</NewWindow>.
          Identifiez-vous vous-même, avec votre propre compte, et déconnectez-vous si l’ordinateur n’est pas à
          vous.
        </p>
      ),
    },
    {
      id: 'votre-part',
      title: 'Ce qui reste de votre responsabilité',
      content: (
        <ul>
          <li>Relisez avant de transmettre : rien n’est envoyé sans votre clic.</li>
          <li>
            Ce que vous écrivez ou joignez vous-même doit être vrai. Une fausse déclaration faite pour obtenir
            un avantage est punie par la loi (article 441-6 du code pénal).
          </li>
          <li>Si votre situation change, dites-le à la CAF ou à la MSA, et à votre collectivité.</li>
          <li>N’essayez pas de voir les données d’une autre personne, ni de gêner le service.</li>
        </ul>
      ),
    },
    {
      id: 'disponibilite',
      title: 'Quand il marche, et ses limites',
      content: (
        <>
          <p>
            Il est ouvert jour et nuit, sauf pour l’entretenir ou le réparer. Il dépend de FranceConnect, de
            la CAF et de la MSA : quand l’un d’eux s’arrête, vous ne pouvez pas transmettre, mais les pages
            qui expliquent comment faire autrement restent ouvertes.
          </p>
          <p>
            Le montant est celui que la CAF ou la MSA donne. Vous pouvez le faire actualiser une fois par{' '}
            {RULES.refreshHours} heures. S’il est faux, elles seules peuvent le corriger.
          </p>
        </>
      ),
    },
    {
      id: 'donnees',
      title: 'Ce qui est gardé',
      content: (
        <>
          <p>
            Ce que vous transmettez est gardé {retentionDays} jours au plus dans ce service, moins si votre
            collectivité l’a choisi. Ce que vous ne transmettez pas est oublié au plus tard{' '}
            {RULES.reviewMinutes} minutes après votre identification, deux heures quand vous joignez une
            attestation.
          </p>
          <p>
            Votre collectivité répond de vos données ; l’opérateur les garde pour elle.{' '}
            <a href="/donnees_personnelles">Vos données et vos droits</a>
          </p>
        </>
      ),
    },
    {
      id: 'annuler',
      title: 'Retrouver, prouver, annuler',
      content: (
        <>
          <p>
            Chaque transmission a une référence et un récépissé, qui prouve sa date. Vous la retrouvez dans{' '}
            <a href="/mes_transmissions">Mes transmissions</a>. Vous pouvez l’annuler tant qu’aucun agent ne
            l’a ouverte en détail ni mise dans un fichier. Ensuite, adressez-vous à votre collectivité.
          </p>
          <p>
            Sans FranceConnect, vous ne la retrouvez pas dans Mes transmissions : vous la revoyez et pouvez
            l’annuler pendant {RULES.reviewMinutes} minutes, dans le même navigateur.
          </p>
        </>
      ),
    },
    {
      id: 'droit',
      title: 'En cas de désaccord',
      content: (
        <>
          <p>
            Pour un tarif ou une décision, adressez-vous à votre collectivité ; puis, si besoin, au{' '}
            <NewWindow href="https://www.defenseurdesdroits.fr/">Défenseur des droits</NewWindow> ou au
            tribunal administratif. Pour ce site, écrivez à{' '}
            <a href={`mailto:${supportEmail}`}>{supportEmail}</a>.
          </p>
          <p>
            Le droit français s’applique. Si ces conditions changent, la nouvelle version paraît ici, avec sa
            date.
          </p>
        </>
      ),
    },
  ]
}

import { NewWindow } from '#templates/components/new-window.js'
import type { Section } from '#templates/components/sections.js'

/**
 * What the figure is and why it surprises. Its rules: the page of API Particulier,
 * https://particulier.api.gouv.fr/catalogue/cnaf_msa/quotient_familial
 */
export function aboutQuotientFamilial(): Section[] {
  return [
    {
      id: 'quotient-familial',
      title: 'Qu’est-ce que le quotient familial ?',
      content: (
        <>
          <p>
            C’est un chiffre qui résume les ressources et la taille de votre famille. La CAF ou la MSA le
            calcule. Votre collectivité s’en sert pour fixer le prix de la cantine, de la garderie ou du
            centre de loisirs.
          </p>
          <p>
            Ce n’est pas le quotient familial des impôts : il porte le même nom, mais il se calcule autrement.
          </p>
        </>
      ),
    },
    {
      id: 'quel-parent',
      title: 'Quel parent doit le transmettre ?',
      content: (
        <>
          <p>
            Celui dont le nom est sur le dossier de la CAF ou de la MSA : on l’appelle l’allocataire. Il
            s’identifie avec son propre FranceConnect.
          </p>
          <p>
            Vous ne savez pas lequel ? Essayez. Si aucun dossier n’est trouvé, rien n’est transmis, et l’autre
            parent peut essayer à son tour.
          </p>
        </>
      ),
    },
    {
      id: 'grand-parent',
      title: 'Je suis grand-parent, tuteur ou tutrice',
      content: (
        <>
          <p>
            C’est la personne dont le nom est sur le dossier de la CAF ou de la MSA qui transmet, même si
            l’enfant vit chez vous.
          </p>
          <ul>
            <li>
              <strong>Le dossier est à votre nom :</strong> transmettez comme un parent, avec votre propre
              FranceConnect.
            </li>
            <li>
              <strong>Il est au nom d’un parent :</strong> il peut transmettre de chez lui. Sinon, donnez son
              attestation à l’accueil, ou joignez-la <a href="#sans-franceconnect">sans FranceConnect</a>, si
              la collectivité le propose, au nom qui est écrit dessus.
            </li>
            <li>
              <strong>Il n’est à aucun nom :</strong> demandez à votre collectivité.
            </li>
          </ul>
        </>
      ),
    },
    {
      id: 'quel-mois',
      title: 'De quel mois est ce montant, et quand change-t-il ?',
      content: (
        <>
          <p>
            C’est celui du mois en cours. Le mois est écrit à côté du montant : vous le voyez avant de
            transmettre.
          </p>
          <ul>
            <li>
              <strong>À la CAF</strong>, les montants changent une fois par mois, après le premier week-end.
            </li>
            <li>
              <strong>À la MSA</strong>, le montant est calculé le jour où il est demandé.
            </li>
            <li>
              <strong>En début d’année</strong>, tous les montants sont revus. Revenez après le premier
              week-end de février : plus tôt, vous pourriez transmettre l’ancien.
            </li>
          </ul>
          <p>
            Le montant montré peut dater de la veille. S’il vient de changer, choisissez « Actualiser » avant
            de transmettre : c’est possible une fois par jour.
          </p>
        </>
      ),
    },
    {
      id: 'difference',
      title: 'Pourquoi n’est-ce pas le montant que je vois sur caf.fr ?',
      content: (
        <>
          <p>Souvent, personne ne s’est trompé :</p>
          <ul>
            <li>ce n’est pas le même mois : comparez les mois écrits à côté des montants ;</li>
            <li>la CAF a recalculé votre dossier entre-temps, même pour un mois passé ;</li>
            <li>
              votre mairie regarde un autre écran de la CAF, nommé CDAP, qui peut montrer un autre mois ;
            </li>
            <li>
              le montant est 0 : cela veut souvent dire que la CAF ou la MSA ne connaît pas encore vos
              ressources. Vous pouvez le transmettre : votre collectivité vérifiera avec vous.
            </li>
          </ul>
          <p>
            Ce service montre ce que la CAF ou la MSA lui répond, sans rien changer. Si l’écart reste,
            demandez à votre CAF.
          </p>
        </>
      ),
    },
    {
      id: 'msa',
      title: 'Je dépends de la MSA : est-ce pareil ?',
      content: (
        <p>
          Oui. Vous n’avez rien à choisir : la CAF et la MSA sont interrogées toutes les deux. Si vous
          préférez le papier, votre attestation est sur{' '}
          <NewWindow href="https://monespaceprive.msa.fr/">monespaceprive.msa.fr</NewWindow>.
        </p>
      ),
    },
    {
      id: 'parents-separes',
      title: 'Nous sommes séparés, ou en garde alternée',
      content: (
        <>
          <p>
            Chaque parent a son dossier, donc son quotient familial. Chacun transmet le sien, avec son propre
            FranceConnect. L’autre parent ne le voit pas.
          </p>
          <p>
            Lequel compte pour votre enfant ? C’est une règle de votre collectivité : demandez-la-lui. Ce
            service ne la connaît pas, et ne calcule aucun tarif.
          </p>
        </>
      ),
    },
    {
      id: 'pas-de-dossier',
      title: 'On me dit qu’il n’y a pas de dossier à mon nom',
      content: (
        <>
          <p>
            Ce n’est pas une panne. Il faut recevoir une prestation de la CAF ou de la MSA, et que le dossier
            soit à votre nom.
          </p>
          <ul>
            <li>Vous vivez en couple : l’autre parent peut essayer.</li>
            <li>
              Vous ne recevez plus de prestation : demandez à votre collectivité. Elle peut accepter votre
              avis d’imposition.
            </li>
            <li>
              Vous avez changé de nom, ou votre date de naissance est incomplète : signalez-le à votre CAF ou
              à votre MSA.
            </li>
          </ul>
        </>
      ),
    },
    {
      id: 'erreur',
      title: 'Le montant ou mon identité est faux',
      content: (
        <>
          <p>
            <strong>Le montant, avant de transmettre :</strong> vous pouvez le signaler en le transmettant. Il
            part tel quel, avec ce que vous en dites, et un agent verra avec vous. Seule votre CAF ou votre
            MSA peut le corriger.
          </p>
          <p>
            <strong>L’identité :</strong> si elle n’est pas la vôtre, ne transmettez rien et déconnectez-vous.
          </p>
          <p>
            <strong>C’est déjà transmis :</strong> <a href="#retrouver">annulez</a> si aucun agent ne l’a
            encore ouvert ni mis dans un fichier. Sinon, prévenez votre collectivité avec votre référence.
            Transmettez le nouveau montant quand il est corrigé.
          </p>
        </>
      ),
    },
  ]
}

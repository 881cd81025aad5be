import type { SectionId } from '#templates/personal-data/group.js'

/** The parts of the register, in the order of the page. */
export const SECTIONS: { id: SectionId; title: string; lead: string }[] = [
  {
    id: 'transmissions',
    title: 'Ce que vous transmettez',
    lead: 'Gardé pour la collectivité que vous avez choisie, et pour elle seule.',
  },
  {
    id: 'visite',
    title: 'Pendant votre visite',
    lead: 'Ce que vous regardez sans le transmettre est oublié.',
  },
  {
    id: 'retrouver',
    title: 'Ce que nous gardons pour que vous retrouviez vos transmissions',
    lead: 'Cette liste ne contient ni votre nom ni votre montant. Seul votre FranceConnect peut l’ouvrir.',
  },
  {
    id: 'attestation',
    title: 'Si vous joignez une attestation',
    lead: 'Les fichiers sont gardés moins longtemps que le reste.',
  },
  {
    id: 'recepisse',
    title: 'Si vous demandez un récépissé par courriel',
    lead: 'Votre adresse ne sert qu’à ce courriel : la collectivité ne la reçoit pas.',
  },
  {
    id: 'agents',
    title: 'Agents et contacts des collectivités',
    lead: 'Pour vous qui travaillez dans une collectivité, ou pour elle.',
  },
  {
    id: 'operateur',
    title: 'Agents de l’opérateur',
    lead: 'Ceux qui ouvrent le service aux collectivités. Ils ne lisent pas ce que les usagers transmettent.',
  },
  {
    id: 'journaux',
    title: 'Journaux techniques',
    lead: 'De quoi savoir qui a fait quoi, et faire marcher le service.',
  },
]

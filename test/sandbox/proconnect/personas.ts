import { type Organisation, organisations, otherOrganisations } from './organisations.js'

/** An agent whom the simulated ProConnect knows. One person may belong to several organisations, with the same `sub`. */
export type Persona = {
  id: string
  sub: string
  givenName: string
  usualName: string
  email: string
  /** She chooses one of them on the page, at each sign-in. */
  organisations: Organisation[]
  /** ProConnect could not look the organisation up: `roles` is `[]` for an agent all the same. */
  rolesUnknown: boolean
  /** Level of the identity provider, as of 2026; `-mfa` when it asked for a second factor itself. */
  acr: string
  amr: string[]
  idpId: string
  /** What choosing this person leads to, in one line for the page. */
  outcome: string
}

const PROCONNECT_IDENTITE = {
  idpId: '71144ab3-ee1a-4401-b7b3-79b44f7daeeb',
  acr: 'eidas0',
  amr: ['pwd', 'mail'],
}
const DINUM = { idpId: '0e7c099f-fe86-49a0-b7d1-19df45397212', acr: 'eidas1', amr: ['pwd'] }
const { fayAuxLoges, calvi, saintLeu } = organisations
const { fayAuxLogesSchool, fayAuxLogesCcas, vitryAuxLoges, sivos, company, dinum } = otherOrganisations

export const personas: Persona[] = [
  agent('martine', 1, 'Martine LEGENDRE', 'martine.legendre@fay-aux-loges.example', [fayAuxLoges], {
    outcome: 'Secrétaire de mairie de Fay-aux-Loges.',
  }),
  agent('sylvie', 2, 'Sylvie MAURIN', 'sylvie.maurin@mairies.example', [fayAuxLoges, calvi], {
    outcome: 'Secrétaire partagée : la même personne, une commune à la fois.',
  }),
  agent('marie-josee', 3, 'Marie-Josée PAYETTE', 'mj.payette@saint-leu.example', [saintLeu], {
    outcome: 'Secrétaire de mairie de Saint-Leu, à La Réunion.',
  }),
  agent('lisandru', 4, 'Lisandru FICAJOLA', 'lisandru.ficajola@calvi.example', [calvi], {
    outcome: 'Agent de la mairie de Calvi.',
  }),
  agent('nadia', 5, 'Nadia BERTHILLON', 'nadia.berthillon@fay-aux-loges.example', [fayAuxLogesSchool], {
    outcome: 'Agente d’une école de Fay-aux-Loges : même SIREN, autre établissement.',
  }),
  agent('gerard', 6, 'Gérard POUSSINEAU', 'ccas@fay-aux-loges.example', [fayAuxLogesCcas], {
    outcome: 'Agent du CCAS de Fay-aux-Loges : autre SIREN que la commune.',
  }),
  agent('helene', 7, 'Hélène CHARBONNET', 'helene.charbonnet@vitry-aux-loges.example', [vitryAuxLoges], {
    outcome: 'Agente d’une commune que le service ne connaît pas.',
  }),
  agent('kevin', 8, 'Kévin DURANDAL', 'kevin.durandal@ateliers.example', [company], {
    outcome: 'Salarié d’une entreprise : ProConnect le refuse (Y500015).',
  }),
  agent('claire', 9, 'Claire FONTENAILLE', 'claire.fontenaille@numerique.example', [dinum], {
    ...DINUM,
    acr: 'eidas1-mfa',
    amr: ['pwd', 'otp', 'mfa'],
    outcome: 'Agente de la DINUM, avec double authentification.',
  }),
  agent('yann', 10, 'Yann KERGUELIN', 'yann.kerguelin@numerique.example', [dinum], {
    ...DINUM,
    outcome: 'Agent de la DINUM, sans double authentification tant que le service n’en exige pas.',
  }),
  agent('bruno', 11, 'Bruno TESSIERAS', 'bruno.tessieras@fay-aux-loges.example', [fayAuxLoges], {
    rolesUnknown: true,
    outcome: 'Agent de Fay-aux-Loges dont le rôle n’a pas pu être calculé (roles vide).',
  }),
  agent('josiane', 12, 'Josiane HOARAULT', 'josiane.hoarault@saint-leu.example', [saintLeu], {
    outcome: 'Élue de Saint-Leu, reconnue par le domaine de son adresse.',
  }),
  agent('ange', 13, 'Ange ORSATELLI', 'ecole@calvi.example', [calvi], {
    outcome: 'Agent d’une école de Calvi dont le SIRET est remplacé par celui du siège.',
  }),
  agent(
    'delphine',
    14,
    'Delphine ROUSSILLAT',
    'delphine.roussillat@loges.example',
    [fayAuxLoges, vitryAuxLoges, sivos],
    {
      outcome: 'Secrétaire de deux communes et de leur SIVOS : la même personne, un SIREN à la fois.',
    },
  ),
]

function agent(
  id: string,
  number: number,
  fullName: string,
  email: string,
  organisations: Organisation[],
  rest: Pick<Persona, 'outcome'> & Partial<Persona>,
): Persona {
  const [givenName = '', usualName = ''] = fullName.split(' ')
  const sub = `1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b${String(number).padStart(4, '0')}`
  const person = { id, sub, givenName, usualName, email, organisations, rolesUnknown: false }
  return { ...person, ...PROCONNECT_IDENTITE, ...rest }
}

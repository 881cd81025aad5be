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
  /** Of the organisation's legal category, not of the person; `[]` also when the look-up failed. */
  roles: string[]
  /** Level of the identity provider, as of 2026; `-mfa` when a second factor was asked for. */
  acr: string
  amr: string[]
  idpId: string
  /** Employee of a company: refused to a service for public agents. */
  privateSector?: true
  /** What choosing this person leads to, in one line for the page. */
  outcome: string
}

const IDP_PROCONNECT_IDENTITE = '71144ab3-ee1a-4401-b7b3-79b44f7daeeb'
const IDP_DINUM = '0e7c099f-fe86-49a0-b7d1-19df45397212'
const TERRITORIAL = ['agent_public', 'agent_public_territorial']
const STATE = ['agent_public', 'agent_public_etat']
const { fayAuxLoges, calvi, saintLeu } = organisations
const { fayAuxLogesSchool, fayAuxLogesCcas, vitryAuxLoges, company, dinum } = otherOrganisations

export const personas: Persona[] = [
  agent(
    'martine',
    '1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b0001',
    'Martine',
    'LEGENDRE',
    'martine.legendre@fay-aux-loges.example',
    [fayAuxLoges],
    {
      outcome: 'Secrétaire de mairie de Fay-aux-Loges.',
    },
  ),
  agent(
    'sylvie',
    '1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b0002',
    'Sylvie',
    'MAURIN',
    'sylvie.maurin@mairies.example',
    [fayAuxLoges, calvi],
    {
      outcome: 'Secrétaire partagée : la même personne, une commune à la fois.',
    },
  ),
  agent(
    'marie-josee',
    '1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b0003',
    'Marie-Josée',
    'PAYETTE',
    'mj.payette@saint-leu.example',
    [saintLeu],
    {
      outcome: 'Secrétaire de mairie de Saint-Leu, à La Réunion.',
    },
  ),
  agent(
    'lisandru',
    '1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b0004',
    'Lisandru',
    'FICAJOLA',
    'lisandru.ficajola@calvi.example',
    [calvi],
    {
      outcome: 'Agent de la mairie de Calvi.',
    },
  ),
  agent(
    'nadia',
    '1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b0005',
    'Nadia',
    'BERTHILLON',
    'nadia.berthillon@fay-aux-loges.example',
    [fayAuxLogesSchool],
    {
      outcome: 'Agente d’une école de Fay-aux-Loges : même SIREN, autre établissement.',
    },
  ),
  agent(
    'gerard',
    '1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b0006',
    'Gérard',
    'POUSSINEAU',
    'ccas@fay-aux-loges.example',
    [fayAuxLogesCcas],
    {
      outcome: 'Agent du CCAS de Fay-aux-Loges : autre SIREN que la commune.',
    },
  ),
  agent(
    'helene',
    '1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b0007',
    'Hélène',
    'CHARBONNET',
    'helene.charbonnet@vitry-aux-loges.example',
    [vitryAuxLoges],
    {
      outcome: 'Agente d’une commune que le service ne connaît pas.',
    },
  ),
  agent(
    'kevin',
    '1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b0008',
    'Kévin',
    'DURANDAL',
    'kevin.durandal@ateliers.example',
    [company],
    {
      roles: [],
      privateSector: true,
      outcome: 'Salarié d’une entreprise : ProConnect le refuse (Y500015).',
    },
  ),
  agent(
    'claire',
    '1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b0009',
    'Claire',
    'FONTENAILLE',
    'claire.fontenaille@numerique.example',
    [dinum],
    {
      roles: STATE,
      acr: 'eidas1-mfa',
      amr: ['pwd', 'otp', 'mfa'],
      idpId: IDP_DINUM,
      outcome: 'Agente de la DINUM, avec double authentification.',
    },
  ),
  agent(
    'yann',
    '1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b0010',
    'Yann',
    'KERGUELIN',
    'yann.kerguelin@numerique.example',
    [dinum],
    {
      roles: STATE,
      acr: 'eidas1',
      amr: ['pwd'],
      idpId: IDP_DINUM,
      outcome: 'Agent de la DINUM, sans double authentification.',
    },
  ),
  agent(
    'bruno',
    '1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b0011',
    'Bruno',
    'TESSIERAS',
    'bruno.tessieras@fay-aux-loges.example',
    [fayAuxLoges],
    {
      roles: [],
      outcome: 'Agent de Fay-aux-Loges dont le rôle n’a pas pu être calculé (roles vide).',
    },
  ),
  agent(
    'josiane',
    '1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b0012',
    'Josiane',
    'HOARAULT',
    'josiane.hoarault@saint-leu.example',
    [saintLeu],
    {
      outcome: 'Élue de Saint-Leu, reconnue par le domaine de son adresse.',
    },
  ),
  agent('ange', '1a6f2c1e-6c0b-4b0e-9a51-3f1d3a5b0013', 'Ange', 'ORSATELLI', 'ecole@calvi.example', [calvi], {
    outcome: 'Agent d’une école de Calvi dont le SIRET est remplacé par celui du siège.',
  }),
]

/** One line of the page: a person in one of her organisations. */
export type Choice = { id: string; persona: Persona; organisation: Organisation }

/** `<persona>` is enough when she has one organisation, `<persona>/<siret>` names one. */
export const choices: Choice[] = personas.flatMap((persona) =>
  persona.organisations.map((organisation) => ({
    id: `${persona.id}/${organisation.siret}`,
    persona,
    organisation,
  })),
)

export function findChoice(id: string): Choice | null {
  return (
    choices.find((choice) => choice.id === id) ?? choices.find((choice) => choice.persona.id === id) ?? null
  )
}

export function labelOf({ persona, organisation }: Choice): string {
  return `${persona.givenName} ${persona.usualName} — ${organisation.name}`
}

function agent(
  id: string,
  sub: string,
  givenName: string,
  usualName: string,
  email: string,
  organisations: Organisation[],
  rest: Pick<Persona, 'outcome'> & Partial<Persona>,
): Persona {
  const ordinary = { roles: TERRITORIAL, acr: 'eidas0', amr: ['pwd', 'mail'], idpId: IDP_PROCONNECT_IDENTITE }
  return { id, sub, givenName, usualName, email, organisations, ...ordinary, ...rest }
}

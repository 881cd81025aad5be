import { AccessDue } from '#templates/agent/access-due.js'
import { AccessWaiting } from '#templates/agent/access-waiting.js'
import { Invitation } from '#templates/agent/invitation.js'
import {
  CLOSED_INVITATION,
  type ClosedInvitation,
  InvitationClosed,
} from '#templates/agent/invitation-closed.js'
import { MemberRemoval } from '#templates/agent/member-removal.js'
import { Members, type MembersProps } from '#templates/agent/members.js'
import { commune, longNamed } from './fixtures.js'
import type { GalleryPage } from './gallery-pages.js'

const LONG_EMAIL = 'secretariat-general.de-la-mairie@saint-remy-en-bouzemont-saint-genest-et-isson.example'
const nav = {
  collectivite: commune,
  items: ['Transmissions', 'Agents'].map((label) => ({ label, href: '#', current: label === 'Agents' })),
}
const due = { day: '26 mai 2028', overdue: false, membersUrl: '#' }
const form = { action: '/invitations', email: '', role: 'agent', error: null }
const martine = {
  name: 'Martine LEGENDRE',
  email: 'martine.legendre@fay-aux-loges.example',
  role: 'gestionnaire' as const,
  since: '26 novembre 2026',
  isReader: true,
  roleUrl: '/role',
  removalUrl: '#',
}
const nadia = {
  ...martine,
  name: 'Nadia BERTHILLON',
  email: LONG_EMAIL,
  role: 'agent' as const,
  isReader: false,
}
const expected = { ...nadia, name: null, email: 'maire@fay-aux-loges.example', since: null }
const full: NonNullable<MembersProps['manage']> = {
  due: null,
  confirmUrl: '/confirmation',
  requests: [
    { name: 'Bruno TESSIERAS', email: LONG_EMAIL, since: '26 novembre 2026', answerUrl: '/reponse' },
    {
      name: 'Josiane HOARAULT',
      email: 'j@exemple.example',
      since: '1er janvier 2027',
      answerUrl: '/reponse',
    },
  ],
  invitations: [
    {
      email: LONG_EMAIL,
      role: 'agent',
      until: '26 décembre 2026',
      expired: false,
      fault: { code: 'ECONNECTION', final: false },
      sendAgainUrl: '/r',
      cancelUrl: '/a',
    },
    {
      email: 'ccas@fay-aux-loges.example',
      role: 'gestionnaire',
      until: '1er novembre 2026',
      expired: true,
      fault: { code: '550', final: true },
      sendAgainUrl: '/r',
      cancelUrl: '/a',
    },
  ],
  form,
}

/** Who has access, and the pages of an invitation. */
export function membersPages(): GalleryPage[] {
  return [
    page('agents-seule', members({ members: [martine], manage: { ...full, requests: [], invitations: [] } })),
    page('agents', members({ members: [martine, nadia, expected], manage: full, said: 'invite' })),
    page('agents-a-confirmer', members({ manage: { ...full, due }, said: 'dernier' })),
    page('agents-en-attente', members({ manage: { ...full, due: { ...due, overdue: true } } })),
    page(
      'agents-refuse',
      members({
        manage: {
          ...full,
          form: { ...form, email: 'mairie', role: 'gestionnaire', error: 'Écrivez une adresse complète.' },
        },
      }),
    ),
    page(
      'agents-lus',
      members({
        members: [martine, { ...nadia, isReader: true }],
        manage: null,
        said: 'dernier',
      }),
    ),
    page('retrait', removal(false)),
    page('depart', removal(true)),
    page(
      'acces-bientot',
      <>
        <h1>Transmissions</h1>
        <AccessDue {...due} />
      </>,
    ),
    page(
      'acces-attente',
      <AccessWaiting collectivite={longNamed} gestionnaires={['Martine LEGENDRE', LONG_EMAIL]} />,
    ),
    page('invitation', invitation(null), false),
    page('invitation-accepter', invitation({ fits: true })),
    page('invitation-autre-organisation', invitation({ fits: false })),
    ...(Object.keys(CLOSED_INVITATION) as ClosedInvitation[]).map((why) =>
      page(`invitation-${why}`, <InvitationClosed why={why} renewUrl="/renouvellement" />, false),
    ),
  ]
}

function page(path: string, content: GalleryPage['page'], signedIn = true): GalleryPage {
  return { path: `/agent/${path}`, title: `Membres : ${path}`, area: 'agent', signedIn, page: content }
}

function members(change: Partial<MembersProps>) {
  return <Members nav={nav} members={[martine, nadia]} leaveUrl="#" said="" manage={full} {...change} />
}

function removal(isReader: boolean) {
  return <MemberRemoval nav={nav} name="Nadia BERTHILLON" isReader={isReader} action="/retrait" backUrl="#" />
}

function invitation(reader: { fits: boolean } | null) {
  return (
    <Invitation
      collectivite={reader ? longNamed : commune}
      role={reader ? 'gestionnaire' : 'agent'}
      invitedBy={reader ? null : 'Martine LEGENDRE'}
      reader={
        reader && {
          ...reader,
          agentName: 'Gérard POUSSINEAU',
          organisation: { siret: '26450142000014', name: null },
        }
      }
      signInUrl="#"
      acceptUrl="/invitation"
    />
  )
}

import { Desks } from '#templates/agent/desks.js'
import { Inbox } from '#templates/agent/inbox.js'
import { Record } from '#templates/agent/record.js'
import { Refused } from '#templates/agent/refused.js'
import { AgentSignIn } from '#templates/agent/sign-in.js'
import { SignInFailed } from '#templates/agent/sign-in-failed.js'
import { SignedOut } from '#templates/signed-out.js'
import { commune, identity, longNamed, record, rows } from './fixtures.js'
import type { GalleryPage } from './gallery-pages.js'

export function agentPages(): GalleryPage[] {
  return [
    page('entree', <AgentSignIn signInUrl="/agent/connexion" />, false),
    page('abandon', <SignInFailed gaveUp={true} signInUrl="/agent/connexion" />, false),
    {
      ...page('echec', <SignInFailed gaveUp={false} signInUrl="/agent/connexion" />, false),
    },
    page('refus-organisation', refused('no-collectivite', null)),
    page('refus-agent', refused('not-member', 'Fay-aux-Loges')),
    page(
      'bureaux',
      <Desks desks={[commune, longNamed].map((collectivite) => ({ collectivite, url: '#' }))} />,
    ),
    { ...page('vide', inbox([], 0)), scripts: ['copy.js'] },
    page('liste', inbox(rows, rows.length)),
    page('longue-liste', inbox(Array.from({ length: 10 }, () => rows).flat(), 1234)),
    page('liste-a-traiter-vide', inbox([], 3, 'a-traiter')),
    page('fiche', <Record collectivite={longNamed} record={record} listUrl="#" treatUrl="/traitement" />),
    page('fiche-simple', <Record collectivite={commune} record={PLAIN} listUrl="#" treatUrl="/traitement" />),
    page('deconnecte', <SignedOut area="agent" continueUrl={null} />, false),
  ]
}

const PLAIN = {
  ...record,
  identity,
  externalId: null,
  declared: { knownName: '', childrenOrServices: '' },
  reasons: [],
  previous: null,
}

function page(path: string, content: GalleryPage['page'], signedIn = true): GalleryPage {
  return { path: `/agent/${path}`, title: `Agent : ${path}`, area: 'agent', signedIn, page: content }
}

function refused(reason: 'no-collectivite' | 'not-member', name: string | null) {
  return (
    <Refused agentName="Dominique Martin" organisation={{ siret: commune.siret, name }} reason={reason} />
  )
}

function inbox(transmissions: typeof rows, total: number, state: 'a-traiter' | null = null) {
  return (
    <Inbox
      collectivite={commune}
      transmissions={transmissions}
      counts={{ total, toTreat: Math.floor(total / 2) }}
      state={state}
      listUrl="/liste"
      csvUrl="/export.csv"
      publicUrl={`https://quotient-familial.example.fr/collectivites/${commune.siret}`}
    />
  )
}

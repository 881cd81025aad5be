import type { ShownOutcome } from '#src/resident/resident-session.js'
import type { OutagesShown } from '#templates/components/outage-banner.js'
import { ErrorPage, errorWords, tooManyDepartures, tooManyGuesses, type Words } from '#templates/error.js'
import { Cancelled } from '#templates/resident/cancelled.js'
import { Choose } from '#templates/resident/choose.js'
import { CollectivitePage } from '#templates/resident/collectivite.js'
import { Confirmation } from '#templates/resident/confirmation.js'
import { Home } from '#templates/resident/home.js'
import { messageToMairie, NotInService } from '#templates/resident/not-in-service.js'
import { NotShown } from '#templates/resident/not-shown.js'
import { OtherWay } from '#templates/resident/other-way.js'
import { OutcomePage, outcomeTitle } from '#templates/resident/outcome.js'
import type { ReceiptByMailProps } from '#templates/resident/receipt-by-mail.js'
import { Review } from '#templates/resident/review.js'
import { ReviewChanged } from '#templates/resident/review-changed.js'
import { SessionExpired } from '#templates/resident/session-expired.js'
import { TooLateToCancel } from '#templates/resident/too-late-to-cancel.js'
import {
  Transmissions,
  TransmissionsSignIn,
  type TransmissionView,
} from '#templates/resident/transmissions.js'
import { StillWaiting, Waiting, WaitingFailed } from '#templates/resident/waiting.js'
import { SignedOut } from '#templates/signed-out.js'
import { qf742 } from '../support/named.js'
import { bornAbroad, commune, directory, identity, longNamed } from './fixtures.js'
import type { GalleryPage } from './gallery-pages.js'

const ALL_UP: OutagesShown = { quotientFamilial: null, franceConnect: null }
const NOT_SERVED = { ...commune, siret: null, state: null }
const LONG = 'Ce texte compte 131 caractères : raccourcissez-le à 100 caractères au plus.'

export function residentPages(): GalleryPage[] {
  return [
    { path: '/', title: 'Accueil', page: <Home outages={ALL_UP} /> },
    ...outages(),
    ...searches(),
    ...collectivites(),
    ...reviews(),
    ...OUTCOMES.map(outcomePage),
    ...ends(),
    ...followed(),
    ...[400, 403, 404, 405, 410, 413, 415, 422, 429, 500, 503].map((status) => errorPage(status)),
    ...['collectivité', 'transmission', 'FranceConnect', 'ProConnect'].map((reason) =>
      errorPage(404, reason),
    ),
    errorPage(403, 'page prise d’ailleurs'),
    errorPage(429, 'départs', tooManyDepartures('FranceConnect', 8 * 60_000)),
    errorPage(429, 'essais', tooManyGuesses(60_000)),
  ]
}

function outages(): GalleryPage[] {
  const down = { until: null }
  const maintenance = { until: 'à 23\u00a0h\u00a045' }
  const known: [string, OutagesShown][] = [
    ['maintenance', { quotientFamilial: maintenance, franceConnect: null }],
    ['sans-fin-connue', { quotientFamilial: down, franceConnect: null }],
    ['franceconnect', { quotientFamilial: null, franceConnect: down }],
    [
      'tout',
      { quotientFamilial: maintenance, franceConnect: { until: 'le 27 novembre 2026 à 1\u00a0h\u00a030' } },
    ],
  ]
  const page = (path: string, content: GalleryPage['page']): GalleryPage => ({
    path: `/panne/${path}`,
    title: `Panne : ${path}`,
    page: content,
  })
  const first = known[0]?.[1] ?? ALL_UP
  return [
    ...known.map(([path, outages]) =>
      page(
        path,
        <CollectivitePage
          collectivite={path === 'tout' ? longNamed : commune}
          signInUrl="/connexion"
          otherWayUrl="/autrement"
          outages={outages}
        />,
      ),
    ),
    page('accueil', <Home outages={first} />),
    page('recherche', <Choose query="" results={[]} more={false} outages={first} />),
    page(
      'mes-transmissions',
      <TransmissionsSignIn
        signInUrl="/connexion"
        outages={{ quotientFamilial: null, franceConnect: down }}
      />,
    ),
  ]
}

function searches(): GalleryPage[] {
  const search = (path: string, query: string, results = directory, more = false): GalleryPage => ({
    path: `/recherche/${path}`,
    title: `Recherche : ${path}`,
    scripts: ['search.js'],
    page: <Choose query={query} results={results} more={more} outages={ALL_UP} />,
  })
  return [
    search('vide', '', []),
    search('trouve', 'saint-denis'),
    search('trop', 'saint', directory, true),
    search('rien', 'Zzyzx <Road>', []),
    {
      path: '/pas-dans-le-service',
      title: 'Pas dans le service',
      scripts: ['copy.js'],
      page: (
        <NotInService commune={NOT_SERVED} message={messageToMairie(NOT_SERVED, 'https://qf.example.fr')} />
      ),
    },
  ]
}

function collectivites(): GalleryPage[] {
  const collectivite = (path: string, entry: typeof commune): GalleryPage => ({
    path: `/collectivite/${path}`,
    title: `Collectivité ${path}`,
    page: <CollectivitePage collectivite={entry} signInUrl="/connexion" otherWayUrl="/autrement" />,
  })
  return [
    collectivite('ouverte', commune),
    collectivite('au-long-nom', longNamed),
    collectivite('en-attente', { ...commune, state: 'en attente' }),
    collectivite('suspendue', { ...commune, state: 'suspendue' }),
    collectivite('fermee', { ...commune, state: 'fermée' }),
    {
      path: '/autrement',
      title: 'Autrement',
      page: <OtherWay collectivite={commune} attestationUrl="/attestation" />,
    },
    {
      path: '/autrement/sans-contact',
      title: 'Autrement, sans contact',
      page: <OtherWay collectivite={{ ...longNamed, contact: null }} attestationUrl={null} />,
    },
  ]
}

function reviews(): GalleryPage[] {
  const review = (path: string, props: Partial<Parameters<typeof Review>[0]>): GalleryPage => ({
    path: `/revue/${path}`,
    title: `Revue : ${path}`,
    signedIn: true,
    page: (
      <Review
        collectivite={commune}
        identity={identity}
        quotientFamilial={qf742}
        revue="6a0c6d6e"
        externalId={null}
        retentionDays={90}
        declared={null}
        action="/envois"
        refresh="not-asked"
        refreshUrl="/connexion?actualiser=oui"
        disputeUrl="/signalement"
        {...props}
      />
    ),
  })
  const empty = { knownName: '', childrenOrServices: '', errors: {} }
  return [
    review('simple', {}),
    review('complete', {
      collectivite: longNamed,
      identity: bornAbroad,
      externalId: 'FAM-2026-000418-'.repeat(6),
      declared: empty,
      quotientFamilial: { ...qf742, provider: 'MSA', value: 12_480, calculationMonth: null },
    }),
    review('zero', { quotientFamilial: { ...qf742, value: 0 }, refresh: 'done' }),
    review('deja-actualise', { refresh: 'done-today-already' }),
    review('erreurs', {
      declared: {
        knownName: 'x'.repeat(131),
        childrenOrServices: 'y'.repeat(131),
        errors: { knownName: LONG, childrenOrServices: LONG },
      },
    }),
  ]
}

const OUTCOMES: ShownOutcome[] = [
  { kind: 'no-value' },
  { kind: 'no-file', fund: 'CAF' },
  { kind: 'no-file', fund: 'MSA' },
  { kind: 'no-file', fund: 'both' },
  { kind: 'no-file', fund: 'unknown' },
  { kind: 'not-identified' },
  { kind: 'busy' },
  { kind: 'unavailable', until: null },
  { kind: 'unavailable', until: new Date(0) },
  { kind: 'sign-in-again' },
  { kind: 'misconfigured', code: '00210' },
  { kind: 'gave-up' },
  { kind: 'sign-in-failed' },
  { kind: 'sign-in-failed', unavailable: true },
]

function outcomePage(outcome: ShownOutcome, index: number): GalleryPage {
  const { kind } = outcome
  const lost = kind === 'sign-in-failed' && !outcome.unavailable
  return {
    path: `/issue/${index}-${kind}`,
    title: `${outcomeTitle(outcome)} (${index})`,
    signedIn: kind !== 'gave-up' && !lost,
    page: (
      <OutcomePage
        outcome={outcome}
        collectivite={lost ? null : commune}
        signInUrl={lost ? null : '/connexion'}
        attestationUrl={lost ? null : '/attestation'}
        otherWayUrl={lost ? null : '/autrement'}
        formatUntil={kind === 'unavailable' && outcome.until ? 'à 14 h 30' : null}
      />
    ),
  }
}

function ends(): GalleryPage[] {
  const form = { kind: 'form', action: '/courriel', typed: '', error: null } as const
  const confirmation = (
    path: string,
    returnTo: { url: string; host: string } | null,
    receiptByMail: ReceiptByMailProps = form,
    sent: Partial<Parameters<typeof Confirmation>[0]> = {},
  ): GalleryPage => ({
    path: `/confirmation/${path}`,
    title: `Confirmation ${path}`,
    signedIn: true,
    page: (
      <Confirmation
        collectivite={returnTo ? longNamed : commune}
        reference="Q7K3MBXW9T"
        origin="FranceConnect"
        sentAt="26 novembre 2026 à 9 h 05"
        month="novembre 2026"
        retentionDays={90}
        receiptUrl="/recepisse.pdf"
        receiptByMail={receiptByMail}
        cancelUrl={returnTo ? null : '/annulation'}
        transmissionsUrl="/mes_transmissions"
        returnTo={returnTo}
        {...sent}
      />
    ),
  })
  const end = (path: string, page: GalleryPage['page']): GalleryPage => ({
    path: `/fin/${path}`,
    title: `Fin : ${path}`,
    page,
  })
  return [
    confirmation('simple', null),
    confirmation('avec-retour', { url: 'https://portail.example.fr/', host: 'portail.example.fr' }),
    confirmation('adresse-refusee', null, { ...form, typed: `prenom${'.nom'.repeat(30)}`, error: LONG }),
    ...(['leaving', 'asked-again', 'failed'] as const).map((kind) =>
      confirmation(`courriel-${kind}`, null, { kind }),
    ),
    confirmation('partagee', null, form, { isShared: true }),
    confirmation('sans-franceconnect', null, form, {
      origin: 'Attestation sans FranceConnect',
      month: 'août 2026',
      isOld: true,
      wasSentBefore: true,
    }),
    confirmation('attestation-ouverte', null, form, {
      origin: 'Attestation',
      collectivite: {
        ...commune,
        contact: 'Mairie, mairie.des.ecoles@fay-aux-loges.example, 02 38 59 57 11',
      },
      cancelUrl: null,
      isOpened: true,
    }),
    confirmation('courriel-sent', null, { kind: 'sent', at: '26 novembre 2026 à 9 h 06' }),
    end('session', <SessionExpired collectivite={commune} startUrl="/" />),
    end(
      'recepisse',
      <NotShown
        collectivite={longNamed}
        isSignedIn={false}
        notDone="annulation"
        reference="Q7K3MBXW9T"
        transmissionsUrl="/mes_transmissions"
      />,
    ),
    end(
      'annulee',
      <Cancelled
        collectivite={commune}
        reference="Q7K3MBXW9T"
        cancelledAt="26 novembre 2026 à 9 h 12"
        startUrl="/"
        transmissionsUrl="/mes_transmissions"
        isShared={false}
      />,
    ),
    end(
      'annulee-partagee',
      <Cancelled
        collectivite={longNamed}
        reference="Q7K3MBXW9T"
        cancelledAt="26 novembre 2026 à 9 h 12"
        startUrl="/attestation"
        transmissionsUrl={null}
        isShared
      />,
    ),
    end(
      'trop-tard',
      <TooLateToCancel collectivite={commune} reference="Q7K3MBXW9T" transmissionsUrl="/mes_transmissions" />,
    ),
    end('relire', <ReviewChanged collectivite={commune} reviewUrl="/" />),
    end('deconnecte', <SignedOut area="usager" continueUrl={null} />),
    end('deconnexion', <SignedOut area="usager" continueUrl="https://fc.example.fr/logout" />),
  ]
}

function followed(): GalleryPage[] {
  const sent: TransmissionView = {
    collectivite: commune,
    reference: 'Q7K3MBXW9T',
    url: '/',
    month: 'novembre 2026',
    sentAt: '26 novembre 2026 à 9 h 05',
    openedAt: null,
    treatedAt: null,
    cancelledAt: null,
    isKept: true,
    cancelUrl: '/annulation',
    refreshUrl: '/connexion?actualiser=oui',
  }
  const at = '27 novembre 2026 à 14 h 30'
  const others: TransmissionView[] = [
    { ...sent, reference: 'Q2K3MBXW9T', openedAt: at, cancelUrl: null, refreshUrl: null },
    { ...sent, reference: 'Q3K3MBXW9T', openedAt: at, treatedAt: at, cancelUrl: null, refreshUrl: null },
    { ...sent, reference: 'Q4K3MBXW9T', cancelledAt: at, isKept: false, cancelUrl: null, refreshUrl: null },
    { ...sent, reference: 'Q5K3MBXW9T', isKept: false, cancelUrl: null, refreshUrl: null },
  ]
  const page = (path: string, content: GalleryPage['page'], signedIn = true): GalleryPage => ({
    path: `/transmissions/${path}`,
    title: `Mes transmissions (${path})`,
    signedIn,
    page: content,
  })
  const long = { ...sent, reference: 'Q6K3MBXW9T', collectivite: longNamed }
  return [
    page('identification', <TransmissionsSignIn signInUrl="/connexion" outages={ALL_UP} />, false),
    page('aucune', <Transmissions transmissions={[]} retentionDays={90} />),
    page('plusieurs', <Transmissions transmissions={[sent, ...others, long]} retentionDays={90} />),
    page(
      'attente',
      <>
        <Waiting title="Nous interrogeons la CAF et la MSA…" collectivite={commune} />
        <StillWaiting />
        <WaitingFailed signInUrl="/connexion" />
      </>,
      false,
    ),
  ]
}

function errorPage(status: number, reason?: string, words: Words = errorWords(status, reason)): GalleryPage {
  const ways = [
    { href: '/', label: 'Revenir à l’accueil' },
    { href: '/collectivites', label: 'Chercher une autre collectivité' },
  ]
  return {
    path: `/erreur/${reason ?? status}`,
    title: `${words.title} (${reason ?? status})`,
    page: <ErrorPage status={status} {...words} ways={ways} requestId="01JDMTBZ6X3V9C" />,
  }
}

import type { Channel } from '#src/delivery/hubee/read-channel.js'
import { Mails, type MailsProps } from '#templates/agent/mails.js'
import { RecipientConfirmation } from '#templates/agent/recipient-confirmation.js'
import { commune, longNamed } from './fixtures.js'
import type { GalleryPage } from './gallery-pages.js'

/** The room of the desk from which mails leave, and what an address reads behind its link. */
export function mailsPages(): GalleryPage[] {
  return [
    mails('courriels-jamais', { frequency: null, recipients: [], lines: [] }),
    mails('courriels-sans-adresse', { frequency: 'jour', recipients: [], lines: [] }),
    mails('courriels', {}),
    mails('courriels-hubee', { channel: CHANNEL }),
    mails('courriels-agent', { manages: false }),
    mails('courriels-ennuis', {
      content: 'csv',
      troubles: { refused: [LONG_EMAIL], failed: 2, waiting: 1, unprotected: false },
    }),
    mails('courriels-sans-tls', {
      troubles: { refused: [], failed: 0, waiting: 1, unprotected: true },
    }),
    mails('courriels-refuses', {
      form: { frequence: 'jour', contenu: 'csv', risque: false },
      errors: { risque: 'Cochez cette case pour joindre le fichier, ou gardez l’avis.' },
      address: { typed: 'mairie', error: 'Écrivez une adresse complète, comme mairie@exemple.fr.' },
    }),
    ...['enregistre', 'ajoutee', 'retiree', 'rien', 'trop'].map((said) =>
      mails(`courriels-${said}`, { said, lines: [] }),
    ),
    ...(['to-confirm', 'confirmed', 'expired'] as const).map((kind) =>
      confirmation(kind, { ...longNamed, mailContent: 'csv' }),
    ),
    confirmation('unknown', null),
  ]
}

const LONG_EMAIL = 'secretariat.general.de.la.mairie@saint-remy-en-bouzemont-saint-genest-et-isson.example'
const RECIPIENT = {
  linkUntil: '3 décembre 2026',
  linkFault: null,
  linkIsOver: false,
  askAgainUrl: '/renvoi',
  removeUrl: '/retrait',
}
const CHANNEL: Channel = {
  subscription: null,
  completed: 1204,
  lastCompletedAt: null,
  waiting: 12,
  leaving: 0,
  failed: 1,
}
const WHOLE: MailsProps = {
  nav: { collectivite: commune, items: [{ label: 'Courriels', href: '/courriels', current: true }] },
  said: '',
  manages: true,
  frequency: 'jour',
  content: 'avis',
  timeZone: 'heure de Paris',
  form: { frequence: 'jour', contenu: 'avis', risque: false },
  errors: {},
  address: { typed: '', error: null },
  troubles: null,
  channel: null,
  recipients: [
    { ...RECIPIENT, email: 'mairie@fay-aux-loges.example', state: 'active' },
    { ...RECIPIENT, email: LONG_EMAIL, state: 'refused', linkFault: '550' },
    { ...RECIPIENT, email: 'ecole@fay-aux-loges.example', state: 'unconfirmed' },
    { ...RECIPIENT, email: 'cantine@fay-aux-loges.example', state: 'unconfirmed', linkIsOver: true },
  ],
  lines: [
    {
      leftAt: '26 novembre 2026 à 7 h',
      count: 12,
      content: 'csv',
      addresses: [
        {
          email: 'mairie@fay-aux-loges.example',
          kind: 'waiting',
          at: '26 novembre 2026 à 7 h 20',
          code: 'TLS',
        },
        { email: LONG_EMAIL, kind: 'failed', at: '26 novembre 2026 à 7 h', code: '550' },
      ],
    },
    {
      leftAt: '25 novembre 2026 à 7 h',
      count: 1,
      content: 'avis',
      addresses: [
        { email: 'mairie@fay-aux-loges.example', kind: 'accepted', at: '25 novembre 2026 à 7 h', code: null },
        { email: LONG_EMAIL, kind: 'leaving', at: null, code: null },
      ],
    },
    { leftAt: '24 novembre 2026 à 7 h', count: 3, content: 'avis', addresses: [] },
  ],
  urls: { save: '/courriels', add: '/courriels/adresses', older: '/courriels?avant=1' },
}

function mails(path: string, change: Partial<MailsProps>): GalleryPage {
  const page = <Mails {...WHOLE} {...change} />
  return { path: `/${path}`, title: `Courriels, ${path}`, area: 'agent', signedIn: true, page }
}

function confirmation(
  kind: 'to-confirm' | 'confirmed' | 'expired' | 'unknown',
  collectivite: typeof commune | null,
): GalleryPage {
  const page = (
    <RecipientConfirmation
      kind={kind}
      collectivite={collectivite}
      email={collectivite && LONG_EMAIL}
      action="/agent/adresse/x"
    />
  )
  return { path: `/adresse-${kind}`, title: `Adresse, ${kind}`, area: 'agent', page }
}

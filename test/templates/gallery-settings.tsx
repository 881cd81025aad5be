import type { SettingsForm } from '#src/agent/settings/settings-form.js'
import { Publicity } from '#templates/agent/publicity.js'
import { Settings } from '#templates/agent/settings.js'
import { commune, longNamed } from './fixtures.js'
import { FACTS } from './gallery-data.js'
import type { GalleryPage } from './gallery-pages.js'

/** The rooms of the desk where a collectivité presents itself. */
export function settingsPages(): GalleryPage[] {
  return [
    settings('reglages', {}),
    settings('reglages-enregistres', { state: { kind: 'saved' } }),
    settings('reglages-raccourcis', { state: { kind: 'shortened' } }),
    settings('reglages-refuses', {
      typed: { ...TYPED, services: 'x'.repeat(201), par_guichet: false, par_courriel: false, retours: 'ftp' },
      state: { kind: 'refused', errors: ERRORS },
    }),
    settings('reglages-apercu', { state: { kind: 'preview', collectivite: longNamed } }),
    settings('reglages-site-autorise', {
      refused: REFUSED,
      editors: [{ origin: 'https://familles.editeur.example', editor: 'Un éditeur' }],
      state: { kind: 'allowed', origin: 'https://portail.example.fr' },
    }),
    settings('reglages-site-oublie', {
      refused: REFUSED,
      state: { kind: 'forgotten', origin: 'https://vu.example' },
    }),
    settings('reglages-site-de-trop', { refused: REFUSED, state: { kind: 'no-room' } }),
    publicity('faire-connaitre', commune),
    publicity('faire-connaitre-au-long-nom', { ...longNamed, contact: null, state: 'en attente' }),
  ]
}

const TYPED: SettingsForm = {
  services: 'Cantine, garderie du matin et du soir',
  contact: 'Mairie, 02 38 59 57 11, mairie@exemple.example',
  guichet_adresse: '48 rue Abbé-Georges-Thomas',
  guichet_horaires: 'lundi au vendredi, 9 h à 12 h',
  champs_declares: true,
  par_guichet: true,
  par_courriel: true,
  sans_franceconnect: true,
  retours: 'https://portail.example.fr',
  conservation: '90',
  raccourcir: false,
}
const LONG = 'Ce texte compte 201 caractères : raccourcissez-le à 200 caractères au plus.'
const ERRORS = {
  services: LONG,
  contact: LONG,
  guichet_adresse: LONG,
  guichet_horaires: LONG,
  par_guichet: 'Gardez au moins un autre moyen : tout le monde n’a pas FranceConnect.',
  retours: `« ${'ftp://portail.example.fr/'.repeat(3)} » n’est pas une adresse complète.`,
  conservation: 'Choisissez une durée.',
  raccourcir: 'Cochez cette case pour passer de 90 à 30 jours.',
}
const REFUSED = [
  { origin: 'https://portail.example.fr', seenAt: '26 novembre 2026 à 9 h 12', mayBeAllowed: true },
  {
    origin: `http://${'un-nom-sans-fin.'.repeat(11)}example`,
    seenAt: '25 novembre 2026 à 18 h 40',
    mayBeAllowed: false,
  },
]
const ROOMS = ['Transmissions', 'Fichiers', 'Faire connaître', 'Agents', 'Réglages', 'Journal']

function navOf(room: string, collectivite = commune) {
  return {
    collectivite,
    items: ROOMS.map((label) => ({ label, href: `/agent/${label}`, current: label === room })),
  }
}

function page(path: string, content: GalleryPage['page'], scripts: string[] = []): GalleryPage {
  return {
    path: `/agent/${path}`,
    title: `Agent : ${path}`,
    area: 'agent',
    signedIn: true,
    scripts,
    page: content,
  }
}

function settings(path: string, change: Partial<Parameters<typeof Settings>[0]>): GalleryPage {
  return page(
    path,
    <Settings
      nav={navOf('Réglages')}
      typed={TYPED}
      state={{ kind: 'plain' }}
      retention={{ now: 90, choices: [30, 60, 90] }}
      timeZone="heure de Paris"
      refused={[]}
      editors={[]}
      urls={{
        save: '/reglages',
        preview: '/reglages/apercu',
        origins: '/reglages/retours',
        dataProtection: '/reglages/protection',
      }}
      {...change}
    />,
  )
}

function publicity(path: string, collectivite: typeof commune): GalleryPage {
  const image = 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/%3E'
  const content = (
    <Publicity
      nav={navOf('Faire connaître', collectivite)}
      facts={{ ...FACTS, collectivite }}
      urls={{
        poster: '/affiche.pdf',
        svg: image,
        png: '/qr.png',
        settings: collectivite === commune ? '/reglages' : null,
      }}
    />
  )
  return page(path, content, ['copy.js'])
}

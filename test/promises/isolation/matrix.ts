import type { Ids } from './ids.js'

/** Whose right a route may be. Members of a collectivité: `agent` and `gestionnaire`, each for what is theirs alone. */
export type Right =
  | 'everybody'
  | 'resident'
  /** Whose organisation may work for the collectivité. */
  | 'colleague'
  | 'agent'
  | 'gestionnaire'
  | 'operator'
  | 'partner'
/** What the right finds at its own ids: a status, or where it is led on; `elsewhere`: another test walks there. */
export type Found = number | RegExp | 'elsewhere'

/** A route that names something of a tenant. `{name}` stands for an id of that kind. */
export type Walled = {
  route: string
  at: string
  /** Whether a stranger may know that a collectivité of this SIRET exists: the directory says so, the desk does not. */
  exists: 'told' | 'untold'
  form?: Record<string, string>
  may: Partial<Record<Right, Found>>
}
/** A route at which no tenant can be named, and why. */
export type WithoutTenant = { route: string; noTenant: string }
export type Entry = Walled | WithoutTenant

const DESK = '/agent/collectivites/{siret}'
const MEMBERS = { agent: 200, gestionnaire: 200 }

/** `GET /agent/collectivites/:siret/x`, for members alone. */
function desk(below: string, at: string, may: Walled['may'] = MEMBERS): Walled {
  return { route: `GET /agent/collectivites/:siret${below}`, at: `${DESK}${at}`, exists: 'untold', may }
}
function deskForm(below: string, at: string, form: Record<string, string>, may: Walled['may']): Walled {
  return {
    route: `POST /agent/collectivites/:siret${below}`,
    at: `${DESK}${at}`,
    exists: 'untold',
    form,
    may,
  }
}
function page(below: string, at: string, may: Walled['may']): Walled {
  return {
    route: `GET /collectivites/:siret${below}`,
    at: `/collectivites/{siret}${at}`,
    exists: 'told',
    may,
  }
}
function pageForm(below: string, at: string, form: Record<string, string>, may: Walled['may']): Walled {
  return { ...page(below, at, may), route: `POST /collectivites/:siret${below}`, form }
}
function consolePage(below: string, at: string, may: Walled['may'] = { operator: 200 }): Walled {
  return {
    route: `GET /dinum/collectivites/:siret${below}`,
    at: `/dinum/collectivites/{siret}${at}`,
    exists: 'untold',
    may,
  }
}
function consoleForm(below: string, at: string, form: Record<string, string> = {}): Walled {
  return {
    ...consolePage(below, at, { operator: 'elsewhere' }),
    route: `POST /dinum/collectivites/:siret${below}`,
    form,
  }
}
function without(noTenant: string, ...routes: string[]): WithoutTenant[] {
  return routes.map((route) => ({ route, noTenant }))
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const NUMBER = '{\\d{1,15}}'
const typed = {
  nom: 'ZZTAPE',
  prenoms: 'Solange',
  naissance: '09/04/1988',
  sexe: 'female',
  qf: '612',
  mois: '11/2026',
  regime: 'CNAF',
}

/**
 * Every route of the app. Where a right has several entries they are walked in this order: what takes something away
 * stands last.
 */
export const matrix: Entry[] = [
  // The desk, read.
  desk('', ''),
  desk('', '?apres={place}'),
  desk('/:file{export\\.(csv|xlsx)}', '/export.csv'),
  desk('/:file{export\\.(csv|xlsx)}', '/export.xlsx'),
  desk('/agents', '/agents'),
  desk('/agents/:id/retrait', '/agents/{member}/retrait'),
  desk('/courriels', '/courriels'),
  desk('/courriels', '/courriels?avant={delivery}'),
  desk('/faire-connaitre', '/faire-connaitre'),
  desk('/faire-connaitre/affiche.pdf', '/faire-connaitre/affiche.pdf'),
  desk('/faire-connaitre/qr.png', '/faire-connaitre/qr.png'),
  desk('/faire-connaitre/qr.svg', '/faire-connaitre/qr.svg'),
  desk('/fichiers', '/fichiers'),
  desk('/fichiers', '/fichiers?compter={export}'),
  desk(`/fichiers/:file{${UUID}\\.(csv|xlsx)}`, '/fichiers/{export}.csv'),
  desk(`/fichiers/:file{${UUID}\\.(csv|xlsx)}`, '/fichiers/{export}.xlsx'),
  desk('/guichet', '/guichet'),
  desk('/transmissions/:reference', '/transmissions/{reference}'),
  desk('/transmissions/:reference', '/transmissions/{reference}?apres={place}&fait=traite'),
  desk(`/transmissions/:reference/pieces/:id{${UUID}}`, '/transmissions/{reference}/pieces/{attachment}'),
  desk('/transmissions/:reference/suppression', '/transmissions/{reference}/suppression'),
  // Read by gestionnaires alone.
  desk('/journal', '/journal', { gestionnaire: 200 }),
  desk('/journal', '/journal?reference={reference}', { gestionnaire: 200 }),
  desk('/protection-des-donnees', '/protection-des-donnees', { gestionnaire: 200 }),
  desk('/protection-des-donnees/:file{.+\\.odt}', '/protection-des-donnees/registre.odt', {
    gestionnaire: 200,
  }),
  desk('/protection-des-donnees/:name', '/protection-des-donnees/registre', { gestionnaire: 200 }),
  desk('/reglages', '/reglages', { gestionnaire: 200 }),
  desk('/reglages/:form{apercu|retours}', '/reglages/apercu', { gestionnaire: /\/reglages$/ }),
  // The desk, changed by any member.
  deskForm(
    '/recherche',
    '/recherche',
    { q: '{reference}' },
    { agent: /recherche=oui/, gestionnaire: /recherche=oui/ },
  ),
  deskForm(
    '/selection',
    '/selection',
    { reference: '{reference}', action: 'traite' },
    {
      agent: /fait=traite&lignes=1&parties=0/,
      gestionnaire: /fait=traite&lignes=1&parties=0/,
    },
  ),
  deskForm(
    '/selection',
    '/selection',
    { reference: '{reference}', action: 'csv' },
    {
      agent: /\/fichiers\/[\w-]{36}\.csv$/,
      gestionnaire: /\/fichiers\/[\w-]{36}\.csv$/,
    },
  ),
  deskForm(
    `/fichiers/:id{${UUID}}/traitement`,
    '/fichiers/{export}/traitement',
    {},
    {
      agent: /fait=traite&lignes=\d/,
      gestionnaire: /fait=traite&lignes=\d/,
    },
  ),
  deskForm(
    '/transmissions/:reference/traitement',
    '/transmissions/{reference}/traitement',
    { etat: 'a-traiter' },
    {
      agent: /fait=a-traiter/,
      gestionnaire: /fait=a-traiter/,
    },
  ),
  deskForm('/guichet', '/guichet', { ...typed, cle: '{submission}' }, {}),
  deskForm(
    '/guichet',
    '/guichet',
    { ...typed, cle: '{export}' },
    {
      agent: /\/transmissions\/Q\w{9}$/,
      gestionnaire: /\/transmissions\/Q\w{9}$/,
    },
  ),
  deskForm('/exemples', '/exemples', {}, { agent: /fait=exemples/, gestionnaire: /fait=exemples/ }),
  deskForm(
    '/exemples/retrait',
    '/exemples/retrait',
    {},
    { agent: /sans-exemples/, gestionnaire: /sans-exemples/ },
  ),
  deskForm(
    '/transmissions/:reference/suppression',
    '/transmissions/{reference}/suppression',
    {},
    {
      agent: /fait=supprime$/,
      gestionnaire: /fait=supprime$/,
    },
  ),
  deskForm('/demande', '/demande', {}, { colleague: /^\/agent$/ }),
  // Changed by gestionnaires alone.
  deskForm('/agents/confirmation', '/agents/confirmation', {}, { gestionnaire: /fait=rien/ }),
  deskForm(
    '/agents/invitations',
    '/agents/invitations',
    { courriel: '{memberEmail}', role: 'agent' },
    { gestionnaire: 422 },
  ),
  deskForm(
    '/agents/invitations/:id/renvoi',
    '/agents/invitations/{invitation}/renvoi',
    {},
    { gestionnaire: /fait=invite/ },
  ),
  deskForm(
    '/agents/invitations/:id/annulation',
    '/agents/invitations/{invitation}/annulation',
    {},
    {
      gestionnaire: /fait=annulee/,
    },
  ),
  deskForm(
    '/agents/:id/reponse',
    '/agents/{asker}/reponse',
    { reponse: 'accepter' },
    { gestionnaire: /fait=acceptee/ },
  ),
  deskForm(
    '/agents/:id/role',
    '/agents/{member}/role',
    { role: 'gestionnaire' },
    { gestionnaire: /fait=role/ },
  ),
  deskForm(
    '/courriels',
    '/courriels',
    { frequence: 'transmission', contenu: 'avis' },
    { gestionnaire: /fait=enregistre/ },
  ),
  deskForm(
    '/courriels/adresses',
    '/courriels/adresses',
    { adresse: '{recipientEmail}' },
    { gestionnaire: 422 },
  ),
  deskForm(
    '/courriels/adresses/:id/renvoi',
    '/courriels/adresses/{recipient}/renvoi',
    {},
    { gestionnaire: /fait=ajoutee/ },
  ),
  deskForm(
    '/courriels/adresses/:id/retrait',
    '/courriels/adresses/{recipient}/retrait',
    {},
    {
      gestionnaire: /fait=retiree/,
    },
  ),
  deskForm(
    '/reglages/apercu',
    '/reglages/apercu',
    { par_guichet: 'oui', conservation: '90' },
    { gestionnaire: 200 },
  ),
  deskForm('/reglages/retours', '/reglages/retours', { oublier: '{origin}' }, { gestionnaire: 200 }),
  deskForm(
    '/reglages',
    '/reglages',
    { par_guichet: 'oui', conservation: '90', sans_franceconnect: 'oui' },
    {
      gestionnaire: /enregistre=oui/,
    },
  ),

  deskForm(
    '/agents/:id/retrait',
    '/agents/{member}/retrait',
    {},
    { agent: /^\/agent$/, gestionnaire: /fait=retire$/ },
  ),

  // The resident's pages.
  page('', '', { everybody: 200 }),
  page('', '?external_id={reference}&redirect_uri={origin}', { everybody: 200 }),
  page('/me_connecter', '/me_connecter?redirect_uri={origin}', { everybody: 200 }),
  page('/sans_france_connect', '/sans_france_connect', { everybody: 200 }),
  page('/donnees_personnelles', '/donnees_personnelles', { everybody: 200 }),
  page('/connexion', '/connexion?external_id={reference}&redirect_uri={origin}', {
    everybody: /\/authorize\?/,
  }),
  page('/envoyer_mes_donnees', '/envoyer_mes_donnees', { resident: 200 }),
  page('/attestation', '/attestation', { resident: /\/signalement$/ }),
  page('/signalement', '/signalement', { resident: 200 }),
  page('/confirmation/:reference', '/confirmation/{reference}', { resident: 200 }),
  page('/confirmation/:file{Q[0-9A-Z]{9}\\.pdf}', '/confirmation/{reference}.pdf', { resident: 200 }),
  {
    ...page('', '', { everybody: /\/collectivites\/\d+$/ }),
    route: 'GET /collectivities/:siret',
    at: '/collectivities/{siret}',
  },
  pageForm('/attestation', '/attestation', { revue: '{unanswered}', qf: '' }, {}),
  pageForm(
    '/attestation',
    '/attestation',
    { revue: '{formToken}', gardees: '{held}', proposees: '{held}', qf: '' },
    {},
  ),
  pageForm('/attestation', '/attestation', { revue: '', proposees: '{held}', qf: '' }, {}),
  pageForm(
    '/signalement',
    '/signalement',
    { revue: '{review}', motif: '', gardees: '{held}' },
    { resident: 422 },
  ),
  pageForm(
    '/confirmation/:reference/courriel',
    '/confirmation/{reference}/courriel',
    { adresse: 'zz@example.fr' },
    {
      resident: /courriel=demande/,
    },
  ),
  pageForm(
    '/confirmation/:reference/annulation',
    '/confirmation/{reference}/annulation',
    {},
    {
      resident: /\/confirmation\/Q\w{9}$/,
    },
  ),
  pageForm('/envois', '/envois', { revue: '{review}' }, { resident: /\/confirmation\/Q\w{9}$/ }),

  // Links that were sent: whoever holds one has its right, and the SIRET in it opens nothing by itself.
  {
    route: 'GET /agent/invitation/:token',
    at: '/agent/invitation/{siret}-{invitationSecret}',
    exists: 'untold',
    may: { everybody: 200 },
  },
  {
    route: 'GET /agent/invitation/:token/connexion',
    at: '/agent/invitation/{siret}-{invitationSecret}/connexion',
    exists: 'untold',
    may: { everybody: /\/authorize\?/ },
  },
  {
    route: 'POST /agent/invitation/:token',
    at: '/agent/invitation/{siret}-{invitationSecret}',
    exists: 'untold',
    form: {},
    may: {},
  },
  {
    route: 'POST /agent/invitation/:token/renouvellement',
    at: '/agent/invitation/{siret}-{invitationSecret}/renouvellement',
    exists: 'untold',
    form: {},
    may: {},
  },
  {
    route: 'GET /agent/adresse/:token',
    at: '/agent/adresse/{siret}-{recipientSecret}',
    exists: 'untold',
    may: { everybody: 200 },
  },
  {
    route: 'POST /agent/adresse/:token',
    at: '/agent/adresse/{siret}-{recipientSecret}',
    exists: 'untold',
    form: {},
    may: {},
  },
  // Returns from a sign-in that another browser began.
  { route: 'GET /callback', at: '/callback?code=x&state={state}', exists: 'told', may: {} },
  { route: 'GET /agent/callback', at: '/agent/callback?code=x&state={agentState}', exists: 'told', may: {} },

  // The operator's console.
  consolePage('', ''),
  consolePage('/contacts/:place', '/contacts/demandeur'),
  consolePage('/suspension', '/suspension'),
  consolePage('/fermeture', '/fermeture'),
  consoleForm('/contacts/:place', '/contacts/demandeur', { courriel: '{memberEmail}' }),
  consoleForm('/suspension', '/suspension'),
  consoleForm('/fermeture', '/fermeture'),
  consoleForm('/reprise', '/reprise'),
  consoleForm('/invitations', '/invitations', { courriel: '{memberEmail}' }),
  consoleForm('/messageries', '/messageries', { fichier: 'oui' }),
  consoleForm('/hubee', '/hubee', { remise: 'oui' }),
  consoleForm('/hubee/lecture', '/hubee/lecture'),
  consoleForm('/organisations', '/organisations', { siren: '264501420' }),
  consoleForm('/organisations/:siren/retrait', '/organisations/264501420/retrait'),
  { route: 'GET /dinum', at: '/dinum?q={siret}', exists: 'untold', may: { operator: 200 } },
  {
    route: 'GET /dinum/journal',
    at: '/dinum/journal?siret={siret}',
    exists: 'untold',
    may: { operator: 200 },
  },
  {
    route: 'POST /dinum/pannes/envoi',
    at: '/dinum/pannes/envoi',
    exists: 'untold',
    form: { siret: '{siret}', id: '{mail}' },
    may: {},
  },
  {
    route: 'POST /dinum/pannes/tache',
    at: '/dinum/pannes/tache',
    exists: 'untold',
    form: { id: '{mail}' },
    may: {},
  },
  {
    route: 'POST /dinum/pannes/reprise',
    at: '/dinum/pannes/reprise',
    exists: 'untold',
    form: { siret: '{siret}' },
    may: {},
  },
  {
    route: 'POST /dinum/ouverture',
    at: '/dinum/ouverture',
    exists: 'untold',
    form: { siret: '{siret}' },
    may: { operator: 'elsewhere' },
  },

  // What partners call: the directory, open to all, and one right to write in it.
  {
    route: 'POST /api/collectivites',
    at: '/api/collectivites',
    exists: 'untold',
    form: { siret: '{siret}' },
    may: { partner: 415 },
  },

  ...without(
    'Figures of the program behind a bearer of their own: of no tenant, and by none of its names.',
    'GET /metrics',
  ),
  ...without(
    'The public directory: every name in it is told to everybody.',
    'GET /collectivites',
    'GET /api/collectivites',
    'GET /api/collectivites/:code_cog',
    'OPTIONS /api/collectivites',
    'OPTIONS /api/collectivites/:code_cog',
  ),
  ...without(
    'Public figures, sums without a person, told only from eleven on.',
    'GET /statistiques',
    'GET /statistiques/departements.csv',
    'GET /statistiques/taux.csv',
    'GET /statistiques/transmissions-par-mois.csv',
  ),
  ...without(
    'What the visitor’s own session says, and nothing that she can name.',
    'GET /agent',
    'GET /agent/connexion',
    'GET /agent/logout-callback',
    'POST /agent/deconnexion',
    'GET /mes_transmissions',
    'GET /mes_transmissions/connexion',
    'GET /logout-callback',
    'POST /deconnexion',
    'GET /dinum/connexion',
  ),
  ...without(
    'Signed by DataPass; who has no secret is refused whatever it says.',
    'POST /api/datapass/webhook',
  ),
  ...without(
    'The operator’s own rooms, about events, lists and editors; console-walls.test.ts shows that none reads a transmission.',
    'GET /dinum/datapass',
    `GET /dinum/datapass/:arrival${NUMBER}`,
    `GET /dinum/datapass/:arrival${NUMBER}/contenu`,
    `GET /dinum/datapass/demandes/:id${NUMBER}`,
    `GET /dinum/datapass/demandes/:id${NUMBER}/:act{transfert|commune|rejeu}`,
    `POST /dinum/datapass/:arrival${NUMBER}/contenu`,
    `POST /dinum/datapass/:arrival${NUMBER}/rejeu`,
    `POST /dinum/datapass/demandes/:id${NUMBER}/commune`,
    `POST /dinum/datapass/demandes/:id${NUMBER}/rejeu`,
    `POST /dinum/datapass/demandes/:id${NUMBER}/transfert`,
    'GET /dinum/ecarts',
    'POST /dinum/ecarts/rapprochement',
    'GET /dinum/editeurs',
    'POST /dinum/editeurs',
    'POST /dinum/editeurs/retrait',
    'GET /dinum/ouverture',
    'GET /dinum/ouverture/liste',
    'POST /dinum/ouverture/liste',
    `GET /dinum/ouverture/liste/:id{${UUID}}`,
    `GET /dinum/ouverture/liste/:id{${UUID}}/erreurs.csv`,
    `GET /dinum/ouverture/liste/:id{${UUID}}/resultats.csv`,
    `POST /dinum/ouverture/liste/:id{${UUID}}/abandon`,
    `POST /dinum/ouverture/liste/:id{${UUID}}/confirmation`,
    'GET /dinum/pannes',
  ),
  ...without(
    'A try with a fictitious family, without a database.',
    'GET /administrations/essai',
    'GET /administrations/essai/autrement',
    'GET /administrations/essai/bureau',
    'GET /administrations/essai/confirmation',
    'GET /administrations/essai/essai_quotients-familiaux.csv',
    'GET /administrations/essai/fichier',
    'GET /administrations/essai/recepisse.pdf',
    'GET /administrations/essai/relire',
    'GET /administrations/essai/suivi',
    'POST /administrations/essai/bureau',
    'POST /administrations/essai/confirmation',
  ),
  ...without(
    'The same page or file for everybody.',
    'GET /',
    'GET /.well-known/security.txt',
    'GET /accessibilite',
    'GET /administrations',
    'GET /api/openapi.json',
    'OPTIONS /api/openapi.json',
    'GET /assets/:file',
    'GET /cgu_administrations',
    'GET /cgu_usagers',
    'GET /cookies',
    'GET /donnees_personnelles',
    'GET /faq',
    'GET /healthz',
    'GET /mentions_legales',
    'GET /plan_du_site',
    'GET /readyz',
    'GET /robots.txt',
    'GET /schemas/quotients-familiaux/1.0.0/schema.json',
    'GET /security.txt',
  ),
]

export function isWalled(entry: Entry): entry is Walled {
  return 'at' in entry
}

/** The kinds of id that this entry names, each once. */
export function namesIn({ at, form = {} }: Pick<Walled, 'at' | 'form'>): (keyof Ids)[] {
  const templates = [at, ...Object.values(form)].join(' ')
  return [...new Set([...templates.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as keyof Ids))]
}

export function fill(template: string, ids: Ids): string {
  return template.replace(/\{(\w+)\}/g, (_, name: keyof Ids) => ids[name])
}

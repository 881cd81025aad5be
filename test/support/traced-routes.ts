import type { Act } from '#src/audit/acts.js'
import type { AuditAction } from '#src/audit/audit.js'

/** What asking an address writes when it does what it is for; or why it writes nothing. */
export type TracedRoute = { trace?: AuditAction[]; journal?: Act[] } | { nothing: string }

const PUBLIC = { nothing: 'shows nothing of a person, and changes nothing' }
const TRIED = { nothing: 'a made-up family, in the browser alone' }
const OWN = { nothing: 'a resident reads what is hers; nobody else does' }
const FORM = { nothing: 'a form, and nothing in it' }
const DIRECTORY = { nothing: 'the directory, states and counts; nothing of a resident' }
const HIMSELF = { nothing: 'leaves for a provider, or comes back; who enters a room is traced there' }
const SIGN_OUT = { nothing: 'ends a session; what was done in it is traced' }
const TEAM = { nothing: 'names of the team, which its members know; nothing of a resident' }
const TRACE = { nothing: 'the trace itself: to read it opens nothing' }
const BACK = { nothing: 'leads back to a page' }

/**
 * Every address of the application and what it writes into the traces: a new one is missed here until somebody says so.
 * Lines that are written behind a request, by the worker or by a command, stand in `WRITTEN_ELSEWHERE`.
 */
export const TRACED_ROUTES: Record<string, TracedRoute> = {
  'GET /healthz': PUBLIC,
  'GET /readyz': PUBLIC,
  'GET /metrics': { nothing: 'figures of the program; none is of a person or of a collectivité' },
  'GET /assets/:file': PUBLIC,
  'GET /': PUBLIC,
  'GET /administrations': PUBLIC,
  'GET /accessibilite': PUBLIC,
  'GET /donnees_personnelles': PUBLIC,
  'GET /collectivites/:siret/donnees_personnelles': PUBLIC,
  'GET /faq': PUBLIC,
  'GET /cgu_usagers': PUBLIC,
  'GET /cgu_administrations': PUBLIC,
  'GET /cookies': PUBLIC,
  'GET /mentions_legales': PUBLIC,
  'GET /plan_du_site': PUBLIC,
  'GET /robots.txt': PUBLIC,
  'GET /.well-known/security.txt': PUBLIC,
  'GET /security.txt': PUBLIC,
  'GET /statistiques': PUBLIC,
  'GET /statistiques/transmissions-par-mois.csv': PUBLIC,
  'GET /statistiques/taux.csv': PUBLIC,
  'GET /statistiques/departements.csv': PUBLIC,
  'GET /schemas/quotients-familiaux/1.0.0/schema.json': PUBLIC,
  'GET /api/collectivites': PUBLIC,
  'GET /api/collectivites/:code_cog': PUBLIC,
  'GET /api/openapi.json': PUBLIC,
  'POST /api/collectivites': { trace: ['ouverture'] },
  'POST /api/datapass/webhook': {
    nothing: 'keeps the event itself; what comes of it is traced when it is acted upon',
  },
  'GET /administrations/essai': TRIED,
  'GET /administrations/essai/autrement': TRIED,
  'GET /administrations/essai/relire': TRIED,
  'GET /administrations/essai/confirmation': TRIED,
  'GET /administrations/essai/recepisse.pdf': TRIED,
  'GET /administrations/essai/suivi': TRIED,
  'GET /administrations/essai/bureau': TRIED,
  'GET /administrations/essai/fichier': TRIED,
  'GET /administrations/essai/essai_quotients-familiaux.csv': TRIED,
  'POST /administrations/essai/confirmation': TRIED,
  'POST /administrations/essai/bureau': TRIED,

  // Residents.
  'GET /collectivites': PUBLIC,
  'GET /collectivities/:siret': PUBLIC,
  'GET /collectivites/:siret': PUBLIC,
  'GET /collectivites/:siret/me_connecter': PUBLIC,
  'GET /collectivites/:siret/sans_france_connect': PUBLIC,
  'GET /collectivites/:siret/connexion': HIMSELF,
  'GET /mes_transmissions/connexion': HIMSELF,
  'GET /callback': {
    nothing: 'she looks at her own quotient familial; unless she sends it, it is forgotten',
  },
  'GET /collectivites/:siret/envoyer_mes_donnees': OWN,
  'POST /collectivites/:siret/envois': { trace: ['transmission'] },
  'GET /collectivites/:siret/attestation': FORM,
  'POST /collectivites/:siret/attestation': { trace: ['transmission'] },
  'GET /collectivites/:siret/signalement': OWN,
  'POST /collectivites/:siret/signalement': { trace: ['transmission'] },
  'GET /collectivites/:siret/confirmation/:file{Q[0-9A-Z]{9}\\.pdf}': { trace: ['récépissé'] },
  'GET /collectivites/:siret/confirmation/:reference': OWN,
  'POST /collectivites/:siret/confirmation/:reference/courriel': { trace: ['récépissé par courriel'] },
  'POST /collectivites/:siret/confirmation/:reference/annulation': { trace: ['annulation'] },
  'GET /mes_transmissions': OWN,
  'POST /deconnexion': SIGN_OUT,
  'GET /logout-callback': SIGN_OUT,

  // Agents. Their first request to a desk also writes `connexion`.
  'GET /agent': HIMSELF,
  'GET /agent/connexion': HIMSELF,
  'GET /agent/callback': { trace: ['arrivée'] },
  'GET /agent/collectivites/:siret': { trace: ['liste'] },
  'GET /agent/collectivites/:siret/transmissions/:reference': { trace: ['consultation'] },
  'GET /agent/collectivites/:siret/transmissions/:reference/pieces/:id{UUID}': { trace: ['pièce jointe'] },
  'POST /agent/collectivites/:siret/transmissions/:reference/traitement': { trace: ['traitement'] },
  'GET /agent/collectivites/:siret/transmissions/:reference/suppression': { trace: ['consultation'] },
  'POST /agent/collectivites/:siret/transmissions/:reference/suppression': { trace: ['suppression'] },
  'POST /agent/collectivites/:siret/recherche': {
    nothing: 'keeps the words in her session; the list that follows is traced as a search',
  },
  'POST /agent/collectivites/:siret/selection': { trace: ['remise à traiter'] },
  'GET /agent/collectivites/:siret/guichet': FORM,
  'POST /agent/collectivites/:siret/guichet': { trace: ['ajout au guichet'] },
  'POST /agent/collectivites/:siret/exemples': {
    nothing: 'examples are of nobody, in no file and no figure',
  },
  'POST /agent/collectivites/:siret/exemples/retrait': { nothing: 'examples are of nobody' },
  'GET /agent/collectivites/:siret/:file{export\\.(csv|xlsx)}': { trace: ['export csv'] },
  'GET /agent/collectivites/:siret/fichiers/:file{UUID\\.(csv|xlsx)}': { trace: ['export excel'] },
  'GET /agent/collectivites/:siret/fichiers': DIRECTORY,
  'POST /agent/collectivites/:siret/fichiers/:id{UUID}/traitement': { trace: ['traitement'] },
  'GET /agent/collectivites/:siret/courriels': TEAM,
  'POST /agent/collectivites/:siret/courriels': { trace: ['réglages'] },
  'POST /agent/collectivites/:siret/courriels/adresses': { trace: ['adresse ajoutée'] },
  'POST /agent/collectivites/:siret/courriels/adresses/:id/renvoi': { trace: ['adresse ajoutée'] },
  'POST /agent/collectivites/:siret/courriels/adresses/:id/retrait': { trace: ['adresse retirée'] },
  'GET /agent/adresse/:token': FORM,
  'POST /agent/adresse/:token': { trace: ['adresse confirmée'] },
  'GET /agent/collectivites/:siret/journal': TRACE,
  'GET /agent/collectivites/:siret/faire-connaitre': PUBLIC,
  'GET /agent/collectivites/:siret/faire-connaitre/affiche.pdf': PUBLIC,
  'GET /agent/collectivites/:siret/faire-connaitre/qr.svg': PUBLIC,
  'GET /agent/collectivites/:siret/faire-connaitre/qr.png': PUBLIC,
  'GET /agent/collectivites/:siret/reglages': FORM,
  'POST /agent/collectivites/:siret/reglages': { trace: ['réglages'] },
  'GET /agent/collectivites/:siret/reglages/:form{apercu|retours}': BACK,
  'POST /agent/collectivites/:siret/reglages/apercu': { nothing: 'shows what would be, and saves nothing' },
  'POST /agent/collectivites/:siret/reglages/retours': { trace: ['réglages'] },
  'GET /agent/collectivites/:siret/protection-des-donnees': FORM,
  'GET /agent/collectivites/:siret/protection-des-donnees/:file{.+\\.odt}': FORM,
  'GET /agent/collectivites/:siret/protection-des-donnees/:name': FORM,
  'GET /agent/invitation/:token': FORM,
  'GET /agent/invitation/:token/connexion': HIMSELF,
  'POST /agent/invitation/:token': { trace: ['arrivée'] },
  'POST /agent/invitation/:token/renouvellement': { trace: ['invitation'] },
  'POST /agent/collectivites/:siret/demande': { trace: ['demande d’accès'] },
  'POST /agent/collectivites/:siret/agents/:id/reponse': { trace: ['demande acceptée'] },
  'GET /agent/collectivites/:siret/agents': TEAM,
  'POST /agent/collectivites/:siret/agents/confirmation': { trace: ['confirmation des accès'] },
  'POST /agent/collectivites/:siret/agents/:id/role': { trace: ['changement de rôle'] },
  'GET /agent/collectivites/:siret/agents/:id/retrait': TEAM,
  'POST /agent/collectivites/:siret/agents/:id/retrait': { trace: ['départ'] },
  'POST /agent/collectivites/:siret/agents/invitations': { trace: ['invitation'] },
  'POST /agent/collectivites/:siret/agents/invitations/:id/renvoi': { trace: ['invitation'] },
  'POST /agent/collectivites/:siret/agents/invitations/:id/annulation': { trace: ['invitation annulée'] },
  'POST /agent/deconnexion': SIGN_OUT,
  'GET /agent/logout-callback': SIGN_OUT,

  // Operators. Their first request to the console also writes `connexion`.
  'GET /dinum/connexion': HIMSELF,
  'GET /dinum': DIRECTORY,
  'GET /dinum/collectivites/:siret': DIRECTORY,
  'POST /dinum/collectivites/:siret/invitations': { trace: ['invitation'], journal: ['invitation'] },
  'POST /dinum/collectivites/:siret/organisations': {
    trace: ['organisation acceptée'],
    journal: ['organisation acceptée'],
  },
  'POST /dinum/collectivites/:siret/organisations/:siren/retrait': {
    trace: ['organisation retirée'],
    journal: ['organisation retirée'],
  },
  'POST /dinum/collectivites/:siret/messageries': {
    trace: ['réglages'],
    journal: ['messageries grand public'],
  },
  'POST /dinum/collectivites/:siret/hubee': { trace: ['réglages'], journal: ['remise à HubEE'] },
  'POST /dinum/collectivites/:siret/hubee/lecture': { journal: ['lecture de l’abonnement HubEE'] },
  'GET /dinum/collectivites/:siret/suspension': FORM,
  'GET /dinum/collectivites/:siret/fermeture': FORM,
  'POST /dinum/collectivites/:siret/suspension': { trace: ['suspension'], journal: ['suspension'] },
  'POST /dinum/collectivites/:siret/reprise': { trace: ['réactivation'], journal: ['réactivation'] },
  'POST /dinum/collectivites/:siret/fermeture': { trace: ['fermeture'], journal: ['fermeture'] },
  'GET /dinum/collectivites/:siret/contacts/:place': DIRECTORY,
  'POST /dinum/collectivites/:siret/contacts/:place': { trace: ['contacts'], journal: ['contacts'] },
  'GET /dinum/ouverture': FORM,
  'POST /dinum/ouverture': { trace: ['ouverture', 'invitation'], journal: ['ouverture'] },
  'GET /dinum/ouverture/liste': DIRECTORY,
  'POST /dinum/ouverture/liste': { journal: ['liste lue'] },
  'GET /dinum/ouverture/liste/:id{UUID}': DIRECTORY,
  'POST /dinum/ouverture/liste/:id{UUID}/confirmation': { journal: ['liste d’ouvertures'] },
  'POST /dinum/ouverture/liste/:id{UUID}/abandon': { journal: ['liste abandonnée'] },
  'GET /dinum/ouverture/liste/:id{UUID}/erreurs.csv': { journal: ['fichier de liste'] },
  'GET /dinum/ouverture/liste/:id{UUID}/resultats.csv': { journal: ['fichier de liste'] },
  'GET /dinum/journal': TRACE,
  'GET /dinum/datapass': DIRECTORY,
  'GET /dinum/datapass/demandes/:id{\\d{1,15}}': DIRECTORY,
  'GET /dinum/datapass/demandes/:id{\\d{1,15}}/:act{transfert|commune|rejeu}': BACK,
  // In the trace of the one that it leaves.
  'POST /dinum/datapass/demandes/:id{\\d{1,15}}/transfert': {
    trace: ['suspension'],
    journal: ['transfert accepté'],
  },
  'POST /dinum/datapass/demandes/:id{\\d{1,15}}/commune': {
    trace: ['ouverture'],
    journal: ['code COG donné'],
  },
  'POST /dinum/datapass/demandes/:id{\\d{1,15}}/rejeu': { journal: ['événement rejoué'] },
  'GET /dinum/datapass/:arrival{\\d{1,15}}': DIRECTORY,
  'GET /dinum/datapass/:arrival{\\d{1,15}}/contenu': BACK,
  'POST /dinum/datapass/:arrival{\\d{1,15}}/contenu': { journal: ['contenu ouvert'] },
  'POST /dinum/datapass/:arrival{\\d{1,15}}/rejeu': { journal: ['événement rejoué'] },
  'GET /dinum/ecarts': DIRECTORY,
  'POST /dinum/ecarts/rapprochement': { journal: ['rapprochement'] },
  'GET /dinum/editeurs': DIRECTORY,
  'POST /dinum/editeurs': { journal: ['éditeur ajouté'] },
  'POST /dinum/editeurs/retrait': { journal: ['éditeur retiré'] },
  'GET /dinum/pannes': DIRECTORY,
  'POST /dinum/pannes/reprise': { trace: ['envois repris'], journal: ['envois repris'] },
  'POST /dinum/pannes/envoi': { trace: ['envois repris'], journal: ['envois repris'] },
  'POST /dinum/pannes/tache': { journal: ['envois repris'] },
}

/** As the application registers it, with the pattern of a UUID in one word. */
export function routeName({ method, path }: { method: string; path: string }): string {
  return `${method} ${path.replaceAll('[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'UUID')}`
}

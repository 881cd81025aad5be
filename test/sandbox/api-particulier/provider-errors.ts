import { type ErrorRow, errorRow } from './error-row.js'

const FUNDS = 'CNAF & MSA'
const FRANCECONNECT = 'FranceConnect'

/** What the funds and FranceConnect answer, or fail to answer, behind API Particulier. */
export const providerErrors = {
  'no-caf-file': noFile('23003', 'CNAF', 'the CAF has no file of this person'),
  'no-msa-file': noFile('10003', 'MSA', 'the MSA has no file of this person'),
  'no-rncps-file': noFile('40003', 'RNCPS', 'the directory of benefits has no file of this person'),
  // Its `source: null` is what the fixtures hold; the real answers leave it out.
  'no-cnav-file': { ...noFile('37003', 'CNAV', 'the default of the staging environment'), source: null },
  'no-file-anywhere': errorRow({
    status: 404,
    code: '35003',
    title: 'Allocataire non référencé',
    detail: 'Ni la CNAF ni la MSA ne connaissent cette personne.',
    when: 'neither fund knows this person',
    provider: FUNDS,
  }),
  // The official title is spelt so.
  'fund-not-named': errorRow({
    status: 404,
    code: '35003',
    title: 'Erreur inatendue',
    detail: 'Un organisme ne trouve rien, sans dire lequel il est.',
    when: 'a 404 from behind that names no fund',
    provider: FUNDS,
    numbering: 'current',
  }),
  'fund-not-named-renumbered': failed(502, '35999', 'a 404 from behind that names no fund; new number', {
    title: 'Erreur inconnue du fournisseur de données',
    numbering: 'new',
  }),
  'uncaught-exception': errorRow({
    status: 500,
    code: null,
    title: '',
    detail: '',
    when: 'API Particulier itself breaks',
    contentType: 'text/html; charset=utf-8',
    raw: '<!doctype html><html lang="fr"><title>Erreur interne</title><h1>Erreur interne</h1></html>',
  }),
  unavailable: failed(502, '35001', 'connection refused, or a 502 or 503 from behind', {
    title: 'Service non disponible',
  }),
  'provider-busy': failed(502, '35008', 'a 429 from behind', {
    title: 'Erreur auprès du fournisseur de données : trop de requêtes',
  }),
  'provider-broken': failed(502, '35000', 'a 500 from behind', {
    title: 'Erreur interne du fournisseur de données',
  }),
  'provider-unreadable': failed(502, '35999', 'no JSON from behind, or another status', {
    title: 'Erreur inconnue du fournisseur de données',
  }),
  'provider-not-found': failed(502, '35004', 'the fund’s name does not resolve', { title: 'Erreur DNS' }),
  'provider-certificate': failed(502, '35009', 'the fund’s certificate is refused', { title: 'Erreur TLS' }),
  'network-error': errorRow({
    status: 502,
    code: '00501',
    title: 'Erreur réseau',
    detail: 'Le réseau de la plateforme est en défaut.',
    when: 'the network of API Particulier fails',
    meta: { retry_in: 10 },
  }),
  'franceconnect-unavailable': failed(502, '51001', 'FranceConnect does not answer', {
    title: 'Service non disponible',
    provider: FRANCECONNECT,
  }),
  'franceconnect-unreadable': failed(502, '51999', 'FranceConnect’s answer or keys cannot be read', {
    title: 'Erreur inconnue du fournisseur de données',
    provider: FRANCECONNECT,
  }),
  maintenance: failed(503, '35020', 'announced maintenance of the funds', {
    title: 'Maintenance du fournisseur de données',
    detail: 'Le fournisseur de données est en maintenance de 23:00 à 23:45.',
    meta: { retry_in: 1800 },
  }),
  timeout: failed(504, '35002', 'the funds take more than 10 s', { title: 'Intermédiaire hors-délai' }),
  'franceconnect-timeout': failed(504, '51002', 'FranceConnect takes more than 10 s', {
    title: 'Intermédiaire hors-délai',
    provider: FRANCECONNECT,
  }),
}

function noFile(code: string, fund: string, when: string): ErrorRow {
  const title = `Dossier allocataire absent ${fund}`
  return errorRow({ status: 404, code, title, detail: `Aucun dossier : ${fund}.`, when, provider: fund })
}

type Rest = Pick<ErrorRow, 'title'> & Partial<ErrorRow>

function failed(status: number, code: string, when: string, { provider = FUNDS, ...rest }: Rest): ErrorRow {
  return errorRow({
    status,
    code,
    when,
    detail: `Pas de réponse utilisable : ${provider}.`,
    provider,
    ...rest,
  })
}

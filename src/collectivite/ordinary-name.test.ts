import { expect, test } from 'vitest'
import { ordinaryName } from '#src/collectivite/ordinary-name.js'

test.each([
  ['SYNDICAT SCOLAIRE DE FAY AUX LOGES', 'Fay-aux-Loges', 'Syndicat scolaire de Fay-aux-Loges'],
  ['CENTRE COMMUNAL D ACTION SOCIALE', 'Calvi', 'Centre communal d’action sociale'],
  [
    "CENTRE COMMUNAL D'ACTION SOCIALE DE ST ETIENNE",
    'Saint-Étienne',
    'Centre communal d’action sociale de Saint-Étienne',
  ],
  ['CCAS DE SAINT LEU', 'Saint-Leu', 'CCAS de Saint-Leu'],
  ['COMMUNAUTE DE COMMUNES DES LOGES', undefined, 'Communauté de communes des Loges'],
  ["COMMUNAUTE D'AGGLOMERATION DU PUY-EN-VELAY", undefined, 'Communauté d’agglomération du Puy-en-Velay'],
  ['SIVOS DE L’ISLE-ADAM', 'L’Isle-Adam', 'SIVOS de L’Isle-Adam'],
  ['SYNDICAT INTERCOMMUNAL A VOCATION SCOLAIRE', undefined, 'Syndicat intercommunal à vocation scolaire'],
  ['Mairie de Calvi', 'Calvi', 'Mairie de Calvi'],
  ['C.C.A.S. DE GIEN', 'Gien', 'C.C.A.S. de Gien'],
  ['RPI ST AIGNAN/ST GONDON', 'Saint-Gondon', 'RPI St Aignan / Saint-Gondon'],
  ['CAISSE DES ECOLES DU XVIIIE ARRONDISSEMENT', 'Paris', 'Caisse des écoles du XVIIIe arrondissement'],
  ['POLE D EQUILIBRE TERRITORIAL ET RURAL', undefined, 'Pôle d’équilibre territorial et rural'],
  ['ECOLE PRIMAIRE PUBLIQUE DE TIGY', 'Tigy', 'École primaire publique de Tigy'],
  ['  CAISSE DES  ECOLES ', undefined, 'Caisse des écoles'],
])('%s', (text, place, expected) => {
  expect(ordinaryName(text, place)).toBe(expected)
})

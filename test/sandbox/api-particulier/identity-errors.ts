import { type ErrorRow, errorRow, renumbered } from './error-row.js'

const FUNDS = 'CNAF & MSA'
const notIdentified = refused(
  '00355',
  'the civil registry does not know the person',
  'Le registre d’état civil ne reconnaît pas cette identité.',
  { title: "Impossible d'identifier l'allocataire", numbering: 'current' },
)
const civilDataRefused = refused(
  '00366',
  'the fund refuses the request (its 400)',
  'L’organisme refuse les données d’état civil ou la période.',
  {
    numbering: 'current',
    meta: { provider_error_code: '40013', provider_error_message: 'Données refusées' },
  },
)

/** The 422 about the identity, the period or the request, found once the token is known. */
export const identityErrors = {
  'year-refused': refused('00356', 'annee is no year, or older than N-2', 'L’année est hors limites.'),
  'month-refused': refused('00354', 'mois is no month, or to come', 'Le mois est hors limites.'),
  'request-id-not-uuid': refused(
    '00401',
    'X-Request-Id is no UUID',
    'L’identifiant de requête n’en est pas un.',
  ),
  'family-name-unusable': refused(
    '00420',
    'family name missing, or with other characters',
    missing('le nom'),
  ),
  'given-names-missing': refused('00421', 'no given name', missing('le prénom')),
  'birth-year-missing': refused('00422', 'year of birth missing or zero', missing('l’année de naissance')),
  'birth-month-missing': refused('00423', 'month of birth missing or zero', missing('le mois de naissance')),
  'birth-day-missing': refused('00424', 'day of birth missing or zero', missing('le jour de naissance')),
  'birth-date-impossible': refused('00425', 'no such day', missing('une date de naissance possible')),
  'birth-date-implausible': refused(
    '00363',
    'born before 1900 or in the future',
    'Date de naissance refusée.',
  ),
  'birth-place-refused': refused('00365', 'code of the birthplace is none', 'Commune de naissance refusée.'),
  'given-name-refused': refused('00367', 'a given name has other characters', 'Un prénom est refusé.'),
  'birth-country-refused': refused('00400', 'code of the birth country is none', 'Pays de naissance refusé.'),
  'not-identified': notIdentified,
  'not-identified-renumbered': renumbered(notIdentified, '35560', FUNDS),
  'civil-data-refused': civilDataRefused,
  'civil-data-refused-renumbered': renumbered(civilDataRefused, '35561', FUNDS),
  'identity-ambiguous': refused('35563', 'the fund finds several people', 'Plusieurs personnes répondent.', {
    numbering: 'new',
    provider: FUNDS,
  }),
  'identity-unusable': refused('35564', 'the fund cannot use the identity', 'Identité inutilisable.', {
    numbering: 'new',
    provider: FUNDS,
  }),
}

function refused(code: string, when: string, detail: string, rest: Partial<ErrorRow> = {}): ErrorRow {
  return errorRow({ status: 422, code, title: 'Entité non traitable', when, detail, ...rest })
}

function missing(what: string): string {
  return `L’identité FranceConnect ne donne pas ${what}.`
}

import type { OpenedSubmission } from '#src/submission/content.js'

/**
 * What editors read of a transmission, under the names of the State's own form: its identity, its quotient familial as
 * API Particulier v3 says it, and the same as v2 did. We ask for no household, so its lists are empty.
 * https://github.com/etalab/formulaire-qf
 */
export function certifiedData({ identity, quotientFamilial, externalId }: OpenedSubmission) {
  const { provider, value, year, month, calculationYear, calculationMonth } = quotientFamilial
  return {
    external_id: externalId,
    pivot_identity: {
      family_name: identity.familyName,
      given_name: identity.givenNames.join(' '),
      gender: identity.gender,
      birthdate: identity.birthdate,
      birthplace: identity.birthplace,
      birthcountry: identity.birthcountry,
    },
    quotient_familial_v3: {
      allocataires: [],
      enfants: [],
      quotient_familial: {
        fournisseur: provider,
        valeur: value,
        annee: year,
        mois: month,
        annee_calcul: calculationYear,
        mois_calcul: calculationMonth,
      },
      version: 'v3',
    },
    quotient_familial: {
      regime: provider,
      quotientFamilial: value,
      annee: year,
      mois: month,
      allocataires: [],
      enfants: [],
      version: 'v2',
    },
  }
}

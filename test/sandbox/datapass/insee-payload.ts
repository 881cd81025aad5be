type Establishment = {
  siret: string
  name: string
  codeCog: string
  postalCode: string
  communeName: string
  legalCategory: string
}

/** What Sirene answers about an establishment (`GET /siret/{siret}`), which DataPass passes on whole. */
export function inseePayload(establishment: Establishment): Record<string, unknown> {
  const { siret } = establishment
  return {
    header: { statut: 200, message: 'OK' },
    etablissement: {
      siren: siret.slice(0, 9),
      nic: siret.slice(9),
      siret,
      statutDiffusionEtablissement: 'O',
      dateCreationEtablissement: '1983-03-01',
      trancheEffectifsEtablissement: '12',
      anneeEffectifsEtablissement: '2023',
      activitePrincipaleRegistreMetiersEtablissement: null,
      dateDernierTraitementEtablissement: '2025-11-14T09:21:37',
      etablissementSiege: true,
      nombrePeriodesEtablissement: 1,
      uniteLegale: legalUnit(establishment),
      adresseEtablissement: address(establishment),
      adresse2Etablissement: { codeCommune2Etablissement: null, codePostal2Etablissement: null },
      periodesEtablissement: [
        {
          dateFin: null,
          dateDebut: '2008-01-01',
          etatAdministratifEtablissement: 'A',
          enseigne1Etablissement: 'MAIRIE',
          denominationUsuelleEtablissement: null,
          activitePrincipaleEtablissement: '84.11Z',
          nomenclatureActivitePrincipaleEtablissement: 'NAFRev2',
          caractereEmployeurEtablissement: 'O',
        },
      ],
    },
  }
}

function legalUnit({ siret, name, legalCategory }: Establishment) {
  return {
    etatAdministratifUniteLegale: 'A',
    statutDiffusionUniteLegale: 'O',
    dateCreationUniteLegale: '1983-03-01',
    categorieJuridiqueUniteLegale: legalCategory,
    denominationUniteLegale: name,
    sigleUniteLegale: null,
    denominationUsuelle1UniteLegale: null,
    nomUniteLegale: null,
    prenom1UniteLegale: null,
    activitePrincipaleUniteLegale: '84.11Z',
    nomenclatureActivitePrincipaleUniteLegale: 'NAFRev2',
    caractereEmployeurUniteLegale: 'O',
    nicSiegeUniteLegale: siret.slice(9),
    categorieEntreprise: 'PME',
  }
}

function address({ codeCog, postalCode, communeName }: Establishment) {
  return {
    complementAdresseEtablissement: 'MAIRIE',
    numeroVoieEtablissement: '1',
    indiceRepetitionEtablissement: null,
    typeVoieEtablissement: 'PL',
    libelleVoieEtablissement: 'DE LA MAIRIE',
    codePostalEtablissement: postalCode,
    libelleCommuneEtablissement: communeName,
    libelleCommuneEtrangerEtablissement: null,
    distributionSpecialeEtablissement: null,
    codeCommuneEtablissement: codeCog,
    codeCedexEtablissement: null,
    libelleCedexEtablissement: null,
    codePaysEtrangerEtablissement: null,
    libellePaysEtrangerEtablissement: null,
  }
}
